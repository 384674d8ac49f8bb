"""The rows of a result folder as Qt's views ask for them: some at a time, texts and tips."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from viewer.results.browsing import ResultTable
from viewer.results.rows import COLUMNS, NUMBERS
from viewer.ui.looks.plain_text import row_text, tip

# What a person looks for first; the filter knows all columns.
SHOWN = (
    *("picture", "folder", "predicted", "confidence", "target", "method", "layer", "spread"),
    *("border", "energy", "truth_energy", "truth_pointing", "high", "score", "failure"),
)
MEANINGS = {name: meaning for name, _, meaning in COLUMNS}
PAGE = 128  # rows that are read at a time
MOST_PAGES = 64
_GAP = "\u2002"  # behind a number: the next column may begin with a text
Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


class ResultRows(QAbstractTableModel):
    """Shows a table; it is sorted by whoever hears the wish."""

    sort_wished = Signal(str, bool)  # column, and whether the greatest comes first

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._table: ResultTable | None = None
        self._pages: dict[int, list[dict[str, Any]]] = {}

    def set_table(self, table: ResultTable | None) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._table, self._pages = table, {}
        self.endResetModel()

    def row(self, number: int) -> dict[str, Any]:
        """Return a row that is shown."""
        page = self._page(number // PAGE)
        return page[number % PAGE]

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return how many rows pass the filter."""
        return 0 if parent.isValid() or self._table is None else len(self._table)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Return how many columns are shown."""
        return 0 if parent.isValid() else len(SHOWN)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell's text, its tip, or how it stands."""
        name = SHOWN[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(name)
        if role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return None
        value = self.row(index.row())[name]
        if role == Qt.ItemDataRole.ToolTipRole:
            return None if value is None else tip(str(value))
        return row_text(_text(name, value))

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a column's name, which the filter knows, and what it means."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(MEANINGS[SHOWN[section]])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(SHOWN[section])
        return SHOWN[section] if role == Qt.ItemDataRole.DisplayRole else None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Wish for another order."""
        if column >= 0:
            self.sort_wished.emit(SHOWN[column], order == Qt.SortOrder.DescendingOrder)

    def _page(self, number: int) -> list[dict[str, Any]]:
        if number not in self._pages:
            while len(self._pages) >= MOST_PAGES:
                del self._pages[next(iter(self._pages))]
            start = number * PAGE
            rows = [] if self._table is None else self._table.rows(start, start + PAGE)
            self._pages[number] = rows
        return self._pages[number]


def _alignment(name: str) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if name in NUMBERS else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _text(name: str, value: Any) -> str:
    if value is None:
        return ""
    if name == "picture":
        return Path(value).name
    return f"{value:.3g}{_GAP}" if isinstance(value, float) else str(value)
