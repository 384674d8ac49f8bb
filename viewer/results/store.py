"""The folder of an export in shards: where each shard's files stand, and which shards are done.

A shard is done when its mark is there. The mark is written last, after the files that it names by
their hashes, so that what it vouches for is whole.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from viewer.core.errors import UserError
from viewer.core.files.file_reading import hash_file, read_file
from viewer.core.files.whole_file import write_whole
from viewer.core.foreign_text import shown_json, shown_path
from viewer.core.plain import parse_json
from viewer.results.arrow import MOST_BYTES, damaged, to_parquet_bytes
from viewer.results.plan import Plan, read_plan

DONE = "done"
MOST_MARK_BYTES = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class DoneShard:
    """What the mark of a shard tells."""

    shard: int
    pictures: int
    rows: int
    failed: int  # pictures
    files: dict[str, str]  # name: SHA-256


@dataclass(frozen=True, slots=True)
class ResultStore:
    """The results in a folder.

    Args:
        folder: where they are.
        plan: which stands there.
    """

    folder: Path
    plan: Plan

    @classmethod
    def open(cls, folder: Path) -> ResultStore:
        """Open a folder that holds a plan.

        Raises:
            UserError: there is none, or it cannot be understood.
        """
        return cls(folder, read_plan(folder))

    def part(self, shard: int) -> Path:
        """Return where the rows of a shard stand."""
        return self.folder / f"part-{shard:05d}.parquet"

    def maps(self, shard: int) -> Path:
        """Return where its maps stand."""
        return self.folder / f"maps-{shard:05d}.npz"

    def mark(self, shard: int) -> Path:
        """Return where its mark stands."""
        return self.folder / DONE / f"{shard:05d}"

    def done(self) -> list[int]:
        """Return the shards that are done, in order.

        Raises:
            UserError: the folder has gone.
        """
        try:
            with os.scandir(self.folder / DONE) as entries:
                found = [int(entry.name) for entry in entries if _is_mark(entry.name)]
        except FileNotFoundError:
            if self.folder.is_dir():
                return []
            raise gone(self.folder) from None
        except OSError as error:
            raise gone(self.folder, error) from error
        return sorted(shard for shard in found if shard < self.plan.shards)

    def is_done(self, shard: int) -> bool:
        """Tell whether a shard is done."""
        return self.mark(shard).is_file()

    def left(self) -> list[int]:
        """Return the shards that are not done, in order."""
        done = set(self.done())
        return [shard for shard in range(self.plan.shards) if shard not in done]

    def read_mark(self, shard: int) -> DoneShard:
        """Return what the mark of a shard tells.

        Raises:
            UserError: it cannot be read.
        """
        path = self.mark(shard)
        try:
            told = parse_json(read_file(path, most_bytes=MOST_MARK_BYTES))
            return DoneShard(**{name: told[name] for name in DoneShard.__dataclass_fields__})
        except (ValueError, TypeError, LookupError) as error:
            raise damaged(path, error) from error

    def is_whole(self, shard: int) -> bool:
        """Tell whether the files of a shard that is done are still those that were written."""
        told = self.read_mark(shard).files
        try:
            return all(
                hash_file(self.folder / Path(name).name, most_bytes=MOST_BYTES) == digest
                for name, digest in told.items()
            )
        except UserError:
            return False

    def write(
        self, shard: int, rows: Any, maps: bytes, *, failed: int, others: dict[str, bytes]
    ) -> DoneShard:
        """Write what came of a shard, and its mark when all else is on the disk.

        Args:
            shard: which.
            rows: its table.
            maps: its stacks, packed.
            failed: how many pictures did.
            others: more files, by their names.

        Raises:
            UserError: something cannot be written; the shard is not done then.
        """
        files = {self.part(shard).name: to_parquet_bytes(rows), self.maps(shard).name: maps}
        for name, content in (others | files).items():
            write_whole(self.folder / name, content, make_folder=name in others)
        _settle(self.folder)
        start, stop = self.plan.bounds(shard)
        done = DoneShard(
            shard=shard,
            pictures=stop - start,
            rows=rows.num_rows,
            failed=failed,
            files={name: sha256(content).hexdigest() for name, content in files.items()},
        )
        told = {name: getattr(done, name) for name in DoneShard.__dataclass_fields__}
        write_whole(self.mark(shard), f"{shown_json(told)}\n".encode(), make_folder=True)
        return done


def gone(folder: Path, error: OSError | None = None) -> UserError:
    """Return the sentence for a folder of results that can no longer be reached."""
    return UserError(
        f"The folder “{shown_path(folder)}” can no longer be reached.",
        hint="When it is there again, the same command goes on where it ended.",
        detail=str(error or ""),
    )


def _is_mark(name: str) -> bool:
    return name.isascii() and name.isdecimal() and len(name) >= 5


def _settle(folder: Path) -> None:
    """Let the names of a folder reach the disk, where the system can be asked to."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
