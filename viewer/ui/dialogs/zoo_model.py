"""The rows of the zoo dialog: one for each published model, found by name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont, QGuiApplication

from viewer.core.models.zoo_entries import ZooEntry, megabytes

AnyIndex = QModelIndex | QPersistentModelIndex
SORT = int(Qt.ItemDataRole.UserRole)  # numbers sort as numbers
SEARCH = SORT + 1
NAME, FAMILY, PARAMETERS, SIZE, HERE = range(5)


class ZooModel(QAbstractTableModel):
    """A table of published models."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: list[ZooEntry] = []

    def set_entries(self, entries: Sequence[ZooEntry]) -> None:
        """Show other models."""
        self.beginResetModel()
        self._entries = list(entries)
        self.endResetModel()

    def set_cached(self, spec: str) -> None:
        """Mark a model whose weights are here now."""
        for row, entry in enumerate(self._entries):
            if entry.spec == spec:
                self._entries[row] = replace(entry, cached=True)
                self.dataChanged.emit(self.index(row, 0), self.index(row, HERE))

    def entry(self, index: AnyIndex) -> ZooEntry:
        """Return the model of a valid index."""
        return self._entries[index.row()]

    def row_of(self, spec: str) -> int:
        """Return a model's row, -1 if there is none."""
        specs = (row for row, entry in enumerate(self._entries) if entry.spec == spec)
        return next(specs, -1)

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        """Return how many models there are."""
        return 0 if parent is not None and parent.isValid() else len(self._entries)

    def columnCount(self, parent: AnyIndex | None = None) -> int:
        """Return the number of columns."""
        return 0 if parent is not None and parent.isValid() else 5

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the columns' titles."""
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        titles = (
            self.tr("Model"),
            self.tr("From"),
            self.tr("Parameters"),
            self.tr("Download"),
            self.tr("On this computer"),
        )
        return titles[section]

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what one cell shows."""
        if not index.isValid():
            return None
        entry, column = self._entries[index.row()], index.column()
        answers: dict[int, Callable[[ZooEntry, int], Any]] = {
            Qt.ItemDataRole.DisplayRole: self._text,
            Qt.ItemDataRole.TextAlignmentRole: _alignment,
            Qt.ItemDataRole.FontRole: _font,
            SORT: _sorted_by,
            SEARCH: _searched,
        }
        answer = answers.get(role)
        return answer(entry, column) if answer is not None else None

    def _text(self, entry: ZooEntry, column: int) -> str:
        if column == NAME:
            return entry.name
        if column == FAMILY:
            return entry.family
        if column == PARAMETERS:
            return millions(entry.parameters)
        if column == SIZE:
            return size_text(entry)
        return self.tr("yes") if entry.cached else ""


def millions(count: int) -> str:
    """Return a number of parameters as papers write it: ``25.6 M``."""
    return f"{count / 1e6:,.1f} M" if count else "?"


def size_text(entry: ZooEntry) -> str:
    """Return the size of a download; "~" where it is told from the number of parameters."""
    size = entry.download.size_bytes
    if not size:
        return "?"
    return megabytes(size) if entry.download.size_is_exact else f"~ {megabytes(size)}"


def _alignment(_entry: ZooEntry, column: int) -> Qt.AlignmentFlag:
    number = column in (PARAMETERS, SIZE)
    side = Qt.AlignmentFlag.AlignRight if number else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _font(entry: ZooEntry, _column: int) -> QFont | None:
    if not entry.cached:
        return None
    font = QFont(QGuiApplication.font())
    font.setBold(True)
    return font


def _sorted_by(entry: ZooEntry, column: int) -> str | int:
    keys = (
        entry.name,
        entry.family,
        entry.parameters,
        entry.download.size_bytes,
        int(entry.cached),
    )
    return keys[column]


def _searched(entry: ZooEntry, _column: int) -> str:
    return f"{entry.spec} {entry.name} {entry.family}"
