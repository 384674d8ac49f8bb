"""Which colour bars a figure has: one at the right for all, or one below each panel or column."""

from __future__ import annotations

from collections.abc import Sequence

from viewer.core.asks.records import HeatMap
from viewer.core.maps.heat_style import Limits
from viewer.figure.differences import limits_of_difference, style_of_difference
from viewer.figure.lines import DIFFERENCE, Panel, PanelLine
from viewer.figure.scales import Scales
from viewer.figure.sheet import Bar
from viewer.figure.style import FigureStyle
from viewer.figure.words import Words


def bars_of(lines: Sequence[PanelLine], style: FigureStyle, speech: Words) -> list[Bar]:
    """Return the bar at the right: of the one scale of all maps, or of maps scaled alike.

    Where several scales have numbers to tell, there is none: each stands below its panels.
    """
    maps = [heat for line in lines for heat in line.maps if heat.concepts is None]
    if not maps or _apart(maps, style):
        return []
    shared = Scales(maps, style.heat).shared()
    if not shared:
        return [Bar(colour_map=style.heat.table_key, low=speech.low, high=speech.high)]
    return [_bar(style.heat.table_key, limits) for _method, limits in shared]


def feet_of(lines: Sequence[PanelLine], style: FigureStyle) -> list[list[Bar | None]]:
    """Return the bar below each panel: of its own scale, or in the last line its column's."""
    maps = [heat for line in lines for heat in line.maps if heat.concepts is None]
    scales, apart = Scales(maps, style.heat), _apart(maps, style)
    by_column = style.heat.scaling != "map" and all(line.gridded for line in lines)
    return [
        [
            _foot(line, panel, style, scales)
            if panel == DIFFERENCE or (apart and (not by_column or line is lines[-1]))
            else None
            for panel in line.panels
        ]
        for line in lines
    ]


def _apart(maps: Sequence[HeatMap], style: FigureStyle) -> bool:
    """Tell whether maps have scales of their own, with numbers to tell."""
    if style.heat.scaling == "map":
        return style.kind == "window" and len(maps) > 1
    return len(Scales(maps, style.heat).shared()) > 1


def _foot(line: PanelLine, panel: Panel, style: FigureStyle, scales: Scales) -> Bar | None:
    if panel == DIFFERENCE:
        difference = line.row.difference(style.difference)
        result = difference.compared(scales) if difference is not None else None
        if result is None:
            return None
        limits = limits_of_difference(result)
        return _bar(style_of_difference(style.heat, limits).table_key, limits)
    heat = line.row.map_of(panel) if panel is not None else None
    if heat is None or heat.concepts is not None or scales.is_flat(heat):
        return None
    return _bar(style.heat.table_key, scales.limits(heat))


def _bar(table_key: str, limits: Limits) -> Bar:
    low, high = limits
    return Bar(colour_map=table_key, low=f"{low:.3g}", high=f"{high:.3g}")
