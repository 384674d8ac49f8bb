"""Which method and layer are best by each measure, over all of them, and what is only noise."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from viewer.evaluate.statistics import Difference, Summary, Way
from viewer.measures.measure import MeasureRow
from viewer.measures.registry import MEASURES

SIGNIFICANT = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """One way in the order of one measure."""

    summary: Summary
    place: float  # 1 is best; equal means share the mean place
    p_best: float  # of its difference from the best, after Holm; nan: it is the best

    @property
    def is_noise(self) -> bool:
        """Whether it cannot be told from the best."""
        return math.isnan(self.p_best) or self.p_best >= SIGNIFICANT


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """All ways by one measure, the best first."""

    row: MeasureRow
    placed: tuple[Placed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Overall:
    """One way over all measures."""

    way: Way
    place: float  # mean over the measures
    best: int  # by so many measures it is the best, or cannot be told from it
    of: int


def rankings(found: Sequence[Summary], apart: Sequence[Difference]) -> list[Ranking]:
    """Return the order of the ways by each measure that has numbers."""
    p = {(one.measure, frozenset((one.first, one.second))): one.p_holm for one in apart}
    made: list[Ranking] = []
    for row in (measure.row for measure in MEASURES):
        mine = [one for one in found if one.measure == row.key and math.isfinite(one.mean)]
        if not mine:
            continue
        sign = -1.0 if row.better == "higher" else 1.0
        mine.sort(key=lambda one: sign * one.mean)
        best = mine[0].way
        placed = tuple(
            Placed(
                summary=one,
                place=_place(one, mine, sign),
                p_best=p.get((row.key, frozenset((best, one.way))), math.nan),
            )
            for one in mine
        )
        made.append(Ranking(row=row, placed=placed))
    return made


def overall(found: Sequence[Ranking]) -> list[Overall]:
    """Return the ways by their mean place over the measures, the best first."""
    places: dict[Way, list[Placed]] = defaultdict(list)
    for ranking in found:
        for one in ranking.placed:
            places[one.summary.way].append(one)
    made = [
        Overall(
            way=way,
            place=sum(one.place for one in mine) / len(mine),
            best=sum(one.is_noise for one in mine),
            of=len(mine),
        )
        for way, mine in places.items()
    ]
    return sorted(made, key=lambda one: one.place)


def _place(one: Summary, every: Sequence[Summary], sign: float) -> float:
    ahead = sum(sign * other.mean < sign * one.mean for other in every)
    equal = sum(other.mean == one.mean for other in every) - 1
    return 1.0 + ahead + equal / 2
