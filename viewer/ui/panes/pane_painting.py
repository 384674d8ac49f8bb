"""How a pane's picture area is painted: picture, heat map, unseen border, cross-hair, words."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QImage,
    QPainter,
    QPainterPath,
    QPalette,
    QPen,
)

from viewer.ui.looks.plain_text import breakable
from viewer.ui.looks.theme import mix
from viewer.ui.panes.frame import Frame
from viewer.ui.panes.heat_layer import HeatLayer

_PANEL = QColor(20, 20, 22, 215)
_BRIGHT = QColor(255, 255, 255)
_SOFT = QColor(255, 255, 255, 190)
_PIXELS_FROM = 4.0  # from this scale on single pixels are shown as squares
_CROSS_PX = 9  # half the cross-hair's width, logical pixels
_PANEL_WIDTH_PX = 340
_PADDING_PX = 12
_LONGEST_WORD = 24  # letters; panes are narrow
NOTE_PX = 24  # height of a note of one line at the bottom
_NOTE_PADDING_PX = 8
_WRAPPED = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignHCenter


def ground(palette: QPalette) -> QColor:
    """Return what is seen around a picture: a neutral grey, a little off the window's own."""
    return mix(palette.color(QPalette.ColorRole.Window), palette.color(QPalette.ColorRole.Mid), 0.4)


def begin_device_pixels(painter: QPainter, frame: Frame) -> None:
    """Let the painter count device pixels, snapped to the screen's grid, inside the area."""
    painter.scale(1 / frame.ratio, 1 / frame.ratio)
    grid = painter.deviceTransform()
    painter.translate(round(grid.dx()) - grid.dx(), round(grid.dy()) - grid.dy())
    painter.setClipRect(frame.area)


def paint_picture(painter: QPainter, frame: Frame, levels: Sequence[QImage]) -> None:
    """Paint the smallest level of the pyramid that still has a pixel for every device pixel."""
    level = 0
    while level + 1 < len(levels) and frame.scale * 2 ** (level + 1) <= 1:
        level += 1
    smooth = frame.scale != 1 and frame.scale < _PIXELS_FROM
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
    _stretch(painter, frame, levels[level], frame.whole())


def paint_heat(painter: QPainter, frame: Frame, heat: HeatLayer, *, opacity: float) -> None:
    """Paint a map over its rectangle of the original picture, its contour lines, and its shapes."""
    part = heat.image_for(frame) if opacity > 0 else None
    if part is not None:
        image, place = part
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setOpacity(opacity)
        painter.drawImage(place, image)
        painter.setOpacity(1.0)
    if heat.style.contour > 0:
        _paint_lines(painter, frame, heat.contour())
    if heat.heat.shapes:
        _paint_lines(painter, frame, heat.outlines())


