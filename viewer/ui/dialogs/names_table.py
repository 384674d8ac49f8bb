"""The names of a model's classes as an editable column: typed one after another, by Return."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtWidgets import QAbstractItemDelegate, QTableView, QWidget

Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()


class NamesTable(QAbstractTableModel):
    """One row for each class, numbered from 0 as the model's outputs are."""

    def __init__(self, classes: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._names = [""] * classes

    @property
    def names(self) -> tuple[str, ...]:
        """The name of each class; empty where it has none."""
        return tuple(self._names)

    def set_names(self, names: Sequence[str], *, first: int = 0) -> None:
        """Name some classes; more names than there are classes are left out."""
        taken = [name.strip() for name in names[: len(self._names) - first]]
        if taken:
            self._names[first : first + len(taken)] = taken
            last = first + len(taken) - 1
            self.dataChanged.emit(self.index(first, 0), self.index(last, 0))

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        """Count the classes."""
        return 0 if parent.isValid() else len(self._names)

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        """Show names alone."""
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a name; a class without one shows, in grey, what it is called until then."""
        name = self._names[index.row()]
        if role == Qt.ItemDataRole.EditRole:
            return name
        if role == Qt.ItemDataRole.DisplayRole:
            return name or self.tr("class {0}").format(index.row())
        if role == Qt.ItemDataRole.ForegroundRole and not name:
            return QGuiApplication.palette().color(QPalette.ColorRole.PlaceholderText)
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take a name that was typed."""
        if role != Qt.ItemDataRole.EditRole:
            return False
        self.set_names((str(value),), first=index.row())
        return True

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the column's title, or the number of a class."""
        if role == Qt.ItemDataRole.DisplayRole:
            return str(section) if orientation == Qt.Orientation.Vertical else self.tr("Name")
        if role == Qt.ItemDataRole.TextAlignmentRole and orientation == Qt.Orientation.Horizontal:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let names be edited."""
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable


class NamesView(QTableView):
    """Return commits a name and opens the next one; behind the last one all are named."""

    last_named = Signal()

    def begin(self) -> bool:
        """Let the first class without a name be typed at once, and return whether there is one."""
        rows = range(self.model().rowCount())
        empty = (row for row in rows if not self._at(row).data(Qt.ItemDataRole.EditRole))
        first = next(empty, -1)
        if first >= 0:
            self._open(first)
        return first >= 0

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Go on with the next class where Return has closed the field."""
        row = self.currentIndex().row()
        super().closeEditor(editor, hint)
        if hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache:
            if row + 1 < self.model().rowCount():
                self._open(row + 1)
            else:
                self.last_named.emit()

    def _at(self, row: int) -> QModelIndex:
        return self.model().index(row, 0)

    def _open(self, row: int) -> None:
        self.setFocus()
        self.setCurrentIndex(self._at(row))
        self.edit(self._at(row))
