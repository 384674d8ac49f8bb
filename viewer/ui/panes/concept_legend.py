"""The legend of a pane of concepts: each one's colour, its share, and what it speaks for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter

from viewer.core.asks.concepts import LayerConcept
from viewer.core.foreign_text import shown
from viewer.core.maps.part_colours import CONCEPTS
from viewer.ui.looks.language import class_word

_PLATE = QColor(20, 20, 22, 215)
_BRIGHT = QColor(255, 255, 255, 225)
_CHIP_PX = 10
_PADDING_PX = 8
_GAP_PX = 7
_NAMED = 2  # classes in a row
_MOST_OF_WIDTH = 0.75  # of the area
_MOST_OF_HEIGHT = 0.5


def concept_line(concept: LayerConcept) -> str:
    """Return a concept's share of the layer's output, and the classes that it speaks for."""
    names = ", ".join(class_word(one.name) for one in concept.alone[:_NAMED])
    return f"{concept.share:.0%} · {shown(names)}" if names else f"{concept.share:.0%}"


def paint_concept_legend(painter: QPainter, area: QRect, concepts: Sequence[LayerConcept]) -> None:
    """Paint a row for each concept at the bottom left of an area, as many as have room."""
    metrics = QFontMetrics(painter.font())
    high = metrics.height() + 2
    rows = min(len(concepts), int(_MOST_OF_HEIGHT * area.height() - 2 * _PADDING_PX) // high)
    wide = round(_MOST_OF_WIDTH * area.width()) - 2 * _PADDING_PX - _CHIP_PX - _GAP_PX
    if rows < 1 or wide < 4 * _CHIP_PX:
        return
    lines = [
        metrics.elidedText(concept_line(one), Qt.TextElideMode.ElideRight, wide)
        for one in concepts[:rows]
    ]
    longest = max(map(metrics.horizontalAdvance, lines))
    plate = QRect(0, 0, longest + 2 * _PADDING_PX + _CHIP_PX + _GAP_PX, rows * high + _PADDING_PX)
    plate.moveBottomLeft(area.bottomLeft())
    painter.fillRect(plate, _PLATE)
    painter.setPen(_BRIGHT)
    left, top = plate.left() + _PADDING_PX, plate.top() + _PADDING_PX // 2
    for number, line in enumerate(lines):
        row = QRect(left, top + number * high, plate.width() - 2 * _PADDING_PX, high)
        chip = QRect(left, row.center().y() - _CHIP_PX // 2 + 1, _CHIP_PX, _CHIP_PX)
        painter.fillRect(chip, QColor(*CONCEPTS[number % len(CONCEPTS)]))
        text = row.adjusted(_CHIP_PX + _GAP_PX, 0, 0, 0)
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, line)
