"""What an evaluation has found, read from the tables that it left in its folder."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from viewer.core.errors import UserError
from viewer.core.files.file_reading import read_file
from viewer.core.foreign_text import shown, shown_path
from viewer.measures.measure import MeasureRow
from viewer.measures.registry import MEASURES

SUMMARY, DIFFERENCES = "summary.csv", "differences.csv"
MOST_BYTES = 64 << 20
SIGNIFICANT = 0.05
Row = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluatedWay:
    """One method at one layer by one measure, over all pictures; nan where there is no number.

    Args:
        row: the measure.
        method: its key.
        layer: its path; empty: the method looks at none.
        mean: over the pictures.
        low: of the 95 % interval of the mean.
        high: the same, upwards.
        random: what random maps reach.
        count: of the pictures.
        best: whether it is the best by the measure, or cannot be told from it.
    """

    row: MeasureRow
    method: str
    layer: str
    mean: float
    low: float
    high: float
    random: float
    count: int
    best: bool


def read_evaluation(folder: Path) -> tuple[EvaluatedWay, ...]:
    """Return what an evaluation has found, measure by measure, the best way first.

    Raises:
        UserError: the folder holds no evaluation that can be read.
    """
    try:
        found = _rows(folder / SUMMARY)
        apart = _rows(folder / DIFFERENCES) if (folder / DIFFERENCES).exists() else []
        return tuple(
            way
            for measure in MEASURES
            for way in _ranked(
                measure.row, [row for row in found if row["measure"] == measure.row.key], apart
            )
        )
    except (KeyError, ValueError, csv.Error) as error:
        raise UserError(
            f"“{shown_path(folder)}” holds no evaluation that can be read.",
            hint="Name the folder that “camscope evaluate” has written to.",
            detail=repr(error),
        ) from error


def _rows(table: Path) -> list[Row]:
    try:
        text = read_file(table, most_bytes=MOST_BYTES).decode("utf-8-sig")
    except UserError as error:
        raise UserError(
            f"“{shown_path(table.parent)}” holds no evaluation that can be read.",
            hint=f"“{table.name}”: {error.headline}",
        ) from error
    return list(csv.DictReader(io.StringIO(text, newline="")))


def _ranked(row: MeasureRow, rows: Sequence[Row], apart: Sequence[Row]) -> list[EvaluatedWay]:
    """Return the ways by one measure, the best first."""
    sign = -1.0 if row.better == "higher" else 1.0
    mine = [one for one in rows if math.isfinite(_number(one["mean"]))]
    mine.sort(key=lambda one: sign * _number(one["mean"]))
    if not mine:
        return []
    p = {
        frozenset((one["first"], one["second"])): _number(one["p_holm"])
        for one in apart
        if one["measure"] == row.key
    }
    best = _name(mine[0])
    return [_way(row, one, p.get(frozenset((best, _name(one))))) for one in mine]


def _way(row: MeasureRow, one: Row, p_best: float | None) -> EvaluatedWay:
    return EvaluatedWay(
        row=row,
        method=shown(one["method"]),
        layer=shown(one["layer"]),
        mean=_number(one["mean"]),
        low=_number(one["low"]),
        high=_number(one["high"]),
        random=_number(one["baseline"]),
        count=int(_number(one["n"])),
        best=p_best is None or not p_best < SIGNIFICANT,
    )


def _name(one: Row) -> str:
    """Return what the table of differences calls a way."""
    return f"{one['method']} {one['layer']}"


def _number(cell: str) -> float:
    return float(cell) if cell else math.nan
