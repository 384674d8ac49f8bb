"""What a token looks at: click a place, see its attention in each head of a block."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QPainter, QPixmap
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QListView,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from viewer.core.asks.parts import TokenLooks
from viewer.core.maps.part_colours import seen_inks
from viewer.ui.looks.design import GAP_PX
from viewer.ui.looks.plain_text import PlainLabel, row_text
from viewer.ui.panels.parts_view import PartsView

PAINTED_PX = 224
HEAD_PX = 56
CELL = QSize(HEAD_PX + 20, HEAD_PX + 26)


class TokensPart(QWidget):
    """The picture with what one token looks at, and a strip of the block's heads."""

    block_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._looks: TokenLooks | None = None
        self._token = 0  # the class token, where there is one
        self._row = 0  # of the list of heads: all of them, or one more than the head
        self.view, self.heads, self.block = PartsView(self), QListWidget(self), QComboBox(self)
        self.first = QPushButton(self.tr("Class token"), self)
        self.told = PlainLabel("", self)
        self.told.setWordWrap(True)
        self._arrange()
        self.view.place_clicked.connect(self._look_from)
        self.first.clicked.connect(self._look_from_first)
        self.heads.currentRowChanged.connect(self._choose)
        self.block.activated.connect(self.block_chosen)

    def show_looks(self, found: TokenLooks | None) -> None:
        """Show what was found; None: nothing is known."""
        same = found is not None and self._looks is not None and self._looks.grid == found.grid
        self._looks = found
        if not same:
            self._token = 0
        for widget in (self.block, self.first, self.heads):
            widget.setVisible(found is not None)
        self.first.setEnabled(found is not None and found.skip > 0)
        if found is None:
            self.heads.clear()
            self.told.setText("")
            self.view.set_inks(None)
            return
        if self.block.count() != found.blocks:
            self.block.clear()
            for number in range(found.blocks):
                self.block.addItem(self.tr("Block {number}").format(number=number + 1))
        self.block.setCurrentIndex(found.block)
        self._fill_heads(found)
        self._paint()

    def show_head(self, head: int) -> None:
        """Choose one head, counted from 0; it stays chosen for other blocks."""
        self._row = head + 1
        self.heads.setCurrentRow(self._row)

    def _choose(self, row: int) -> None:
        if row >= 0:
            self._row = row
            self._paint()

    def _arrange(self) -> None:
        self.block.setAccessibleName(self.tr("Block"))
        self.heads.setAccessibleName(self.tr("Heads"))
        self.heads.setViewMode(QListView.ViewMode.IconMode)
        self.heads.setFlow(QListView.Flow.LeftToRight)
        self.heads.setWrapping(False)
        self.heads.setMovement(QListView.Movement.Static)
        self.heads.setIconSize(QSize(HEAD_PX, HEAD_PX))
        self.heads.setGridSize(CELL)
        self.heads.setFixedHeight(CELL.height() + 24)
        self.heads.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        line = QHBoxLayout()
        line.addWidget(self.block)
        line.addWidget(self.first)
        line.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GAP_PX, 0, 0)
        column.setSpacing(GAP_PX)
        column.addLayout(line)
        column.addWidget(self.view)
        column.addWidget(self.told)
        column.addWidget(self.heads)
        column.addStretch(1)

    def _fill_heads(self, found: TokenLooks) -> None:
        with QSignalBlocker(self.heads):
            self.heads.clear()
            names = [self.tr("All heads")]
            names += [self.tr("Head {number}").format(number=1 + one) for one in _heads(found)]
            for name in names:
                self.heads.addItem(QListWidgetItem(row_text(name)))
            self.heads.setCurrentRow(self._row if self._row < len(names) else 0)

    def _paint(self) -> None:
        found = self._looks
        if found is None:
            return
        each = [None, *_heads(found)]
        for row, head in enumerate(each):
            self.heads.item(row).setIcon(_thumbnail(found, self._token, head))
        chosen = each[max(0, self.heads.currentRow())]
        size = (PAINTED_PX, PAINTED_PX)
        inks = seen_inks(found.seen_from(self._token, chosen), size)
        self.view.set_inks(inks, found.geometry.box)
        self._tell(found)

    def _tell(self, found: TokenLooks) -> None:
        place = self._token - found.skip
        if place < 0:
            self.view.set_mark(None)
            self.told.setText(
                self.tr("What the class token looks at. Click a place to look from there.")
            )
            return
        row, column = divmod(place, found.grid[1])
        self.view.set_mark(_cell(found, row, column))
        self.told.setText(
            self.tr("What the token in row {row}, column {column} looks at.").format(
                row=row + 1, column=column + 1
            )
        )

    def _look_from(self, place: QPointF) -> None:
        found = self._looks
        if found is None:
            return
        left, top, right, bottom = found.geometry.box
        column = int((place.x() - left) / (right - left) * found.grid[1] // 1)
        row = int((place.y() - top) / (bottom - top) * found.grid[0] // 1)
        if 0 <= row < found.grid[0] and 0 <= column < found.grid[1]:
            self._token = found.skip + row * found.grid[1] + column
            self._paint()

    def _look_from_first(self) -> None:
        self._token = 0
        self._paint()


def _heads(found: TokenLooks) -> range:
    return range(len(found.weights))


def _cell(found: TokenLooks, row: int, column: int) -> QRectF:
    left, top, right, bottom = found.geometry.box
    width, height = (right - left) / found.grid[1], (bottom - top) / found.grid[0]
    return QRectF(left + column * width, top + row * height, width, height)


def _thumbnail(found: TokenLooks, token: int, head: int | None) -> QIcon:
    inks = seen_inks(found.seen_from(token, head), (HEAD_PX, HEAD_PX))
    kind = QImage.Format.Format_RGBA8888
    pixmap = QPixmap.fromImage(QImage(inks.tobytes(), HEAD_PX, HEAD_PX, 4 * HEAD_PX, kind).copy())
    ground = QPixmap(HEAD_PX, HEAD_PX)
    ground.fill(Qt.GlobalColor.black)
    return QIcon(_over(ground, pixmap))


def _over(ground: QPixmap, above: QPixmap) -> QPixmap:
    painter = QPainter(ground)
    painter.drawPixmap(0, 0, above)
    painter.end()
    return ground