def _paint_lines(painter: QPainter, frame: Frame, lines: QPainterPath) -> None:
    """Draw bright lines with a dark border, readable on every picture."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.translate(frame.origin[0], frame.origin[1])
    painter.scale(frame.scale, frame.scale)
    for colour, width in ((QColor(0, 0, 0, 150), 3.2), (_BRIGHT, 1.4)):
        pen = QPen(colour, width * frame.ratio)
        pen.setCosmetic(True)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.drawPath(lines)
    painter.restore()


def paint_divider(painter: QPainter, frame: Frame, column: int) -> None:
    """Paint the line between two maps, with a handle to drag it by."""
    area, ratio = frame.area, frame.ratio
    middle = QPointF(column, area.center().y())
    for colour, width in ((QColor(0, 0, 0, 150), 3 * ratio), (_BRIGHT, ratio)):
        painter.setPen(QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        painter.drawLine(QPointF(column, area.top()), QPointF(column, area.bottom() + 1))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(_PANEL)
    painter.setPen(QPen(_BRIGHT, ratio))
    painter.drawEllipse(middle, 11 * ratio, 11 * ratio)
    for side in (-1, 1):
        tip = middle + QPointF(side * 7 * ratio, 0)
        for rise in (-1, 1):
            painter.drawLine(tip, tip + QPointF(-side, rise) * 3.5 * ratio)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


def paint_unseen(painter: QPainter, frame: Frame, seen: QRectF, *, dim: float) -> None:
    """Dim what the model did not see of the picture, and draw a thin line around what it saw."""
    picture = frame.place(frame.whole()).intersected(QRectF(frame.area))
    inner = frame.place(seen).intersected(picture)
    shade = QColor(0, 0, 0, round(255 * dim))
    left, right = inner.left(), inner.right()
    for strip in (
        QRectF(picture.topLeft(), QPointF(picture.right(), inner.top())),
        QRectF(QPointF(picture.left(), inner.bottom()), picture.bottomRight()),
        QRectF(QPointF(picture.left(), inner.top()), QPointF(left, inner.bottom())),
        QRectF(QPointF(right, inner.top()), QPointF(picture.right(), inner.bottom())),
    ):
        painter.fillRect(strip, shade)
    width = max(1, round(frame.ratio))
    painter.setPen(QPen(_SOFT, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    inset = width / 2
    painter.drawRect(frame.place(seen).toRect().toRectF().adjusted(inset, inset, -inset, -inset))


def paint_cross(painter: QPainter, frame: Frame, cursor: tuple[float, float]) -> None:
    """Paint the linked cross-hair, readable on bright and on dark pictures."""
    at = frame.to_device(*cursor)
    at = QPointF(math.floor(at.x()) + 0.5, math.floor(at.y()) + 0.5)
    arm, gap = _CROSS_PX * frame.ratio, 3 * frame.ratio
    for colour, width in ((QColor(0, 0, 0, 150), 3 * frame.ratio), (_BRIGHT, frame.ratio)):
        painter.setPen(QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            direction = QPointF(dx, dy)
            painter.drawLine(at + direction * gap, at + direction * arm)


def paint_words(painter: QPainter, area: QRect, font: QFont, *, headline: str, hint: str) -> None:
    """Paint a sentence, and a hint below it, on a quiet panel in the middle of the area.

    In a small pane the hint is left out, then the sentence is cut: the tool tip has all of it.
    """
    bold = QFont(font)
    bold.setWeight(QFont.Weight.Bold)
    padding = _PADDING_PX if area.width() >= _PANEL_WIDTH_PX // 2 else _PADDING_PX // 2
    width = min(_PANEL_WIDTH_PX, area.width() - 4 * padding)
    room = QRect(0, 0, width, area.height() - 2 * padding)
    headline = cut_to(QFontMetrics(bold), room, breakable(headline, _LONGEST_WORD))
    first = QFontMetrics(bold).boundingRect(room, _WRAPPED, headline).height()
    hint = breakable(hint, _LONGEST_WORD)
    second = QFontMetrics(font).boundingRect(room, _WRAPPED, hint).height() + padding // 2
    if not hint or first + second > room.height():
        hint, second = "", 0
    text = QRect(0, 0, width, first + second)
    text.moveCenter(area.center())
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_PANEL)
    painter.drawRoundedRect(text.adjusted(-padding, -padding, padding, padding), 6, 6)
    painter.setPen(_BRIGHT)
    painter.setFont(bold)
    painter.drawText(text, _WRAPPED, headline)
    painter.setPen(_SOFT)
    painter.setFont(font)
    painter.drawText(text.adjusted(0, first + padding // 2, 0, 0), _WRAPPED, hint)


def cut_to(metrics: QFontMetrics, room: QRect, text: str) -> str:
    """Return as much of a wrapped text as fits into some room, with an ellipsis for the rest."""
    while metrics.boundingRect(room, _WRAPPED, text).height() > room.height() and len(text) > 1:
        text = f"{text.rstrip('… ')[:-1].rstrip()}…"
    return text


def note_height(metrics: QFontMetrics, width: int, text: str) -> int:
    """Return how high a note at the bottom is: of one line, or of two where it needs them."""
    fits = metrics.horizontalAdvance(text) <= width - 2 * _NOTE_PADDING_PX
    return NOTE_PX if fits else NOTE_PX + metrics.lineSpacing()


def paint_note(painter: QPainter, area: QRect, *, text: str) -> None:
    """Paint one quiet line at the bottom of the area, or two; what does not fit is elided."""
    metrics = QFontMetrics(painter.font())
    height = note_height(metrics, area.width(), text)
    strip = QRect(area.left(), area.bottom() + 1 - height, area.width(), height)
    painter.fillRect(strip, _PANEL)
    painter.setPen(_SOFT)
    room = strip.adjusted(_NOTE_PADDING_PX, 0, -_NOTE_PADDING_PX, 0)
    flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
    painter.drawText(room, flags, cut_to(metrics, room, text))


def _stretch(painter: QPainter, frame: Frame, image: QImage, rectangle: QRectF) -> None:
    """Draw an image over a rectangle of the picture, touching only what is in sight.

    The part is widened to whole image pixels, plus one for smoothing across its border; the
    painter's clip cuts the rest off.
    """
    target = frame.place(rectangle)
    visible = target.intersected(QRectF(frame.area))
    if visible.isEmpty():
        return
    across, down = image.width() / target.width(), image.height() / target.height()
    left = max(0, math.floor((visible.left() - target.left()) * across) - 1)
    top = max(0, math.floor((visible.top() - target.top()) * down) - 1)
    right = min(image.width(), math.ceil((visible.right() - target.left()) * across) + 1)
    bottom = min(image.height(), math.ceil((visible.bottom() - target.top()) * down) + 1)
    part = QRectF(left, top, right - left, bottom - top)
    placed = QRectF(
        target.left() + left / across,
        target.top() + top / down,
        part.width() / across,
        part.height() / down,
    )
    painter.drawImage(placed, image, part)
