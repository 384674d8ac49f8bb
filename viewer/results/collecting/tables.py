"""Results as one table, CSV or Parquet, with no more than a part of it in memory at a time."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import IO, Any

from viewer.core.foreign_text import spreadsheet_cell
from viewer.results.arrow import arrow
from viewer.results.reading import parts_of
from viewer.results.rows import NAMES, row_schema
from viewer.results.store import ResultStore


def write_csv(store: ResultStore, file: IO[bytes]) -> None:
    """Write all rows as CSV in UTF-8; a cell that a spreadsheet takes for a formula is quoted."""
    file.write(_lines([NAMES]))
    for part in parts_of(store):
        file.write(_lines(map(_cells, part.rows())))


def write_parquet(store: ResultStore, file: IO[bytes]) -> None:
    """Write all rows as Parquet; the maps stay where they are, which column “part” tells."""
    pa = arrow()
    schema = row_schema().append(pa.field("part", pa.string()))
    with arrow("parquet").ParquetWriter(file, schema) as writer:
        for part in parts_of(store):
            names = [store.maps(part.shard).name] * part.table.num_rows
            writer.write_table(part.table.append_column("part", pa.array(names, pa.string())))


def _cells(row: dict[str, Any]) -> Iterator[str]:
    for name in NAMES:
        value = row[name]
        if value is None:
            yield ""
        elif isinstance(value, float):
            yield f"{value:.7g}"
        else:
            yield spreadsheet_cell(value) if isinstance(value, str) else str(value)


def _lines(rows: Any) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode("utf-8", "backslashreplace")
