"""Fill the panes as a grid: tick what makes the rows, and the methods that make the columns."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from viewer.ui.dialogs.tick_list import Choice, tick_list, ticked
from viewer.ui.looks.design import WIDE_PX
from viewer.ui.looks.plain_text import PlainLabel, title_text

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
            tick_list(rows, head, self),
            tick_list(methods, self.tr("Methods"), self),
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
        down, across = len(ticked(self.rows)), len(ticked(self.methods))
        panes = down * across
        words = self.tr("{0} × {1} = {2} panes").format(down, across, panes)
        if panes > self._most:
            words += " – " + self.tr("at most {0}").format(self._most)
        self.told.setText(words)
        self.show_them.setEnabled(0 < panes <= self._most)

    def _show(self) -> None:
        self.grid_chosen.emit(ticked(self.rows), ticked(self.methods))
        self.accept()
