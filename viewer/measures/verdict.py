"""What a reading means, in words: it speaks for the map, against it, or says nothing by itself."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from viewer.measures.measure import MeasureRow

Kind = Literal["passes", "doubtful", "fails", "none"]
BEST = 0.1  # of the maps that know nothing may be better than one that passes
CHANCE = 0.5  # are better than one that fails


@dataclass(frozen=True, slots=True)
class MeasureVerdict:
    """A kind, and one sentence why."""

    kind: Kind
    sentence: str


def verdict(row: MeasureRow, value: float, rank: float = math.nan, of: int = 0) -> MeasureVerdict:
    """Return what a value means.

    Args:
        row: the measure.
        value: its number; nan: it says nothing.
        rank: among maps that know nothing and itself, 1 is best; nan: it has none.
        of: how many ranks there are.
    """
    if math.isnan(value):
        return MeasureVerdict("none", "It says nothing of this map.")
    if not math.isnan(rank) and of > 1:
        return _ranked(rank, of)
    if row.bounds is not None:
        return _bounded(row, value)
    return MeasureVerdict("none", "To be held against other maps' numbers.")


def _ranked(rank: float, of: int) -> MeasureVerdict:
    others, better = of - 1, rank - 1
    beaten = math.floor(others - better)
    if better <= BEST * others:
        return MeasureVerdict("passes", f"Better than {beaten} of {others} maps that know nothing.")
    if better < CHANCE * others:
        return MeasureVerdict(
            "doubtful", f"Only better than {beaten} of {others} maps that know nothing."
        )
    return MeasureVerdict("fails", f"No better than maps that know nothing: rank {rank:g} of {of}.")


def _bounded(row: MeasureRow, value: float) -> MeasureVerdict:
    if row.bounds is None:
        raise ValueError(row.key)
    bounds, sign = row.bounds, 1 if row.better == "higher" else -1
    passing, doubtful, failing = bounds.words
    if sign * value >= sign * bounds.passes:
        return MeasureVerdict("passes", passing)
    if sign * value <= sign * bounds.fails:
        return MeasureVerdict("fails", failing)
    return MeasureVerdict("doubtful", doubtful)
