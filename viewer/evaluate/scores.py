"""The scores of an evaluation as a table: long form, one row a picture, map and measure."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, fields
from importlib import import_module
from pathlib import Path

from viewer.core.errors import UserError
from viewer.core.files.file_reading import read_file
from viewer.core.foreign_text import shown_path, spreadsheet_cell

MOST_BYTES = 1 << 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """One row; nan where there is no number."""

    picture: str
    method: str
    layer: str
    target: str
    measure: str
    value: float
    baseline: float  # mean over random maps
    rank: float  # among random maps, the edges, the blob and itself; 1 is best
    seconds: float


COLUMNS = tuple(column.name for column in fields(Score))
TEXTS = 5  # the first columns are texts, the others numbers


def to_csv(scores: Iterable[Score]) -> bytes:
    """Return the table as CSV; cells that a spreadsheet would take for a formula are quoted."""
    return table_bytes(COLUMNS, [astuple(score) for score in scores])


def table_bytes(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Return any table as CSV in UTF-8; a number that is none is an empty cell."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(map(_cell, row) for row in rows)
    return text.getvalue().encode("utf-8", "backslashreplace")


def read_scores(path: Path) -> list[Score]:
    """Read a table that `to_csv` wrote, perhaps opened and saved since.

    Raises:
        UserError: it cannot be read, or is no such table.
    """
    try:
        text = read_file(path, most_bytes=MOST_BYTES).decode("utf-8-sig")
        return _scores(csv.reader(io.StringIO(text, newline="")))
    except (ValueError, TypeError, csv.Error) as error:
        raise UserError(
            f"“{shown_path(path.name)}” is no table of scores.",
            hint="Choose another folder to write to.",
            detail=str(error),
        ) from error


def to_parquet(scores: Sequence[Score]) -> bytes | None:
    """Return the table as Parquet; None: pyarrow, which writes it, is not installed."""
    try:
        pa = import_module("pyarrow")
        parquet = import_module("pyarrow.parquet")
    except ImportError:
        return None
    columns = {name: [getattr(score, name) for score in scores] for name in COLUMNS}
    kinds = [
        (name, pa.string() if place < TEXTS else pa.float64()) for place, name in enumerate(COLUMNS)
    ]
    sink = pa.BufferOutputStream()
    parquet.write_table(pa.table(columns, schema=pa.schema(kinds)), sink)
    return sink.getvalue().to_pybytes()


def _cell(value: object) -> str:
    if isinstance(value, float):
        return "" if math.isnan(value) else f"{value:.7g}"
    return spreadsheet_cell(str(value))


def _scores(lines: Iterable[list[str]]) -> list[Score]:
    head, *rows = lines
    if tuple(head) != COLUMNS:
        raise ValueError("other columns")
    return [_score(row) for row in rows]


def _score(cells: Sequence[str]) -> Score:
    texts = [_uncelled(cell) for cell in cells[:TEXTS]]
    numbers = [float(cell) if cell else math.nan for cell in cells[TEXTS:]]
    return Score(**dict(zip(COLUMNS, [*texts, *numbers], strict=True)))  # pyright: ignore[reportArgumentType]


def _uncelled(cell: str) -> str:
    """Take the apostrophe away again that `spreadsheet_cell` puts before a formula."""
    return cell[1:] if cell[:1] == "'" and spreadsheet_cell(cell[1:]) == cell else cell
