"""The panels at the window's edges: hidden at first, shown and hidden by their commands."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDockWidget, QMainWindow, QWidget


class Docks(QObject):
    """One dock for each command that shows or hides a panel; the window remembers their places.

    A command's key is its dock's object name, by which ``QMainWindow.saveState`` knows it.
    """

    shown_changed = Signal(str, bool)  # the command's key, whether its panel is shown

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._docks: dict[str, QDockWidget] = {}

    def add(self, key: str, title: str, panel: QWidget, area: Qt.DockWidgetArea) -> None:
        """Put a panel into a dock of its own, hidden until its command is run."""
        dock = QDockWidget(title, self._window)
        dock.setObjectName(key)
        dock.setWidget(panel)
        self._window.addDockWidget(area, dock)
        dock.hide()
        dock.toggleViewAction().toggled.connect(
            lambda shown, key=key: self.shown_changed.emit(key, shown)
        )
        self._docks[key] = dock

    def toggle(self, key: str) -> None:
        """Show a panel and bring it to the front, or hide it.

        Raises:
            KeyError: there is no such panel.
        """
        dock = self._docks[key]
        dock.setVisible(dock.isHidden())
        if not dock.isHidden():
            dock.raise_()

    def is_shown(self, key: str) -> bool:
        """Tell whether a panel is shown, also while the window itself is not yet."""
        return not self._docks[key].isHidden()
