"""Which measures of trust can be read, what each takes, and how long the rest will take."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from viewer.core.asks.trust_reading import TrustReading

if TYPE_CHECKING:
    from viewer.measures.measure import MeasureRow

WEIGHTS = {"one pass": 1.0, "seconds": 4.0, "minutes": 60.0}  # what measures take, of each other


class TrustCosts:
    """Knows the measures from when somebody looks."""

    @cached_property
    def _rows(self) -> tuple[MeasureRow, ...]:
        from viewer.measures.registry import card  # noqa: PLC0415 - no start needs it

        return tuple(one.row for one in card(truth=True))

    @property
    def of_places(self) -> frozenset[str]:
        """The measures that need to know where the objects are."""
        return frozenset(row.key for row in self._rows if row.truth)

    def keys(self, *, truth: bool) -> tuple[str, ...]:
        """Return the measures that can be read, the cheap ones first.

        Args:
            truth: whether it is known where the objects are.
        """
        return tuple(row.key for row in self._rows if truth or not row.truth)

    def left_s(self, keys: Sequence[str], readings: Mapping[str, TrustReading]) -> float | None:
        """Return about how long the rest takes: as long as what is read, by its usual cost.

        Args:
            keys: of what is to be read.
            readings: what is read, by key.
        """
        costs = {row.key: WEIGHTS[row.cost] for row in self._rows}
        read = [key for key in keys if key in readings]
        took, done = sum(readings[key].seconds for key in read), sum(costs[key] for key in read)
        rest = sum(costs[key] for key in keys if key not in readings)
        return took / done * rest if done else None
