"""The palette: type a part of anything that can be done or shown, and Return does it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from viewer.core.tables.finding import found
from viewer.ui.looks.design import GAP_PX
from viewer.ui.looks.plain_text import row_text, title_text

WIDTH_PX, HEIGHT_PX = 560, 420
LEAST_KIND_PX = 150
MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that can be chosen."""

    title: str
    kind: str  # "Method", "Class", or the command's keys
    do: Callable[[], object]


class Palette(QDialog):
    """A field above the rows that hold what is typed in it; the best one is chosen already."""

    def __init__(self, deeds: Sequence[Deed], words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._deeds, self._titles = deeds, [deed.title for deed in deeds]
        self.setWindowTitle(title_text(words))
        self.field = QLineEdit(self, clearButtonEnabled=True)
        self.field.setPlaceholderText(words)
        self.field.setAccessibleName(words)
        self.rows = QTreeWidget(self)
        self.rows.setAccessibleName(self.tr("What fits"))
        self.rows.setHeaderHidden(True)
        self.rows.setRootIsDecorated(False)
        self.rows.setUniformRowHeights(True)
        self.rows.ensurePolished()  # else the height of a row is taken without the style sheet
        self.rows.setColumnCount(2)
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP_PX, GAP_PX, GAP_PX, GAP_PX)
        column.addWidget(self.field)
        column.addWidget(self.rows, 1)
        self.resize(WIDTH_PX, HEIGHT_PX)
        self.field.textChanged.connect(self._find)
        self.field.returnPressed.connect(self._do)
        self.field.installEventFilter(self)
        self.rows.itemClicked.connect(self._do)
        self.rows.itemActivated.connect(self._do)
        self.field.setFocus()
        self._find("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hand the keys that move the choice on to the rows."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        moves = event.key() in MOVES
        if moves:
            self.rows.keyPressEvent(event)
        return moves

    def _find(self, typed: str) -> None:
        self.rows.clear()
        for number in found(typed, self._titles):
            deed = self._deeds[number]
            row = QTreeWidgetItem([row_text(deed.title), row_text(deed.kind)])
            row.setData(0, Qt.ItemDataRole.UserRole, number)
            row.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            row.setForeground(1, self.palette().placeholderText())
            self.rows.addTopLevelItem(row)
        self.rows.resizeColumnToContents(1)
        kind_px = max(LEAST_KIND_PX, self.rows.columnWidth(1))
        self.rows.setColumnWidth(0, self.width() - kind_px - 40)
        if best := self.rows.topLevelItem(0):
            self.rows.setCurrentItem(best)
        else:
            nothing = QTreeWidgetItem([self.tr("Nothing fits.")])
            nothing.setDisabled(True)
            self.rows.addTopLevelItem(nothing)

    def _do(self) -> None:
        """Do what is chosen, when this window is gone: it may open another one."""
        row = self.rows.currentItem()
        if row is not None and self.isVisible():
            self.accept()
            self._deeds[row.data(0, Qt.ItemDataRole.UserRole)].do()
