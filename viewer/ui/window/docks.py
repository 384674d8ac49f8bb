"""The panels at the window's edges: hidden at first, shown and hidden by their commands."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDockWidget, QMainWindow, QWidget


class Docks(QObject):
    """One dock for each command that shows or hides a panel; the window remembers their places.

    A command's key is its dock's object name, by which ``QMainWindow.saveState`` knows it.
    """

    shown_changed = Signal(str, bool)  # the command's key, whether its panel is shown
    made = Signal(str)  # the command's key, whose panel is there from now on

    def __init__(self, window: QMainWindow, under_bar: QMainWindow) -> None:
        """Know where panels go.

        Args:
            window: with the panels at its sides.
            under_bar: what is under the bar, with the panels below the panes.
        """
        super().__init__(window)
        self._window, self._under_bar = window, under_bar
        self._docks: dict[str, QDockWidget] = {}
        self._makers: dict[str, Callable[[], QWidget]] = {}  # of panels that are not made yet

    def add(
        self,
        key: str,
        title: str,
        make: Callable[[], QWidget],
        area: Qt.DockWidgetArea,
        *,
        over: str = "",
    ) -> None:
        """Give a panel a dock of its own, hidden until its command is run.

        Args:
            key: of its command.
            title: of the dock.
            make: makes the panel when it is first shown or asked for, up to date: what is hidden
                at the start costs the start nothing.
            area: where the dock is at first.
            over: key of the dock whose place it shares, as a tab.
        """
        below = area == Qt.DockWidgetArea.BottomDockWidgetArea
        host = self._under_bar if below else self._window
        dock = QDockWidget(title, host)
        dock.setObjectName(key)
        if not host.restoreDockWidget(dock):  # as the layout says that was brought back already
            host.addDockWidget(area, dock)
            if over:
                host.tabifyDockWidget(self._docks[over], dock)
        dock.hide()
        dock.toggleViewAction().toggled.connect(partial(self._tell, key))
        self._docks[key], self._makers[key] = dock, make

    def panel(self, key: str) -> QWidget:
        """Return a dock's panel, which is made now if it has never been shown.

        Raises:
            KeyError: there is no such panel.
        """
        dock = self._docks[key]
        if make := self._makers.pop(key, None):
            dock.setWidget(make())
            self.made.emit(key)
        return dock.widget()

    def is_made(self, key: str) -> bool:
        """Tell whether a panel has been shown or asked for."""
        return key not in self._makers

    def make_all(self) -> None:
        """Make every panel, for those that look at all there is."""
        for key in self._docks:
            self.panel(key)

    def toggle(self, key: str) -> None:
        """Show a panel and bring it to the front, or hide it.

        Raises:
            KeyError: there is no such panel.
        """
        dock = self._docks[key]
        if dock.isHidden():
            self.panel(key)
        dock.setVisible(dock.isHidden())
        if not dock.isHidden():
            dock.raise_()

    def is_shown(self, key: str) -> bool:
        """Tell whether a panel is shown, also while the window itself is not yet."""
        return not self._docks[key].isHidden()

    def any_shown(self) -> bool:
        """Tell whether any panel is shown."""
        return any(map(self.is_shown, self._docks))

    def _tell(self, key: str, shown: bool) -> None:
        if shown:
            self.panel(key)
        self.shown_changed.emit(key, shown)
