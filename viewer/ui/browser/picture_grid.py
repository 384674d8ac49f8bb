"""Many pictures at once over the panes' place: the browser's own rows as a grid of thumbnails."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListView,
    QPushButton,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from viewer.ui.browser.browser_model import KIND
from viewer.ui.browser.grid_delegate import GridDelegate
from viewer.ui.looks.design import GAP_PX, HALF_PX
from viewer.ui.looks.plain_text import PlainLabel
from viewer.ui.looks.theme import icon

SMALLEST_PX, LARGEST_PX = 64, 256
STEP_PX = 16
SLIDER_PX = 160


class PictureGrid(QListView):
    """A list that runs on in lines; Return opens, Escape goes back."""

    resized = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.delegate = GridDelegate(self)
        self.setItemDelegate(self.delegate)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setAccessibleName(self.tr("Pictures in this folder"))

    def set_side(self, side_px: int) -> None:
        """Make the room for thumbnails larger or smaller; the present picture stays in sight."""
        self.delegate.side_px = side_px
        self._divide()
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())
        self.resized.emit()

    def visible_rows(self) -> tuple[int, int]:
        """Return the first and the last row in sight; none of them where there are no rows."""
        cell, room = self.gridSize(), self.viewport().size()
        across = max(1, room.width() // max(1, cell.width()))
        above = self.verticalScrollBar().value() // max(1, cell.height())
        lines = room.height() // max(1, cell.height()) + 2  # two may be seen in part
        model = self.model()
        last = model.rowCount() - 1 if model is not None else -1
        return above * across, min(last, (above + lines) * across - 1)

    def event(self, event: QEvent) -> bool:
        """Keep Escape from the window, which would stop what is computed."""
        if event.type() == QEvent.Type.ShortcutOverride and _is_escape(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back with Escape; everything else is as in any list."""
        if _is_escape(event):
            self.left.emit()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell that other rows are in sight."""
        super().resizeEvent(event)
        self._divide()
        self.resized.emit()

    def _divide(self) -> None:
        """Make the cells of a line so wide that nothing is left at its end."""
        cell, room = self.delegate.cell(), self.viewport().width() - 1
        across = max(1, room // cell.width())
        self.delegate.width_px = max(cell.width(), room // across)
        self.setGridSize(QSize(self.delegate.width_px, cell.height()))


class GridPage(QWidget):
    """The grid with a line above it: the way back, and how large the pictures are.

    Attributes:
        left: the user wants the panes back.
        opened: a picture was chosen to be looked at in the panes.
        side_chosen: how large thumbnails shall be, in pixels.
    """

    left = Signal()
    opened = Signal()
    side_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grid = PictureGrid(self)
        self.back = QPushButton(self.tr("Back to the panes"), self)
        self.back.setToolTip(self.tr("Escape goes back, Return opens the picture."))
        self.slider = QSlider(Qt.Orientation.Horizontal, self)
        self.slider.setRange(SMALLEST_PX, LARGEST_PX)
        self.slider.setSingleStep(STEP_PX)
        self.slider.setPageStep(2 * STEP_PX)
        self.slider.setMaximumWidth(SLIDER_PX)
        self.slider.setAccessibleName(self.tr("Size of the pictures"))
        self.slider.setToolTip(self.tr("Size of the pictures"))
        line, column = QHBoxLayout(), QVBoxLayout(self)
        line.addWidget(self.back)
        line.addStretch(1)
        line.addWidget(PlainLabel(self.tr("Size"), self))
        line.addWidget(self.slider)
        column.setContentsMargins(GAP_PX, GAP_PX, GAP_PX, HALF_PX)
        column.setSpacing(GAP_PX)
        column.addLayout(line)
        column.addWidget(self.grid, 1)
        self.back.clicked.connect(self.left)
        self.grid.left.connect(self.left)
        self.grid.activated.connect(self._open)
        self.slider.valueChanged.connect(self.side_chosen)
        self._retint()

    def set_side(self, side_px: int) -> None:
        """Show thumbnails of this size; nothing is wished."""
        self.slider.setValue(side_px)
        self.grid.set_side(side_px)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._retint()

    def _open(self, index: QModelIndex) -> None:
        """Let a picture be looked at; a folder is entered instead, which is the browser's work."""
        if index.data(KIND) == "picture":
            self.opened.emit()

    def _retint(self) -> None:
        self.back.setIcon(icon("previous"))


def _is_escape(event: QEvent) -> bool:
    return isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
