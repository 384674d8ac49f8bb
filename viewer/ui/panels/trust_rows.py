"""The rows of the trust panel: a measure, its number, its verdict in words, and a small plot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPalette, QTextLayout
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from viewer.ui.looks.theme import mix
from viewer.ui.panels.trust_painting import paint_reading, verdict_colour

if TYPE_CHECKING:
    from viewer.ui.panels.trust import TrustRow

AnyIndex = QModelIndex | QPersistentModelIndex
ROW = int(Qt.ItemDataRole.UserRole)
PLOT_PX = 84
SIDE_PX = 8


class TrustDelegate(QStyledItemDelegate):
    """Paints a row on three lines: title and number, then the verdict, with the plot beside it."""

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:  # noqa: ARG002
        """Return the same height for every row."""
        metrics = option.fontMetrics
        return QSize(240, 3 * metrics.height() + 14)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: AnyIndex,
    ) -> None:
        """Paint one row."""
        told: TrustRow = index.data(ROW)
        palette: QPalette = option.palette
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        base, accent = palette.base().color(), palette.color(QPalette.ColorRole.Highlight)
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, mix(base, accent, 0.16))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, mix(base, accent, 0.07))
        painter.setPen(palette.color(QPalette.ColorRole.Midlight))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        inner = rect.adjusted(SIDE_PX, 5, -SIDE_PX, -5)
        self._paint_words(painter, inner, told, palette)
        if told.reading is not None:
            line = painter.fontMetrics().height()
            plot = QRectF(inner.right() - PLOT_PX, inner.top() + line, PLOT_PX, 2 * line)
            paint_reading(painter, plot, told.row, told.reading, palette)
        painter.restore()

    def _paint_words(
        self, painter: QPainter, inner: QRect, told: TrustRow, palette: QPalette
    ) -> None:
        metrics = painter.fontMetrics()
        line = metrics.height()
        room = metrics.horizontalAdvance(told.number) + 8
        left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        waiting = told.reading is None
        role = QPalette.ColorRole.PlaceholderText if waiting else QPalette.ColorRole.Text
        painter.setPen(palette.color(role))
        title = metrics.elidedText(
            told.title, Qt.TextElideMode.ElideRight, max(0, inner.width() - room)
        )
        painter.drawText(inner, int(left | Qt.AlignmentFlag.AlignTop), title)
        painter.drawText(inner, int(right | Qt.AlignmentFlag.AlignTop), told.number)
        below = inner.adjusted(0, line, -PLOT_PX - 6, 0)
        painter.setPen(verdict_colour(told.kind, palette))
        for text in two_lines(told.verdict, painter.font(), below.width()):
            painter.drawText(below, int(left | Qt.AlignmentFlag.AlignTop), text)
            below.translate(0, line)


def two_lines(text: str, font: QFont, width: int) -> list[str]:
    """Return a text as two lines at most; what does not fit ends in an ellipsis."""
    if not text:
        return []
    layout = QTextLayout(text, font)
    layout.beginLayout()
    first = layout.createLine()
    first.setLineWidth(width)
    layout.endLayout()
    rest = text[first.textLength() :].strip()
    elided = QFontMetrics(font).elidedText(rest, Qt.TextElideMode.ElideRight, width)
    return [text[: first.textLength()].rstrip(), *filter(None, [elided])]
