"""How a row of the browser is painted: thumbnail, name, and what the model says of the picture."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPalette
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from viewer.ui.browser.browser_model import DETAIL, NO_DETAIL, Detail
from viewer.ui.browser.thumbnail_icons import ICON_SIDE_PX
from viewer.ui.looks.design import GAP_PX
from viewer.ui.looks.theme import mix

MARK = "★"
NOTE = "✎"
SIGNS = {"right": "✓ ", "wrong": "✗ ", "": ""}
TONES = {"right": ("#1e7a34", "#7fd08a"), "wrong": ("#b3261e", "#ff9a90")}  # light, dark


class PictureDelegate(QStyledItemDelegate):
    """Paints plain rows as the style does, and rows with more to say in several lines."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Leave the frame of the focus out where the row is selected: that marks it already."""
        super().initStyleOption(option, index)
        if option.state & QStyle.StateFlag.State_Selected:
            option.state &= ~QStyle.StateFlag.State_HasFocus

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint one row."""
        detail = index.data(DETAIL) or NO_DETAIL
        if detail == NO_DETAIL:
            super().paint(painter, option, index)
            return
        row = QStyleOptionViewItem(option)
        self.initStyleOption(row, index)
        name, row.text = row.text, ""
        style = row.widget.style() if row.widget else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, row, painter, row.widget)
        painter.save()
        _paint_lines(painter, row, name, detail)
        painter.restore()


def _paint_lines(painter: QPainter, row: QStyleOptionViewItem, name: str, detail: Detail) -> None:
    palette: QPalette = row.palette
    area: QRect = row.rect.adjusted(ICON_SIDE_PX + GAP_PX, 0, -GAP_PX // 2, 0)
    selected = bool(row.state & QStyle.StateFlag.State_Selected)
    role = QPalette.ColorRole.HighlightedText if selected else QPalette.ColorRole.Text
    font = QFont(row.font)
    small = QFont(font)
    small.setPointSizeF(font.pointSizeF() * 0.92)
    colour = palette.color(role)
    lines = detail.text.splitlines()
    quiet = colour if selected else mix(colour, palette.color(QPalette.ColorRole.Base), 0.35)
    told = quiet if selected or not detail.tone else tone_colour(detail.tone, palette)
    signs = (MARK if detail.marked else "", NOTE if detail.noted else "")
    parts = [(" ".join(filter(None, (*signs, name))), font, colour)]
    parts += [(SIGNS[detail.tone] + line, small, told) for line in lines[:1]]
    parts += [(line, small, quiet) for line in lines[1:]]
    painter.setFont(font)
    height = painter.fontMetrics().height()
    top = area.center().y() - height * len(parts) // 2
    for text, its_font, its_colour in parts:
        painter.setFont(its_font)
        painter.setPen(its_colour)
        place = QRect(area.left(), top, area.width(), height)
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, area.width())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        top += height


def tone_colour(tone: str, palette: QPalette) -> QColor:
    """Return the colour of "right" or "wrong" on the ground in use."""
    dark = palette.color(QPalette.ColorRole.Base).lightness() < 128
    return QColor(TONES[tone][dark])
