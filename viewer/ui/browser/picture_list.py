"""The list of pictures: it knows which rows are in sight, and says in words why it is empty."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from viewer.ui.browser.thumbnail_icons import ICON_SIDE_PX


class PictureList(QListView):
    """A list that says in words why it is empty."""

    resized = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.words = self.tr("No folder is open.")
        self._arriving = False  # the focus is on its way to the list
        self.setUniformItemSizes(True)
        self.setIconSize(QSize(ICON_SIDE_PX, ICON_SIDE_PX))
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def wait(self, ms: int) -> None:
        """Say nothing for a while, unless it is that there are no pictures."""
        nothing_open, self.words = self.words, ""
        QTimer.singleShot(ms, self, lambda: self._say_at_last(nothing_open))

    def visible_rows(self) -> tuple[int, int]:
        """Return the first and the last row in sight."""
        top = self.indexAt(self.viewport().rect().topLeft()).row()
        bottom = self.indexAt(self.viewport().rect().bottomLeft()).row()
        end = self.model().rowCount() - 1
        return max(0, top), bottom if bottom >= 0 else end

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Take the focus, and nothing else: Qt would choose a row where none is the present one."""
        self._arriving = True
        super().focusInEvent(event)
        self._arriving = False

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, keys: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Return where a key leads, or nowhere while the focus is on its way."""
        return QModelIndex() if self._arriving else super().moveCursor(action, keys)

    def resizeEvent(self, event: object) -> None:
        """Tell that other rows are in sight."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self.resized.emit()

    def _say_at_last(self, words: str) -> None:
        self.words = self.words or words
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows, or the words where there are none."""
        super().paintEvent(event)
        if self.words and not self.model().rowCount():
            painter = QPainter(self.viewport())
            painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.viewport().rect().adjusted(16, 16, -16, -16), flags, self.words)
            painter.end()
