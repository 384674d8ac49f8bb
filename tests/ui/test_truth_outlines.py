"""Names at true objects are as large on a dense screen as on any other."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter

from viewer.ui.panes.frame import Frame
from viewer.ui.panes.truth_outlines import TRUE_COLOUR, TruthOutline, paint_truth

BOX = ((40.0, 60.0), (160.0, 60.0), (160.0, 140.0), (40.0, 140.0))


def chip_height(ratio: int) -> int:
    """How many device pixels high the name's ground is, below the box's corner."""
    side = 200 * ratio
    image = QImage(side, side, QImage.Format.Format_RGB32)
    image.fill(QColor("black"))
    frame = Frame(QRect(0, 0, side, side), ratio, ratio, (0, 0), (200, 200))
    painter = QPainter(image)
    before = painter.font()
    paint_truth(painter, frame, [TruthOutline((BOX,), "iii")], named=True)
    assert painter.font() == before
    painter.end()
    column = 42 * ratio  # in the name's padding, where no letter is
    return sum(image.pixelColor(column, y) == TRUE_COLOUR for y in range(side * 5 // 8))


@pytest.mark.usefixtures("qapp")
def test_a_name_grows_with_the_screen_s_pixels() -> None:
    one, two = chip_height(1), chip_height(2)
    assert one > 8
    assert two == pytest.approx(2 * one, abs=4)
