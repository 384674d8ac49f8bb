"""One map minus another, as a panel of a figure: the same values and colours as in the window."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from viewer.core.asks.records import HeatMap
from viewer.core.maps.compare import Comparison, Shown, compare
from viewer.core.maps.heat_limits import shown_values
from viewer.core.maps.heat_style import HeatStyle, Limits
from viewer.figure.scales import Scales

LEAST = 0.05  # of the scale: differences below this stay pale


@dataclass(frozen=True, slots=True, eq=False)
class MapDifference:
    """Two maps of one picture: the first minus the second."""

    first: HeatMap
    second: HeatMap

    @property
    def title(self) -> str:
        """What stands above it."""
        return f"{self.first.row.title} − {self.second.row.title}"

    def compared(self, scales: Scales) -> Comparison | None:
        """Compare the two on the scales they are shown on; None: they have nothing in common."""
        a, b = (
            Shown(
                values=shown_values(heat, scales.style),
                limits=scales.limits(heat),
                box=heat.geometry.box,
            )
            for heat in (self.first, self.second)
        )
        return compare(a, b)


def limits_of_difference(result: Comparison) -> Limits:
    """Return the values of the first and the last colour: zero stands in the middle."""
    most = max(float(np.abs(result.difference).max()), LEAST)
    return -most, most


def style_of_difference(style: HeatStyle, limits: Limits) -> HeatStyle:
    """Return how a difference is painted: signed, whatever the maps are."""
    return HeatStyle(
        colour_map=style.colour_map,
        opacity=style.opacity,
        extent="symmetric",
        scaling="fixed",
        fixed=limits,
    )
