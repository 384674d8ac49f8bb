"""The bar below the panes for files with several pages: which is shown, and the way to others."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QToolButton, QWidget

from viewer.ui.looks.design import HALF_PX, TIGHT_PX
from viewer.ui.looks.plain_text import PlainLabel
from viewer.ui.window.actions import Actions


class PageBar(QWidget):
    """Hidden for the many pictures that are a file of their own."""

    page_chosen = Signal(int)  # counted from 0

    def __init__(self, commands: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = QSpinBox(self)
        self.box.setMinimum(1)
        self.box.setKeyboardTracking(False)  # a number is taken when it is typed to its end
        self.box.setAccessibleName(self.tr("Page"))
        self.before, self.after = PlainLabel("", self), PlainLabel("", self)
        back, forth = (_button(commands, key, self) for key in ("previous_page", "next_page"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, HALF_PX, 0, TIGHT_PX)
        row.addStretch(1)
        for part in (back, self.before, self.box, self.after, forth):
            row.addWidget(part)
        row.addStretch(1)
        self.box.valueChanged.connect(lambda number: self.page_chosen.emit(number - 1))
        self.set_pages(0, 1)

    def set_pages(self, page: int, pages: int) -> None:
        """Show one page's number, counted from 0, and how many there are; nothing is chosen."""
        blocked = self.box.blockSignals(True)
        self.box.setMaximum(pages)
        self.box.setValue(page + 1)
        self.box.blockSignals(blocked)
        words = self.tr("Page {page} of {pages}").format(page="\n", pages=pages)
        before, _, after = words.partition("\n")
        self.before.setText(before.strip())
        self.after.setText(after.strip())
        self.setVisible(pages > 1)


def _button(commands: Actions, key: str, parent: QWidget) -> QToolButton:
    button = QToolButton(parent, autoRaise=True)
    button.setDefaultAction(commands.action(key))
    return button
