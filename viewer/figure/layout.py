"""Where everything stands on a figure: whole pixels, nothing clipped, nothing overlapping."""

from __future__ import annotations

from dataclasses import replace

from viewer.core.errors import UserError
from viewer.core.maps.geometry import Size
from viewer.figure.placing import SMALLEST_IN, Planner
from viewer.figure.sheet import Layout, Rect, Sheet
from viewer.figure.style import FigureStyle

LARGEST_PX = 30_000
WIDEST_OWN_IN = 6.9  # a panel of the picture's own pixels is never wider on paper


def plan(sheet: Sheet, style: FigureStyle) -> Layout:
    """Place a sheet's parts.

    Raises:
        UserError: the figure would be larger than any program can open, or its panels too small
            to show anything.
    """
    dpi = _dpi(sheet, style)
    first = Planner(sheet, style, dpi)
    layout = first.plan()
    page = style.sheet
    if page.height_in:
        height = round(page.height_in * dpi)
        if layout.size[1] > height:
            layout = _shrunk(sheet, style, dpi, widest=first.column, height=height)
        layout = _centred(layout, (round(page.width_in * dpi), height))
    if max(layout.size) > LARGEST_PX:
        raise UserError(
            f"The figure would be {layout.size[0]} × {layout.size[1]} pixels.",
            hint="Choose fewer classes or pictures, or a smaller dpi.",
        )
    return layout


def _dpi(sheet: Sheet, style: FigureStyle) -> float:
    """Return the figure's dpi: more than the style's where own pixels would be wider than a page.

    Text is measured in points, so it grows with a large picture.
    """
    if style.width != "own":
        return float(style.dpi)
    return max(float(style.dpi), max(map(max, sheet.pictures)) / WIDEST_OWN_IN)


def _shrunk(sheet: Sheet, style: FigureStyle, dpi: float, *, widest: int, height: int) -> Layout:
    """Find the widest panels with which the figure is no higher than a page."""
    low, high = round(SMALLEST_IN * dpi), widest
    best = Planner(sheet, style, dpi, column=low).plan()
    if best.size[1] > height:
        raise UserError(
            "So many rows do not fit on one page.", hint="Choose fewer classes or pictures."
        )
    while high - low > 1:
        middle = (low + high) // 2
        layout = Planner(sheet, style, dpi, column=middle).plan()
        if layout.size[1] <= height:
            low, best = middle, layout
        else:
            high = middle
    return best


def _centred(layout: Layout, page: Size) -> Layout:
    """Put a figure in the middle of a page."""
    across, down = (max(0, room - used) // 2 for room, used in zip(page, layout.size, strict=True))

    def moved(rect: Rect) -> Rect:
        return replace(rect, left=rect.left + across, top=rect.top + down)

    return replace(
        layout,
        size=page,
        panels=tuple(tuple(map(moved, row)) for row in layout.panels),
        lines=tuple(replace(line, x=line.x + across, y=line.y + down) for line in layout.lines),
        bars=tuple(map(moved, layout.bars)),
        feet=tuple((bar, moved(rect)) for bar, rect in layout.feet),
    )
