"""A line with a choice in it: what is typed after a click replaces it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QMouseEvent
from PySide6.QtWidgets import QLineEdit, QWidget


class ChoiceLine(QLineEdit):
    """Selects its whole text at the click that brings the focus; the next one places the cursor."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clicked_into = False

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Note that a click is on its way."""
        super().focusInEvent(event)
        self._clicked_into = event.reason() == Qt.FocusReason.MouseFocusReason

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select all once the click has placed the cursor."""
        super().mousePressEvent(event)
        if self._clicked_into:
            self._clicked_into = False
            self.selectAll()
