"""The rows of the zoo dialog: one for each published model that is sought, in the order wished."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont, QGuiApplication

from viewer.core.models.zoo_entries import ZooEntry, megabytes

AnyIndex = QModelIndex | QPersistentModelIndex
NAME, FAMILY, PARAMETERS, SIZE, HERE = range(5)


class ZooModel(QAbstractTableModel):
    """A table that seeks and sorts by itself: a proxy would ask for every row at each key."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: list[ZooEntry] = []
        self._entries: list[ZooEntry] = []  # those shown
        self._sought = ""
        self._column, self._descending = NAME, False

    @property
    def total(self) -> int:
        """How many models are published, sought or not."""
        return len(self._all)

    def set_entries(self, entries: Sequence[ZooEntry]) -> None:
        """Show other models."""
        self._all = list(entries)
        self.find(self._sought)

    def find(self, text: str) -> None:
        """Show the models that have a text in their name or in where they are from."""
        self.beginResetModel()
        self._sought = text.casefold()
        self._entries = self._ordered(one for one in self._all if self._sought in _searched(one))
        self.endResetModel()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Show the models in another order; numbers sort as numbers."""
        self._column, self._descending = column, order == Qt.SortOrder.DescendingOrder
        self._rearrange(self._entries)

    def set_cached(self, spec: str) -> None:
        """Mark a model whose weights are here now."""
        self._all = [_here(entry, spec) for entry in self._all]
        self._rearrange([_here(entry, spec) for entry in self._entries])

    def entry(self, index: AnyIndex) -> ZooEntry:
        """Return the model of a valid index."""
        return self._entries[index.row()]

    def row_named(self, text: str) -> int:
        """Return the first row whose name begins with a text, else the first of all."""
        begun = text.casefold()
        names = (entry.name.casefold() for entry in self._entries)
        return next((row for row, name in enumerate(names) if name.startswith(begun)), 0)

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        """Return how many models are shown."""
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

    def _ordered(self, entries: Iterable[ZooEntry]) -> list[ZooEntry]:
        by = partial(_sorted_by, column=self._column)
        return sorted(entries, key=by, reverse=self._descending)

    def _rearrange(self, entries: list[ZooEntry]) -> None:
        """Put the models shown in their order; what is chosen stays chosen."""
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        specs = [self.entry(index).spec for index in before]
        self._entries = self._ordered(entries)
        rows = {entry.spec: row for row, entry in enumerate(self._entries)}
        places = [
            self.index(rows[spec], index.column())
            for spec, index in zip(specs, before, strict=True)
        ]
        self.changePersistentIndexList(before, places)
        self.layoutChanged.emit()


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


def _searched(entry: ZooEntry) -> str:
    return f"{entry.spec} {entry.name} {entry.family}".casefold()


def _here(entry: ZooEntry, spec: str) -> ZooEntry:
    return replace(entry, cached=True) if entry.spec == spec else entry
