"""How large the rows of several pictures are: no wider and no higher than their pictures need."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QSize

from viewer.core.maps.geometry import Size
from viewer.ui.looks.design import GAP_PX
from viewer.ui.panes.hugging import NARROWEST_PX, STEP_PX
from viewer.ui.panes.pane_lines import FOOTER_PX, TITLE_PX

LEAST_ROW_PX = 200
ROWS_IN_SIGHT = 3
LINES_PX = TITLE_PX + FOOTER_PX


def pack(room: QSize, pictures: Sequence[Size], panes: int) -> list[QSize]:
    """Return the size of each picture's row, in logical pixels; all are equally wide.

    A picture is as large as its share of the height and of the width lets it be. A column is as
    wide as the widest of them, so that what belongs together stands in one line from top to bottom.

    Args:
        room: of the page.
        pictures: width and height of each; (0, 0): not known yet, it keeps its whole share.
        panes: side by side in each row, the original among them.
    """
    in_sight = max(1, min(ROWS_IN_SIGHT, len(pictures)))
    share = max(LEAST_ROW_PX, (room.height() - (in_sight - 1) * GAP_PX) // in_sight)
    widest = max(1, (room.width() - (panes - 1) * GAP_PX) // panes)
    shown = [_fit(picture, QSize(widest, share - LINES_PX)) for picture in pictures]
    needed = max((size.width() for size in shown), default=widest)
    column = min(widest, max(NARROWEST_PX, needed))
    across = panes * column + (panes - 1) * GAP_PX
    return [QSize(across, size.height() + LINES_PX) for size in shown]


def _fit(picture: Size, room: QSize) -> QSize:
    """Return the room a picture takes, in whole steps, which keep device pixels whole."""
    width, height = picture
    if not width or not height:
        return room
    scale = min(room.width() / width, room.height() / height)
    return QSize(_stepped(width * scale), _stepped(height * scale)).boundedTo(room)


def _stepped(length: float) -> int:
    return math.ceil(round(length, 3) / STEP_PX) * STEP_PX
