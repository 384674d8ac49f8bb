"""Which raw values the first and the last colour of each map stand for, and who shares them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from viewer.core.asks.records import HeatMap
from viewer.core.maps.heat_limits import limits_of
from viewer.core.maps.heat_style import HeatStyle, Limits


@dataclass(frozen=True, slots=True)
class Scales:
    """The scales of one figure; for "method" and "folder" its maps of one method share theirs."""

    maps: Sequence[HeatMap]
    style: HeatStyle

    def limits(self, heat: HeatMap) -> Limits:
        """Return the raw values of a map's first and last colour; equal ones without contrast."""
        return limits_of(heat, self.style, self.maps)

    def is_flat(self, heat: HeatMap) -> bool:
        """Tell whether a map shows nothing on its scale."""
        low, high = self.limits(heat)
        return heat.concepts is None and not high > low

    def shared(self) -> list[tuple[str, Limits]]:
        """Return the scales that have numbers: each with the method it belongs to.

        The method is empty where there is one scale for all; there are none where every map has
        its own, unless there is one map alone.
        """
        shown = [heat for heat in self.maps if not self.is_flat(heat)]
        if self.style.scaling == "fixed":
            return [("", self.style.fixed)]
        if self.style.scaling == "map":
            return [("", self.limits(shown[0]))] if len(self.maps) == len(shown) == 1 else []
        methods = {heat.method: self.limits(heat) for heat in shown}
        return (
            list(methods.items()) if len(methods) > 1 else [("", each) for each in methods.values()]
        )
