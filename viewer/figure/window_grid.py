"""The panes as the window shows them: a grid, or lines so short that no picture becomes narrow."""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence

from viewer.core.asks.pane_grid import grid_columns
from viewer.core.asks.records import HeatMap
from viewer.core.maps.geometry import Size
from viewer.figure.style import MM, FigureStyle

NARROWEST_MM = 25.0  # of a picture on paper: in a narrower one no place can be told
TALLEST = 1.34  # of a panel's width, where the figure's width is given
LABEL_SHARE = 0.26  # of a figure's width: what words at the left of its lines may take
MOST_ACROSS = 5  # panels side by side, where no width is given
GAP_MM = 2.0  # about what stands between two panels


def map_columns(maps: Sequence[HeatMap]) -> int:
    """Return how many methods stand side by side, where the maps are a grid; else 0."""
    return grid_columns([(heat.method, shown_of(heat)) for heat in maps])


def shown_of(heat: HeatMap) -> Hashable:
    """Return what a map shows besides its method: layer, class and input."""
    return heat.layer, heat.target, heat.geometry.mode


def panels_across(count: int, picture: Size, style: FigureStyle) -> int:
    """Return how many of some panels stand side by side.

    On a page it is what makes the pictures largest; of a width alone, as many as leave each of
    them 25 mm, in lines of about the same length.
    """
    most = min(count, most_across(picture, style))
    if style.sheet.height_in:
        return max(range(1, most + 1), key=lambda across: _side(count, across, picture, style))
    return math.ceil(count / math.ceil(count / most))


def most_across(picture: Size, style: FigureStyle, *, labelled: bool = False) -> int:
    """Return how many panels find room side by side with pictures of 25 mm or more.

    Args:
        picture: width and height, in its own pixels.
        style: of the figure.
        labelled: whether words stand at the left of the lines.
    """
    share = 1.0 - LABEL_SHARE * (labelled and style.heads)
    room_mm = (share * style.sheet.width_in - 2 * style.sheet.margin_in) / MM
    if not style.sheet.width_in:
        return MOST_ACROSS
    needed_mm = NARROWEST_MM * max(1.0, picture[1] / picture[0] / TALLEST)
    return max(1, int((room_mm + GAP_MM) / (needed_mm + GAP_MM)))


def _side(count: int, across: int, picture: Size, style: FigureStyle) -> float:
    """Return how wide a picture becomes on a page, in inches."""
    page, down = style.sheet, math.ceil(count / across)
    width = (page.width_in - 2 * page.margin_in) / across
    text = 6 * style.text_pt / 72  # above each line: three lines of heads; below: a bar
    height = (page.height_in - 2 * page.margin_in) / down - text
    return min(width, height * picture[0] / picture[1], width * TALLEST * picture[0] / picture[1])
