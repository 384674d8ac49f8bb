"""The rows of the folder tree: a root and what is in it, each folder filled when it is opened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QIcon

from viewer.core.files.subfolders import Subfolder
from viewer.core.foreign_text import shown_path
from viewer.ui.looks.plain_text import tip
from viewer.ui.looks.theme import icon

AnyIndex = QModelIndex | QPersistentModelIndex
MOST_RUNS = 40  # of changed rows that are told one by one; more are told as a whole


@dataclass(slots=True)
class Node:
    """One folder of the tree."""

    path: Path
    number: int  # its place among all nodes, the id of its indexes
    holder: Node | None
    row: int = 0
    may_hold: bool = True  # for one that was not read yet
    inner: list[Node] | None = field(default=None, repr=False)


class FolderTreeModel(QAbstractItemModel):
    """Folders are read by somebody else, who hears of ``folders_wanted`` and calls ``put``."""

    folders_wanted = Signal(object)  # Path

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._nodes: list[Node] = []
        self._icon = QIcon()
        self.retint()

    @property
    def root(self) -> Node | None:
        """The folder at the top."""
        return self._nodes[0] if self._nodes else None

    def set_root(self, path: Path) -> None:
        """Begin anew with another folder at the top."""
        self.beginResetModel()
        self._nodes = [Node(path, 0, None)]
        self.endResetModel()
        self.folders_wanted.emit(path)

    def retint(self) -> None:
        """Draw the icon in the colours of the palette in use."""
        self._icon = icon("folder")

    def node_of(self, path: Path) -> Node | None:
        """Return the node of a folder, as far as the way to it is known."""
        if not self._nodes or not path.is_relative_to(self._nodes[0].path):
            return None
        node: Node | None = self._nodes[0]
        for part in path.relative_to(self._nodes[0].path).parts:
            inner = node.inner if node is not None else None
            node = next((each for each in inner or () if each.path.name == part), None)
        return node

    def index_of(self, node: Node) -> QModelIndex:
        """Return the index of a node."""
        return self.createIndex(node.row, 0, node.number)

    def node(self, index: AnyIndex) -> Node:
        """Return the node of a valid index."""
        return self._nodes[index.internalId()]

    def put(self, path: Path, folders: Sequence[Subfolder]) -> None:
        """Take in what a folder holds now; what was there before keeps its place and its inside."""
        node = self.node_of(path)
        if node is None:
            return
        known = {each.path.name: each for each in node.inner or ()}
        if node.inner is not None and len(set(known) ^ {each.name for each in folders}) > MOST_RUNS:
            self._take_out(node, 0, len(node.inner))
            known = {}
        first_time, node.inner = node.inner is None, node.inner or []
        wanted = {each.name for each in folders}
        for row in reversed(range(len(node.inner))):
            if node.inner[row].path.name not in wanted:
                self._take_out(node, row, row + 1)
        row = 0
        while row < len(folders):
            end = row
            while end < len(folders) and folders[end].name not in known:
                end += 1
            if end > row:
                self._put_in(node, row, folders[row:end])
            row = max(end, row + 1)
        signs = [each.may_hold for each in node.inner]
        for each, folder in zip(node.inner, folders, strict=True):
            each.may_hold = folder.holds_folders
        if first_time or signs != [each.may_hold for each in node.inner]:
            self.layoutAboutToBeChanged.emit()  # the signs of folders that can be opened
            self.layoutChanged.emit()

    def index(self, row: int, column: int, parent: AnyIndex | None = None) -> QModelIndex:
        """Return the index of a row in a folder."""
        inner = self._inside(parent)
        return self.index_of(inner[row]) if 0 <= row < len(inner) and not column else QModelIndex()

    def parent(self, index: AnyIndex | None = None) -> Any:
        """Return the folder that holds this one; without an index, the model's owner."""
        if index is None:
            return QObject.parent(self)
        holder = self.node(index).holder if index.isValid() else None
        return self.index_of(holder) if holder is not None else QModelIndex()

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        """Return how many folders are known in a folder."""
        return len(self._inside(parent))

    def columnCount(self, parent: AnyIndex | None = None) -> int:  # noqa: ARG002 - the same for all
        """Return the number of columns."""
        return 1

    def hasChildren(self, parent: AnyIndex | None = None) -> bool:
        """Tell whether a folder can be opened."""
        if parent is None or not parent.isValid():
            return bool(self._nodes)
        node = self.node(parent)
        return node.may_hold if node.inner is None else bool(node.inner)

    def canFetchMore(self, parent: AnyIndex) -> bool:
        """Tell whether a folder was not read yet."""
        return parent.isValid() and self.node(parent).inner is None

    def fetchMore(self, parent: AnyIndex) -> None:
        """Wish for what is in a folder."""
        if self.canFetchMore(parent):
            self.folders_wanted.emit(self.node(parent).path)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what one row shows."""
        if not index.isValid():
            return None
        path = self.node(index).path
        if role == Qt.ItemDataRole.DisplayRole:
            return shown_path(Path(path.name or path))
        if role == Qt.ItemDataRole.DecorationRole:
            return self._icon
        return tip(shown_path(path)) if role == Qt.ItemDataRole.ToolTipRole else None

    def _inside(self, parent: AnyIndex | None) -> Sequence[Node]:
        if parent is None or not parent.isValid():
            return self._nodes[:1]
        return self.node(parent).inner or ()

    def _put_in(self, node: Node, row: int, folders: Sequence[Subfolder]) -> None:
        start = len(self._nodes)
        new = [
            Node(node.path / each.name, start + n, node, row + n, each.holds_folders)
            for n, each in enumerate(folders)
        ]
        inner = node.inner if node.inner is not None else []
        self.beginInsertRows(self.index_of(node), row, row + len(new) - 1)
        self._nodes += new
        inner[row:row] = new
        _number(inner)
        self.endInsertRows()

    def _take_out(self, node: Node, start: int, stop: int) -> None:
        """Take rows out; their nodes stay in the list of all, as other ids are places in it."""
        if node.inner is None or start == stop:
            return
        self.beginRemoveRows(self.index_of(node), start, stop - 1)
        del node.inner[start:stop]
        _number(node.inner)
        self.endRemoveRows()


def _number(nodes: Sequence[Node]) -> None:
    for row, node in enumerate(nodes):
        node.row = row
