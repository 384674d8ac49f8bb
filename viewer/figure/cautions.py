"""What a figure would show badly, told before it is saved: each with its cure."""

from __future__ import annotations

from collections.abc import Sequence

from viewer.core.maps.heat import normalise
from viewer.core.maps.heat_limits import shown_values
from viewer.core.maps.remarks import buried
from viewer.figure.fonts import has_chinese, unwritten
from viewer.figure.lines import lines_of, shown_maps
from viewer.figure.rows import FigureRow
from viewer.figure.scales import Scales
from viewer.figure.sheet import Layout
from viewer.figure.style import MM, FigureStyle
from viewer.figure.window_grid import NARROWEST_MM

SPARE_MM = 0.6  # rounding and gaps


def cautions(rows: Sequence[FigureRow], style: FigureStyle, layout: Layout) -> list[str]:
    """Return a sentence for each thing that nobody wants in a figure, and how to be rid of it."""
    return [*_narrow(rows, style, layout), *_blank(rows, style), *_unwritten(rows, style)]


def _narrow(rows: Sequence[FigureRow], style: FigureStyle, layout: Layout) -> list[str]:
    lines = lines_of(rows, style)
    widths = [
        place.width / layout.dpi / MM
        for line, places in zip(lines, layout.panels, strict=True)
        for panel, place in zip(line.panels, places, strict=True)
        if panel is not None
    ]
    narrowest = min(widths, default=NARROWEST_MM)
    if not style.sheet.width_in or narrowest >= NARROWEST_MM - SPARE_MM:
        return []
    told = f"{narrowest:.0f}"
    if style.kind == "row":
        return [f"Pictures are {told} mm wide. Choose “As in the window”, or a wider figure."]
    return [f"Pictures are {told} mm wide. Choose a wider figure, or fewer of them."]


def _blank(rows: Sequence[FigureRow], style: FigureStyle) -> list[str]:
    maps = shown_maps(rows, style)
    scales = Scales(maps, style.heat)
    seen = [heat for heat in maps if not scales.is_flat(heat)]
    scaled = [normalise(shown_values(heat, style.heat), *scales.limits(heat)) for heat in seen]
    blank = sum(buried(values, style.heat) is not None for values in scaled)
    if not blank:
        return []
    every = len(maps)
    if style.heat.threshold > 0:
        return [f"Of {every} maps, {blank} show nothing above the threshold. Choose own scales."]
    return [f"Of {every} maps, {blank} are hardly seen. Choose own scales."]


def _unwritten(rows: Sequence[FigureRow], style: FigureStyle) -> list[str]:
    if style.lang == "zh_CN" and not has_chinese():
        return []  # that is told at once, whatever the figure says
    targets = (row.target_of(heat.pane) for row in rows for heat in row.maps)
    told = unwritten("".join((style.title, *(row.name for row in rows), *targets)))
    return [told] if told else []
