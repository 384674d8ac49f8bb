"""How a picture is painted in the grid: a large thumbnail, its name, and what is said of it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QIcon, QImage, QPainter, QPalette
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from viewer.ui.browser.browser_model import DETAIL, NO_DETAIL, THUMBNAIL, Detail
from viewer.ui.browser.picture_delegate import MARK, SIGNS, tone_colour
from viewer.ui.looks.design import GAP_PX

AnyIndex = QModelIndex | QPersistentModelIndex
LINES = 2  # below a thumbnail: its name, and what is said of it


class GridDelegate(QStyledItemDelegate):
    """Paints square cells; how large they are is set from outside."""

    side_px = 120  # of the room for a thumbnail
    width_px = 0  # of a cell, where that shall be wider than its thumbnail needs

    def cell(self) -> QSize:
        """Return how large one cell must be."""
        line = QFontMetrics(QApplication.font()).height()
        return QSize(self.side_px + 2 * GAP_PX, self.side_px + 3 * GAP_PX + LINES * line)

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:  # noqa: ARG002
        """Make all cells equally large."""
        return self.cell().expandedTo(QSize(self.width_px, 0))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Paint one cell: its ground as the style has it, then what stands in it."""
        row = QStyleOptionViewItem(option)
        self.initStyleOption(row, index)
        style = row.widget.style() if row.widget else QApplication.style()
        style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, row, painter, row.widget)
        painter.save()
        room = row.rect.adjusted(GAP_PX, GAP_PX, -GAP_PX, -GAP_PX)
        picture = QRect(room.topLeft(), QSize(self.side_px, self.side_px))
        picture.moveLeft(room.left() + (room.width() - self.side_px) // 2)
        _paint_picture(painter, picture, index.data(THUMBNAIL), row.icon)
        text = QRect(QPoint(room.left(), picture.bottom() + GAP_PX), room.bottomRight())
        _paint_words(painter, row, text, index.data(DETAIL) or NO_DETAIL)
        painter.restore()


def _paint_picture(painter: QPainter, room: QRect, thumbnail: QImage | None, icon: QIcon) -> None:
    """Paint a thumbnail as large as fits, or the symbol that stands for it."""
    if thumbnail is None:
        icon.paint(painter, room)
        return
    size = thumbnail.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
    place = QRect(QPoint(0, 0), size)
    place.moveCenter(room.center())
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(place, thumbnail)


def _paint_words(painter: QPainter, row: QStyleOptionViewItem, room: QRect, detail: Detail) -> None:
    """Paint the name, and below it the first line of what is said, each cut in its middle."""
    palette: QPalette = row.palette
    ink = palette.color(QPalette.ColorRole.Text)
    said = detail.text.splitlines()[:1]
    told: list[tuple[str, QColor]] = [(f"{MARK} {row.text}" if detail.marked else row.text, ink)]
    quiet = palette.color(QPalette.ColorRole.PlaceholderText)
    tone = tone_colour(detail.tone, palette) if detail.tone else quiet
    told += [(SIGNS[detail.tone] + line, tone) for line in said]
    metrics = painter.fontMetrics()
    for number, (text, colour) in enumerate(told):
        line = QRect(
            room.left(), room.top() + number * metrics.height(), room.width(), metrics.height()
        )
        painter.setPen(colour)
        cut = metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, line.width())
        painter.drawText(line, Qt.AlignmentFlag.AlignCenter, cut)
