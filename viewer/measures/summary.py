"""What all readings of one map say together: how many speak for it, and which against it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from viewer.measures.registry import find_measures
from viewer.measures.verdict import Kind, verdict


class ReadMeasure(Protocol):
    """What one measure says of a map."""

    @property
    def key(self) -> str:
        """The measure."""
        ...

    @property
    def value(self) -> float:
        """Its number; nan: it says nothing."""
        ...

    @property
    def rank(self) -> float:
        """The map's among maps that know nothing and itself; nan: it has none."""
        ...

    @property
    def of(self) -> int:
        """How many ranks there are."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustSummary:
    """The verdicts on one map.

    Args:
        passes: the titles of the measures that speak for it.
        doubtful: of those that stand between.
        fails: of those that speak against it.
    """

    passes: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()
    fails: tuple[str, ...] = ()

    @property
    def of(self) -> int:
        """How many measures have an opinion; 0: nothing was measured."""
        return len(self.passes) + len(self.doubtful) + len(self.fails)


def verdict_of(reading: ReadMeasure) -> Kind:
    """Return what one reading means.

    Raises:
        UserError: there is no such measure.
    """
    (measure,) = find_measures((reading.key,))
    return verdict(measure.row, reading.value, reading.rank, reading.of).kind


def trust_summary(readings: Iterable[ReadMeasure]) -> TrustSummary:
    """Return how many readings of one map speak for it, and which against it.

    Raises:
        UserError: there is no such measure.
    """
    found: dict[Kind, list[str]] = {"passes": [], "doubtful": [], "fails": [], "none": []}
    for reading in readings:
        (measure,) = find_measures((reading.key,))
        found[verdict_of(reading)].append(measure.row.title)
    return TrustSummary(
        passes=tuple(found["passes"]),
        doubtful=tuple(found["doubtful"]),
        fails=tuple(found["fails"]),
    )
