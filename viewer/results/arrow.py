"""Tables as Parquet: pyarrow is imported when one is read or written, and asked for in words."""

from __future__ import annotations

from collections.abc import Collection
from importlib import import_module
from pathlib import Path
from typing import Any

from viewer.core.errors import UserError
from viewer.core.files.file_reading import read_file
from viewer.core.foreign_text import shown_path

MOST_BYTES = 4 << 30
GROUP = 65_536  # rows that are read together


def arrow(module: str = "") -> Any:
    """Return pyarrow, or a module of it.

    Raises:
        UserError: it is not installed.
    """
    try:
        return import_module(f"pyarrow.{module}" if module else "pyarrow")
    except ImportError as error:
        raise UserError(
            "Tables of results need pyarrow, which is not installed.",
            hint="Type: python -m pip install pyarrow",
            detail=str(error),
        ) from error


def to_parquet_bytes(table: Any) -> bytes:
    """Return a table as Parquet; equal tables give equal bytes."""
    sink = arrow().BufferOutputStream()
    arrow("parquet").write_table(table, sink, row_group_size=GROUP)
    return sink.getvalue().to_pybytes()


def read_parquet(
    path: Path, schema: Any, *, columns: list[str] | None = None, later: Collection[str] = ()
) -> Any:
    """Read a table that has at least these columns.

    Args:
        path: of the file.
        schema: names and types of the columns.
        columns: those that are wanted; None: all of the schema.
        later: those that tables of older versions lack; null stands in them then.

    Raises:
        UserError: it cannot be read, or is no such table.
    """
    content = read_file(path, most_bytes=MOST_BYTES)
    names = list(columns or schema.names)
    wanted = arrow().schema([schema.field(name) for name in names])
    try:
        file = arrow("parquet").ParquetFile(arrow().BufferReader(content))
        missing = [name for name in names if name in later and name not in file.schema_arrow.names]
        table = file.read(columns=[name for name in names if name not in missing])
        for name in missing:
            table = table.append_column(name, arrow().nulls(table.num_rows))
        return table.select(names).cast(wanted)
    except (OSError, ValueError, LookupError, arrow().ArrowException) as error:
        raise damaged(path, error) from error


def damaged(path: Path, error: Exception) -> UserError:
    """Return the sentence for a file of results that cannot be understood."""
    return UserError(
        f"“{shown_path(path.name)}” is damaged, or no file of results.",
        hint="Take the file and its mark in “done” away, and export once more.",
        detail=str(error),
    )
