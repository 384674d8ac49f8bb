"""Who works at which shard: a locked file for each, so that nothing is done twice at the same time.

Locks save work, no more: a shard done twice has the same bytes. Where a disk has no locks, every
claim is granted.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from viewer.core.files.process_mark import ProcessMark
from viewer.results.store import gone

CLAIMS = "claims"


@dataclass(slots=True)
class Claims:
    """The claims on the shards of a folder.

    Args:
        folder: of the results.
    """

    folder: Path
    _locks: bool | None = field(default=None, init=False)

    @contextmanager
    def of(self, shard: int) -> Iterator[bool]:
        """Claim a shard; give it back at the end, or when this process dies.

        Yields:
            whether it is ours; if not, a process that lives has it.

        Raises:
            UserError: the folder has gone.
        """
        mark = self._taken(self.folder / CLAIMS / f"{shard:05d}")
        try:
            yield mark is not None or not self._has_locks()
        finally:
            if mark is not None:
                mark.remove()

    def _taken(self, path: Path) -> ProcessMark | None:
        try:
            path.parent.mkdir(exist_ok=True)
        except OSError as error:
            if not self.folder.is_dir():
                raise gone(self.folder, error) from error
        with suppress(OSError):
            return ProcessMark.make(path)
        return None

    def _has_locks(self) -> bool:
        """Tell whether a file can be locked here, by trying with one that nobody else knows."""
        if self._locks is None:
            probe = self._taken(self.folder / CLAIMS / f"probe-{secrets.token_hex(8)}")
            self._locks = probe is not None
            if probe is not None:
                probe.remove()
        return self._locks
