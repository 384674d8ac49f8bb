"""The pictures of a plan as a table: each with the size and the time that its file had."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from viewer.core.foreign_text import shown_path
from viewer.results.arrow import GROUP, arrow, damaged


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedPicture:
    """One page of a picture's file, as it was when the plan was made."""

    text: str  # of its path: a million of these are made ten times as fast
    page: int = 0
    folder: str = ""  # below the path that was given; of a data set: its class
    size_bytes: int = 0
    mtime_ns: int = 0
    sha256: str = ""  # empty: nobody asked for it

    @property
    def path(self) -> Path:
        """Where the file is."""
        return Path(self.text)


def picture_schema() -> Any:
    """Return the columns of the table."""
    pa = arrow()
    kinds = [
        ("path", pa.string()),  # as it is shown, where its bytes are no text
        ("bytes", pa.binary()),  # of such a path
        ("page", pa.int32()),
        ("folder", pa.string()),
        ("size_bytes", pa.int64()),
        ("mtime_ns", pa.int64()),
        ("sha256", pa.string()),
    ]
    return pa.schema(kinds)


def picture_table(pieces: Iterable[Sequence[PlannedPicture]]) -> Any:
    """Return pictures as a table; they come in pieces, so that a million never stand in memory."""
    schema = picture_schema()
    batches = [arrow().RecordBatch.from_pydict(_columns(piece), schema) for piece in pieces]
    return arrow().Table.from_batches(batches, schema)


def picture_slice(path: Path, start: int, stop: int) -> list[PlannedPicture]:
    """Read some pictures of a table, and no more than the groups of rows that they stand in.

    Args:
        path: of the table.
        start: the first one.
        stop: the first one behind them.

    Raises:
        UserError: the table cannot be read.
    """
    try:
        with arrow("parquet").ParquetFile(path, memory_map=False) as file:
            groups = list(range(start // GROUP, -(-stop // GROUP)))
            table = file.read_row_groups(groups).cast(picture_schema())
    except (OSError, ValueError, arrow().ArrowException) as error:
        raise damaged(path, error) from error
    first = start - (start // GROUP) * GROUP
    return [_picture(row) for row in table.slice(first, stop - start).to_pylist()]


def _columns(pictures: Sequence[PlannedPicture]) -> dict[str, list[Any]]:
    texts = [each.text for each in pictures]
    odd = [not _is_text(text) for text in texts]
    folders = {name: shown_path(name) for name in {each.folder for each in pictures}}
    return {
        "path": [
            shown_path(text) if is_odd else text for text, is_odd in zip(texts, odd, strict=True)
        ],
        "bytes": [
            os.fsencode(text) if is_odd else None for text, is_odd in zip(texts, odd, strict=True)
        ],
        "page": [each.page for each in pictures],
        "folder": [folders[each.folder] for each in pictures],
        "size_bytes": [each.size_bytes for each in pictures],
        "mtime_ns": [each.mtime_ns for each in pictures],
        "sha256": [each.sha256 for each in pictures],
    }


def _picture(row: dict[str, Any]) -> PlannedPicture:
    given = row.pop("bytes")
    text = row.pop("path")
    return PlannedPicture(text=text if given is None else os.fsdecode(given), **row)


def _is_text(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True
