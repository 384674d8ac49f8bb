"""The names of a model's classes as an editable column, of any length and without items."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()
_TEXT_ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole)


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
        """Return a name."""
        return self._names[index.row()] if role in _TEXT_ROLES else None

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
