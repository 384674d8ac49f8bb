"""The two slim lines of a pane: the title above the picture, scale bar and read-out below it."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPalette, QPen

from viewer.core.maps.colour_maps import colour_table
from viewer.ui.looks.design import GAP_PX, accent
from viewer.ui.panes.frame import Frame
from viewer.ui.panes.heat_layer import HeatLayer
from viewer.ui.panes.heat_title import SEPARATOR
from viewer.ui.panes.read_out import LONGEST_NUMBER
from viewer.ui.window.reading import readable, round_length

TITLE_PX = 28  # multiples of 4: whole device pixels at 1.25, 1.5 and 1.75
FOOTER_PX = 24
_LONGEST_BAR_PX = 72
_BAR_PX = 48  # width of the colours in the footer
_SHORTEST_BAR_PX = 24
_ARROW_PX = 20  # room at a title's end for the arrow of its menu
PIN_PX = 18  # room before the arrow for the pin of what a pane has of its own
MenuLook = Literal["none", "quiet", "lit"]


def paint_title(
    painter: QPainter,
    line: QRect,
    palette: QPalette,
    *,
    title: str,
    mark: str,
    menu: MenuLook = "none",
    pinned: bool = False,
) -> None:
    """Paint the title, its first part stronger, and a mark at the right end.

    What does not fit is elided in the middle; the pane's tooltip tells the full text. An arrow at
    the very end promises a menu; under the mouse the title stands on a ground of its own.
    """
    if menu != "none":
        _paint_promise(painter, line, palette, lit=menu == "lit")
    if pinned:
        _paint_pin(painter, line, palette)
    side = (2 if menu == "none" else _ARROW_PX) + (PIN_PX if pinned else 0)
    line = line.adjusted(2, 0, -side, 0)
    plain = painter.font()
    metrics = QFontMetrics(plain)
    if mark:
        painter.setPen(palette.color(QPalette.ColorRole.Link))
        painter.drawText(line, _side(right=True), mark)
        line = line.adjusted(0, 0, -metrics.horizontalAdvance(mark) - GAP_PX, 0)
    bold = _strong(plain)
    head, separator, tail = title.partition(SEPARATOR)
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


def title_fits(font: QFont, title: str, width: int) -> bool:
    """Tell whether a title that opens a menu has room in a pane of this width."""
    head, separator, tail = title.partition(SEPARATOR)
    needed = QFontMetrics(_strong(font)).horizontalAdvance(head)
    needed += QFontMetrics(font).horizontalAdvance(separator + tail)
    return needed <= width - 2 - _ARROW_PX


def paint_footer(
    painter: QPainter,
    line: QRect,
    palette: QPalette,
    *,
    frame: Frame,
    text: str,
    longest: str,
    heat: HeatLayer | None = None,
) -> None:
    """Paint a scale bar or a map's colours at the left end, and the read-out at the right.

    Where both may find no room, the read-out goes first, in all panes of a row alike.

    Args:
        painter: of the pane.
        line: where the footer is, in logical pixels.
        palette: of the pane.
        frame: where the picture lies; its scale gives the scale bar's length.
        text: the read-out.
        longest: as long a text as the read-outs of the row's panes may be.
        heat: the map whose colours stand in place of the scale bar; None: the scale bar.
    """
    line = line.adjusted(2, 0, -2, 0)
    metrics = QFontMetrics(painter.font())
    painter.setPen(_quiet(palette))
    room = line.width() - (metrics.horizontalAdvance(longest) + GAP_PX if longest else 0)
    if heat is not None and heat.visible:
        _paint_colours(painter, line, heat, room=room)
    elif frame.picture[0]:
        _paint_scale_bar(painter, line, frame, room=room)
    painter.setPen(palette.color(QPalette.ColorRole.WindowText))
    text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, line.width()))
    painter.drawText(line, _side(right=True), text)


def _paint_scale_bar(painter: QPainter, line: QRect, frame: Frame, *, room: int) -> None:
    """Paint the bar and its label, unless they need more logical pixels than there is room."""
    per_pixel = frame.scale / frame.ratio  # logical pixels per image pixel
    length = round_length(_LONGEST_BAR_PX / per_pixel)
    width = round(length * per_pixel)
    label = f"{length:.0f} px"
    start = width + GAP_PX
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


def _paint_colours(painter: QPainter, line: QRect, heat: HeatLayer, *, room: int) -> None:
    """Paint the colour table between the raw values of its ends."""
    metrics = QFontMetrics(painter.font())
    wide = min(_BAR_PX, room - 2 * (metrics.horizontalAdvance(LONGEST_NUMBER) + 4))
    if wide < _SHORTEST_BAR_PX:
        return
    low, high = (readable(value) for value in heat.limits)
    start = line.left() + metrics.horizontalAdvance(low) + 4
    bar = QRect(start, line.center().y() - 3, wide, 8)
    painter.drawText(line, _side(right=False), low)
    painter.drawText(
        line.adjusted(bar.right() + 4 - line.left(), 0, 0, 0), _side(right=False), high
    )
    table = colour_table(heat.style.table_key)
    for column in range(wide):
        colour = QColor(*table[round(255 * column / (wide - 1))].tolist())
        painter.fillRect(bar.left() + column, bar.top(), 1, bar.height(), colour)


def _paint_promise(painter: QPainter, line: QRect, palette: QPalette, *, lit: bool) -> None:
    """Paint an arrow that promises a menu, and when lit a rounded ground under the title."""
    ink = palette.color(QPalette.ColorRole.WindowText)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if lit:
        ground = QColor(ink)
        ground.setAlphaF(0.09)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(line.adjusted(-2, 2, 0, -2), 4, 4)
    painter.setPen(QPen(ink if lit else _quiet(palette), 1.4))
    tip = QPointF(line.right() - 8, line.center().y() + 2.5)
    painter.drawLine(tip, tip + QPointF(-4, -4))
    painter.drawLine(tip, tip + QPointF(4, -4))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


def _strong(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setWeight(QFont.Weight.Bold)
    return bold


def pin_place(line: QRect) -> QRect:
    """Return where a title's pin is, in logical pixels."""
    return QRect(line.right() + 1 - _ARROW_PX - PIN_PX, line.top(), PIN_PX, line.height())


def _paint_pin(painter: QPainter, line: QRect, palette: QPalette) -> None:
    """Paint a pin: a head, a collar and a needle."""
    middle = QPointF(pin_place(line).center())
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(palette.color(QPalette.ColorRole.WindowText), 1.3))
    painter.setBrush(palette.color(QPalette.ColorRole.WindowText))
    painter.drawRect(QRectF(middle.x() - 2, middle.y() - 6, 4, 5))
    painter.drawLine(middle + QPointF(-4, 0), middle + QPointF(4, 0))
    painter.drawLine(middle, middle + QPointF(0, 6))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


def paint_active(painter: QPainter, line: QRect, palette: QPalette) -> None:
    """Underline the title of the pane that the bar is for."""
    painter.fillRect(line.left(), line.bottom() - 1, line.width(), 2, accent(palette))


def _quiet(palette: QPalette) -> QColor:
    colour = palette.color(QPalette.ColorRole.WindowText)
    colour.setAlphaF(0.68)
    return colour


def _side(*, right: bool) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
