"""Outlines of true objects, as all panes show them: lines with a dark border, and a name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetrics, QPainter, QPainterPath, QPolygonF

from viewer.ui.panes.drawing_painting import paint_outline
from viewer.ui.panes.frame import Frame

TRUE_COLOUR = QColor(120, 235, 150)  # no colour map begins or ends in this green
_PADDING_PX = 3


@dataclass(frozen=True, slots=True)
class TruthOutline:
    """One object.

    Args:
        lines: around it, each closed, in pixels of the picture.
        label: its class.
    """

    lines: tuple[tuple[tuple[float, float], ...], ...]
    label: str = ""


def paint_truth(
    painter: QPainter, frame: Frame, outlines: Sequence[TruthOutline], *, named: bool
) -> None:
    """Paint the objects of a picture.

    Args:
        painter: in device pixels.
        frame: of the pane.
        outlines: of the objects.
        named: whether their classes are written at them.
    """
    for outline in outlines:
        path = QPainterPath()
        for line in outline.lines:
            path.addPolygon(QPolygonF([frame.to_device(x, y) for x, y in line]))
            path.closeSubpath()
        paint_outline(painter, path, frame, TRUE_COLOUR)
        if named and outline.label:
            _paint_chip(painter, frame, path.boundingRect().topLeft(), outline.label)


def _paint_chip(painter: QPainter, frame: Frame, corner: QPointF, label: str) -> None:
    painter.save()
    font = QFont(painter.font())
    font.setPixelSize(round(QFontInfo(font).pixelSize() * frame.ratio))
    painter.setFont(font)
    metrics, padding = QFontMetrics(font), _PADDING_PX * frame.ratio
    room = QRectF(frame.area).width() / 2
    words = metrics.elidedText(label, Qt.TextElideMode.ElideRight, int(room))
    size = QSizeF(metrics.horizontalAdvance(words) + 2 * padding, metrics.height())
    left = min(max(corner.x(), frame.area.left()), frame.area.right() - size.width())
    top = min(max(corner.y(), frame.area.top()), frame.area.bottom() - size.height())
    chip = QRectF(QPointF(left, top), size)
    painter.fillRect(chip, TRUE_COLOUR)
    painter.setPen(QColor(0, 0, 0))
    painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, words)
    painter.restore()
