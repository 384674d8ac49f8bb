"""The ground of a strip that tells or asks something: its signal colour, faintly, in any theme."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from viewer.ui.looks.theme import Kind, notice_colour


class SignalStrip(QWidget):
    """Paints its ground by itself: a palette of its own would not follow a switch of the theme."""

    def __init__(self, kind: Kind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind: Kind = kind

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Fill the ground; what is written on it has the colours of the palette in use."""
        QPainter(self).fillRect(self.rect(), notice_colour(self._kind))
