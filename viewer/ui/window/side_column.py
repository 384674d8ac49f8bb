"""The left column: pictures above, predictions below, which take the height that they need."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from viewer.ui.panels.predictions import Predictions

LARGEST_SHARE = 0.5  # of the column, for the predictions


class SideColumn(QSplitter):
    """Follows the number of predictions until the user has dragged its handle."""

    def __init__(
        self, pictures: QWidget, predictions: Predictions, parent: QWidget | None = None
    ) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.setChildrenCollapsible(False)
        self._predictions = predictions
        self._chosen = False
        self.addWidget(pictures)
        self.addWidget(predictions)
        self.setStretchFactor(0, 1)
        self.setStretchFactor(1, 0)
        predictions.rows_changed.connect(self.settle)
        self.splitterMoved.connect(self._note)

    def settle(self) -> None:
        """Give the predictions what they need, and the pictures the rest."""
        if self._chosen:
            return
        room = self.height() - self.handleWidth()
        needed = min(self._predictions.needed_px(), round(LARGEST_SHARE * room))
        self.setSizes([room - needed, needed])

    def chosen_state(self) -> QByteArray:
        """Return how the user has divided the column; empty: not at all."""
        return self.saveState() if self._chosen else QByteArray()

    def restore_chosen(self, state: QByteArray) -> None:
        """Divide the column as the user had it."""
        self._chosen = self.restoreState(state)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Divide the column anew."""
        super().resizeEvent(event)
        self.settle()

    def _note(self, _place: int, _handle: int) -> None:
        self._chosen = True
