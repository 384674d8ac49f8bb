"""The two slim lines of a pane: the title above the picture, scale bar and read-out below it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPalette, QPen

from viewer.ui.frame import Frame
from viewer.ui.reading import round_length

TITLE_PX = 28  # multiples of 4: whole device pixels at 1.25, 1.5 and 1.75
FOOTER_PX = 24
_GAP_PX = 8
_LONGEST_BAR_PX = 72
_SEPARATOR = " · "


def paint_title(
    painter: QPainter, line: QRect, palette: QPalette, *, title: str, mark: str
) -> None:
    """Paint the title, its first part stronger, and a mark at the right end.

    What does not fit is elided in the middle; the pane's tooltip tells the full text.
    """
    line = line.adjusted(2, 0, -2, 0)
    plain = painter.font()
    metrics = QFontMetrics(plain)
    if mark:
        painter.setPen(palette.color(QPalette.ColorRole.Link))
        painter.drawText(line, _side(right=True), mark)
        line = line.adjusted(0, 0, -metrics.horizontalAdvance(mark) - _GAP_PX, 0)
    bold = QFont(plain)
    bold.setWeight(QFont.Weight.DemiBold)
    head, separator, tail = title.partition(_SEPARATOR)
    strong = QFontMetrics(bold)
    head = strong.elidedText(head, Qt.TextElideMode.ElideMiddle, line.width())
    painter.setFont(bold)
    painter.setPen(palette.color(QPalette.ColorRole.WindowText))
    painter.drawText(line, _side(right=False), head)
    rest = line.adjusted(strong.horizontalAdvance(head), 0, 0, 0)
    painter.setFont(plain)
    painter.setPen(_quiet(palette))
    text = metrics.elidedText(separator + tail, Qt.TextElideMode.ElideMiddle, rest.width())
    painter.drawText(rest, _side(right=False), text)


def paint_footer(
    painter: QPainter, line: QRect, palette: QPalette, *, frame: Frame, text: str
) -> None:
    """Paint a scale bar with its length in image pixels, and the read-out at the right end.

    Where both find no room, the read-out goes first.
    """
    line = line.adjusted(2, 0, -2, 0)
    metrics = QFontMetrics(painter.font())
    painter.setPen(_quiet(palette))
    room = line.width() - metrics.horizontalAdvance(text) - _GAP_PX
    if frame.picture[0]:
        _paint_scale_bar(painter, line, frame, room=room)
    painter.setPen(palette.color(QPalette.ColorRole.WindowText))
    text = metrics.elidedText(text, Qt.TextElideMode.ElideLeft, max(0, line.width()))
    painter.drawText(line, _side(right=True), text)


def _paint_scale_bar(painter: QPainter, line: QRect, frame: Frame, *, room: int) -> None:
    """Paint the bar and its label, unless they need more logical pixels than there is room."""
    per_pixel = frame.scale / frame.ratio  # logical pixels per image pixel
    length = round_length(_LONGEST_BAR_PX / per_pixel)
    width = round(length * per_pixel)
    label = f"{length:.0f} px"
    start = width + _GAP_PX
    if start + QFontMetrics(painter.font()).horizontalAdvance(label) > room:
        return
    pen = QPen(painter.pen().color(), 1.0)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    left, middle = line.left() + 0.5, line.center().y() + 0.5
    right = left + width
    painter.drawLine(QPointF(left, middle), QPointF(right, middle))
    for x in (left, right):
        painter.drawLine(QPointF(x, middle - 4), QPointF(x, middle + 4))
    painter.drawText(line.adjusted(start, 0, 0, 0), _side(right=False), label)


def _quiet(palette: QPalette) -> QColor:
    colour = palette.color(QPalette.ColorRole.WindowText)
    colour.setAlphaF(0.68)
    return colour


def _side(*, right: bool) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
