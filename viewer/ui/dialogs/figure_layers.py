"""The layers that a figure of layers shows: a list to tick."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from viewer.ui.looks.plain_text import row_text, tip

ROWS = 6  # in sight


class TickList(QListWidget):
    """Names with check boxes, in a given order."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setUniformItemSizes(True)
        self.setProperty("role", "ticks")
        self.itemChanged.connect(lambda _item: self.changed.emit())

    @property
    def ticked(self) -> tuple[str, ...]:
        """The names that are ticked, from the top."""
        items = [self.item(number) for number in range(self.count())]
        return tuple(
            str(item.data(Qt.ItemDataRole.UserRole))
            for item in items
            if item.checkState() == Qt.CheckState.Checked
        )

    def set_layers(self, layers: Sequence[str], ticked: Sequence[str]) -> None:
        """Offer other names; what was ticked stays so where it is among them."""
        before = set(self.ticked) & set(layers)
        chosen = before or set(ticked)
        with QSignalBlocker(self):
            self.clear()
            for name in layers:
                item = QListWidgetItem(row_text(name))
                item.setData(Qt.ItemDataRole.UserRole, name)
                item.setToolTip(tip(name))
                on = name in chosen
                item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
                self.addItem(item)
        row = self.sizeHintForRow(0) if self.count() else 22
        self.setFixedHeight(row * min(ROWS, max(1, self.count())) + 2 * self.frameWidth())
