"""Wait for the moment at which a window's middle has been painted for the first time."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QMainWindow, QWidget

PATIENCE_MS = 500  # for a window that is minimised, or that nobody can see


class _FirstPaint(QObject):
    """Watches a window's middle until it is painted."""

    def __init__(self, window: QMainWindow, go_on: Callable[[], object]) -> None:
        super().__init__(window)
        self._watched, self._go_on = cast(QWidget, window.centralWidget()), go_on
        self._watched.installEventFilter(self)
        self._turn = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._turn.timeout.connect(self._end)
        self._turn.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go on at the next turn of the event loop after the paint."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            self._turn.start(0)
        return False

    def _end(self) -> None:
        self._watched.removeEventFilter(self)
        self._go_on()
        self.deleteLater()


def after_first_paint(window: QMainWindow, go_on: Callable[[], object]) -> None:
    """Call something once when a window that is being shown has been painted.

    Args:
        window: with a central widget.
        go_on: what is called; also where nothing is painted within half a second.
    """
    _FirstPaint(window, go_on)
