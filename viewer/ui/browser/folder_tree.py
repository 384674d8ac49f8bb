"""The tree of folders above the list of pictures: the folder selected in it is the one listed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QAbstractItemView, QTreeView, QWidget

from viewer.core.files.subfolders import Subfolder
from viewer.ui.browser.folder_tree_model import FolderTreeModel

SETTLE_MS = 150  # after the last key, before the folder under it is listed
INDENT_PX = 14


class FolderTree(QTreeView):
    """Emits wishes; what is listed is set from outside."""

    folder_chosen = Signal(object)  # Path
    folders_wanted = Signal(object)  # Path: its folders are to be read
    filled_changed = Signal(bool)  # whether there is any folder below the root

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._listed: Path | None = None
        self._way_is_shut = False  # the way to the listed folder is not yet open
        self.folders = FolderTreeModel(self)
        self.setModel(self.folders)
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setIndentation(INDENT_PX)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Folders"))
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self._choose)
        self.folders.folders_wanted.connect(self.folders_wanted)
        self.selectionModel().currentChanged.connect(self._move)
        self.clicked.connect(self._choose)
        self.activated.connect(self._choose)
        self.expanded.connect(self._read_again)

    @property
    def root(self) -> Path | None:
        """The folder at the top."""
        return self.folders.root.path if self.folders.root is not None else None

    @property
    def filled(self) -> bool:
        """Whether there is any folder below the root."""
        return self.folders.root is not None and bool(self.folders.root.inner)

    def set_root(self, path: Path) -> None:
        """Put another folder at the top; which one is listed is told by ``show_folder``."""
        self._listed = None
        self.folders.set_root(path)
        self.filled_changed.emit(False)

    def show_folder(self, path: Path) -> None:
        """Open the way to the folder that is listed; one outside the tree becomes its root."""
        if self.root is None or not path.is_relative_to(self.root):
            self.set_root(path)
        if path != self._listed and not self._settle.isActive():  # else somebody has moved on
            self._way_is_shut = True
            self._listed = path
            self._open_way()
        if self.folders.node_of(path) is not None:
            self.folders_wanted.emit(path)

    def put(self, path: Path, folders: Sequence[Subfolder]) -> None:
        """Take in the folders that were read in one."""
        before = self.filled
        self.folders.put(path, folders)
        if path == self.root:
            self.expand(self.folders.index(0, 0))
        if self._way_is_shut:
            self._open_way()
        if self.filled != before:
            self.filled_changed.emit(self.filled)

    def sizeHint(self) -> QSize:
        """Return room for a few rows; the list below is what the window is for."""
        return QSize(120, 8 * (self.fontMetrics().height() + 4))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "folders"):
            self.folders.retint()

    def _open_way(self) -> None:
        """Select the listed folder if the way to it is known; else ask for the next step of it."""
        if self._listed is None or self.root is None:
            return
        node = self.folders.node_of(self._listed)
        if node is not None:
            self._way_is_shut = False
            index = self.folders.index_of(node)
            self.setCurrentIndex(index)
            self.scrollTo(index)
            return
        known = next(way for way in self._listed.parents if self.folders.node_of(way) is not None)
        holder = self.folders.node_of(known)
        if holder is not None and holder.inner is not None:
            self.set_root(self._listed)  # hidden, or no longer there
            self._open_way()
        else:
            self.folders_wanted.emit(known)

    def _move(self, index: QModelIndex) -> None:
        """A key or the mouse has gone to another folder; wait until it rests there."""
        if index.isValid() and self.folders.node(index).path != self._listed:
            self._settle.start()

    def _choose(self) -> None:
        self._settle.stop()
        index = self.currentIndex()
        path = self.folders.node(index).path if index.isValid() else None
        if path is not None and path != self._listed:
            self.folder_chosen.emit(path)

    def _read_again(self, index: QModelIndex) -> None:
        """A folder is opened that was read before: see what is in it now."""
        node = self.folders.node(index)
        if node.inner is not None and node.holder is not None:
            self.folders_wanted.emit(node.path)
