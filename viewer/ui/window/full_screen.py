"""The whole screen for the panes: all else is hidden, Tab brings it back and hides it again."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMainWindow, QWidget


class FullScreen(QObject):
    """Follows the window's state, whoever changes it.

    Attributes:
        entered: the window fills the screen from now on.
    """

    entered = Signal()

    def __init__(
        self, window: QMainWindow, panes: QWidget, others: Callable[[], Sequence[QWidget]]
    ) -> None:
        """Watch a window.

        Args:
            window: that may fill the screen.
            panes: what is to be seen then, and what has the focus.
            others: gives all that is hidden meanwhile.
        """
        super().__init__(window)
        self._window, self._panes, self._others = window, panes, others
        self._hidden: list[QWidget] = []
        self._on = False
        self._tab = QShortcut(QKeySequence(Qt.Key.Key_Tab), panes)
        self._tab.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._tab.activated.connect(self.toggle_others)
        self._tab.setEnabled(False)
        window.installEventFilter(self)

    def toggle(self) -> None:
        """Fill the screen, or be as large as before: maximised, if the window was."""
        self._window.setWindowState(self._window.windowState() ^ Qt.WindowState.WindowFullScreen)

    def leave(self) -> bool:
        """Be as large as before; return whether the window filled the screen."""
        full = self._window.isFullScreen()
        if full:
            self.toggle()
        return full

    def toggle_others(self) -> None:
        """Show what is hidden, or hide it again."""
        if self._hidden:
            self._show()
        else:
            self._hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hide and show all else as the window enters and leaves the full screen."""
        if event.type() == QEvent.Type.WindowStateChange:
            full = self._window.isFullScreen()
            if full != self._on:
                self._on = full
                self._tab.setEnabled(full)
                self._follow()
        return super().eventFilter(watched, event)

    def _follow(self) -> None:
        if self._on:
            self._hide()
            self.entered.emit()
        else:
            self._show()

    def _hide(self) -> None:
        self._hidden = [each for each in self._others() if not each.isHidden()]
        for each in self._hidden:
            each.hide()
        self._panes.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        for each in self._hidden:
            each.show()
        self._hidden = []
