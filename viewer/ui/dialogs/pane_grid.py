"""Fill the panes as a grid: tick what makes the rows, and the methods that make the columns."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from viewer.core.asks.requests import PaneSpec
from viewer.ui.looks.design import WIDE_PX
from viewer.ui.looks.plain_text import PlainLabel, row_text, tip, title_text

Choice = tuple[str, object, bool]  # a name, what it stands for, and whether it is ticked
LIST_PX = 320


class PaneGridDialog(QDialog):
    """Two lists of check boxes, and how many panes they make.

    Attributes:
        grid_chosen: the rows, each a `PaneSpec` of any method, and the methods.
    """

    grid_chosen = Signal(object, object)

    def __init__(
        self,
        title: str,
        head: str,
        rows: Sequence[Choice],
        methods: Sequence[Choice],
        *,
        most: int,
        parent: QWidget | None = None,
    ) -> None:
        """Offer rows and columns.

        Args:
            title: of the dialog.
            head: what the rows are: “Layers”.
            rows: each stands for a `PaneSpec`.
            methods: each stands for a key.
            most: panes that there can be.
            parent: the window.
        """
        super().__init__(parent)
        self.setWindowTitle(title_text(title))
        self._most = most
        self.rows, self.methods = (
            _ticks(rows, head, self),
            _ticks(methods, self.tr("Methods"), self),
        )
        self.told = PlainLabel("", self)
        self.buttons = QDialogButtonBox(self)
        role = QDialogButtonBox.ButtonRole
        self.show_them = self.buttons.addButton(self.tr("Show"), role.AcceptRole)
        self.buttons.addButton(self.tr("Cancel"), role.RejectRole)
        self._place(head)
        for each in (self.rows, self.methods):
            each.itemChanged.connect(self._count)
        self.buttons.accepted.connect(self._show)
        self.buttons.rejected.connect(self.reject)
        self._count()

    def _place(self, head: str) -> None:
        lists = QHBoxLayout()
        lists.setSpacing(WIDE_PX)
        for text, each in ((head, self.rows), (self.tr("Methods"), self.methods)):
            column = QVBoxLayout()
            heading = PlainLabel(text, self)
            heading.setProperty("role", "heading")
            column.addWidget(heading)
            column.addWidget(each, 1)
            lists.addLayout(column, 3 if each is self.rows else 2)
        ends = QHBoxLayout()
        ends.addWidget(self.told, 1)
        ends.addWidget(self.buttons)
        whole = QVBoxLayout(self)
        whole.setSpacing(WIDE_PX)
        whole.addLayout(lists, 1)
        whole.addLayout(ends)
        self.resize(2 * LIST_PX + 48, 520)

    def _count(self) -> None:
        """Say how many panes it makes, and let no more be shown than there can be."""
        down, across = len(_ticked(self.rows)), len(_ticked(self.methods))
        panes = down * across
        words = self.tr("{0} × {1} = {2} panes").format(down, across, panes)
        if panes > self._most:
            words += " – " + self.tr("at most {0}").format(self._most)
        self.told.setText(words)
        self.show_them.setEnabled(0 < panes <= self._most)

    def _show(self) -> None:
        self.grid_chosen.emit(_ticked(self.rows), _ticked(self.methods))
        self.accept()


def _ticks(choices: Sequence[Choice], name: str, parent: QWidget) -> QListWidget:
    ticks = QListWidget(parent)
    ticks.setAccessibleName(name)
    ticks.setUniformItemSizes(True)
    ticks.setProperty("role", "ticks")
    ticks.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    for text, value, on in choices:
        item = QListWidgetItem(row_text(text))
        item.setToolTip(tip(text))
        item.setData(Qt.ItemDataRole.UserRole, value)
        item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        ticks.addItem(item)
    first = next((n for n, (_text, _value, on) in enumerate(choices) if on), 0)
    ticks.scrollToItem(ticks.item(first))
    return ticks


def _ticked(ticks: QListWidget) -> list[PaneSpec | str]:
    items = [ticks.item(number) for number in range(ticks.count())]
    return [
        item.data(Qt.ItemDataRole.UserRole)
        for item in items
        if item.checkState() == Qt.CheckState.Checked
    ]
