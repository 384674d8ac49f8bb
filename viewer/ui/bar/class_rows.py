"""The rows of the class box: this picture's top five, groups, and classes, made when looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from viewer.core.asks.target import Target
from viewer.ui.looks.plain_text import tip

TARGET = int(Qt.ItemDataRole.UserRole)
TITLE = TARGET + 1  # what the box shows once the row is chosen, without its probability
_TEXT_ROLES = frozenset({int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.EditRole)})
_TIP, _FONT = int(Qt.ItemDataRole.ToolTipRole), int(Qt.ItemDataRole.FontRole)
MOST_LISTED = 25_000  # ImageNet's full set has 21,841
MOST_FOUND = 200
_NO_INDEX = QModelIndex()
Index = QModelIndex | QPersistentModelIndex
MINUS = " − "  # between two classes, as in the titles of the panes


@dataclass(frozen=True, slots=True)
class ClassRow:
    """One row: a choice, or a heading that cannot be chosen."""

    text: str
    target: Target | None = None  # None: a heading
    tip: str = ""
    title: str = ""

    @property
    def shown(self) -> str:
        """What the box shows once this is chosen."""
        return self.title or self.text


class ClassRows(QAbstractListModel):
    """A few rows, then the classes, of which there may be a hundred thousand: they have no items.

    So many are never looked through row by row: the list ends after some, and a search finds all.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._first: list[ClassRow] = []
        self._names: Sequence[str] = ()
        self._titles: Sequence[str] = ()
        self._folded: list[str] = []  # what is searched; made when somebody types
        self._heading = QFont()
        self._heading.setBold(True)

    def fill(self, first: Sequence[ClassRow], names: Sequence[str], titles: Sequence[str]) -> None:
        """Show some rows, and a row for each class after them."""
        self.beginResetModel()
        self._first, self._names, self._titles, self._folded = list(first), names, titles, []
        self.endResetModel()

    def exchange(self, place: int, count: int, rows: Sequence[ClassRow]) -> None:
        """Put other rows where some of the first ones stand."""
        if count:
            self.beginRemoveRows(_NO_INDEX, place, place + count - 1)
            del self._first[place : place + count]
            self.endRemoveRows()
        if rows:
            self.beginInsertRows(_NO_INDEX, place, place + len(rows) - 1)
            self._first[place:place] = rows
            self.endInsertRows()

    def row(self, number: int) -> ClassRow:
        """Return a row."""
        first = len(self._first)
        return self._first[number] if number < first else self._class_row(number - first)

    def find(self, target: Target) -> tuple[int, ClassRow | None]:
        """Return the first row of a target and its number, which is -1 where the list has ended."""
        for number, row in enumerate(self._first):
            if row.target == target:
                return number, row
        if target.kind == "class" and 0 <= target.index < len(self._names):
            listed = target.index < MOST_LISTED
            number = len(self._first) + target.index if listed else -1
            return number, self._class_row(target.index)
        return -1, None

    def pair_words(self, target: Target) -> str:
        """Return what the box shows for class A against B: their names, if each is of one class."""
        classes = (target.index, target.against)
        rows = [self.find(Target(kind="class", index=index))[1] for index in classes]
        names = [row.shown for row in rows if row is not None]
        if len(names) < 2 or any(len(self.targets_named(name)) != 1 for name in names):
            return f"{target.index}-{target.against}"
        return MINUS.join(names)

    def pair_named(self, text: str) -> Target | None:
        """Return class A against B for what `pair_words` says of them; None where it is no pair."""
        if self.targets_named(text):
            return None  # a class has this very name
        first, minus, second = text.partition(MINUS)
        found = [self.targets_named(name) for name in (first, second)] if minus else []
        classes = [one.index for each in found if len(each) == 1 for one in each]
        if len(classes) < 2 or min(classes) < 0:
            return None
        return Target(kind="difference", index=classes[0], against=classes[1])

    def rows_of(self, target: Target) -> list[ClassRow]:
        """Return the rows of all that a target may be; what has no row is spelled out in one."""
        if target != target.plain:
            return [ClassRow(target.spelled_fully, target)]
        meant = self.targets_named(target.name) if target.kind == "name" else {target}
        found = [self.find(one)[1] for one in sorted(meant, key=lambda one: one.index)]
        return [row for row in found if row] or [ClassRow(target.spelled_fully, target)]

    def with_text(self, text: str) -> list[ClassRow]:
        """Return the first rows that contain a text, in upper case or lower; headings never do."""
        wanted = text.casefold()
        if not self._folded:
            self._folded = [f"{name}   [{n}]".casefold() for n, name in enumerate(self._names)]
        found = [row for row in self._first if row.target and wanted in row.text.casefold()]
        classes = (n for n, own in enumerate(self._folded) if wanted in own)
        return found + [self._class_row(index) for index in islice(classes, MOST_FOUND)]

    def _class_row(self, index: int) -> ClassRow:
        name, target = self._names[index], Target(kind="class", index=index)
        return ClassRow(f"{name}   [{index}]", target, self._titles[index], name)

    def targets_named(self, text: str) -> set[Target]:
        """Return what goes by a name, with or without its number, in upper case or lower."""
        wanted = text.casefold()
        found = {
            row.target
            for row in self._first
            if row.target is not None and wanted in {row.text.casefold(), row.shown.casefold()}
        }
        for index, own in enumerate(self._names):
            if wanted.startswith(own.casefold()) and wanted in {
                own.casefold(),
                f"{own}   [{index}]".casefold(),
            }:
                found.add(Target(kind="class", index=index))
        return found

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        """Count the rows."""
        return 0 if parent.isValid() else len(self._first) + min(len(self._names), MOST_LISTED)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return one of a row's texts, or its target."""
        role = int(role)
        if role in _TEXT_ROLES:  # a search asks for nothing else, of every row
            number = index.row() - len(self._first)
            return (
                self.row(index.row()).text if number < 0 else f"{self._names[number]}   [{number}]"
            )
        if role not in {TARGET, TITLE, _TIP, _FONT}:
            return None
        row = self.row(index.row())
        if role == _FONT:
            return self._heading if row.target is None else None
        return {TARGET: row.target, TITLE: row.shown, _TIP: tip(row.tip)}[role]

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let headings be neither chosen nor typed to."""
        if self.row(index.row()).target is None:
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)
