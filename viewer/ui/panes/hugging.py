"""How much of its room a pane takes: as its picture needs, so that title and footer are close."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect

from viewer.ui.panes.arrangement import Cell
from viewer.ui.panes.pane_lines import FOOTER_PX, TITLE_PX
from viewer.ui.panes.view_state import ViewState

NARROWEST_PX = 240  # title and footer have something to say
STEP_PX = 4  # whole device pixels at ratios of 1.25, 1.5 and 1.75


def hug(cell: Cell, view: ViewState, ratio: float) -> Cell:
    """Return a pane's place in its cell: no larger than the picture that it shows now.

    The picture's middle stays where it is in the whole cell, so that nothing moves while a pane
    grows with its picture. It keeps the room of the whole picture also where less is shown.

    Args:
        cell: all the room that there is, in logical pixels.
        view: of the pane.
        ratio: device pixels per logical pixel.
    """
    room, (width, height) = _area(cell.pane), view.picture_size
    if not width or not height:
        return cell
    scale = max(view.scale, view.fit_scale) / ratio
    across = _spare(room.width(), max(width * scale, min(NARROWEST_PX, room.width())))
    down = _spare(room.height(), height * scale)
    pane = cell.pane.adjusted(across, down, -across, -down)
    strip = QRect(cell.strip)
    if not strip.isEmpty() and strip.left() > cell.pane.right():  # it stands beside the pane
        strip.translate(-across, -down)
    elif not strip.isEmpty():
        strip.setRect(pane.left(), pane.bottom() + 1, pane.width(), strip.height())
    return Cell(pane, strip)


def viewport(cells: Sequence[Cell], ratio: float) -> tuple[int, int]:
    """Return the size in device pixels that the pictures of all panes may have."""
    areas = [_area(cell.pane) for cell in cells]
    width, height = min(one.width() for one in areas), min(one.height() for one in areas)
    return max(1, int(width * ratio)), max(1, int(height * ratio))


def _area(pane: QRect) -> QRect:
    return pane.adjusted(0, TITLE_PX, 0, -FOOTER_PX)


def _spare(room: int, needed: float) -> int:
    """Return how much of a room may go at each of two ends."""
    return max(0, int((room - needed) / 2)) // STEP_PX * STEP_PX
