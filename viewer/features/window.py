"""The window's frame: where it stands, how large it is, the view of its panes, and its end."""

from __future__ import annotations

from typing import Self

from PySide6.QtCore import Qt

from viewer.commands import Functions
from viewer.features.feature import Feature


class WindowFeature(Feature):
    """Runs what is chosen in menus and by keys; remembers the layout."""

    @property
    def commands(self) -> Functions:
        """Zoom, fill the screen, and close the window."""
        view = self._window.pane_row.view
        return {
            "zoom_in": view.zoom_in,
            "zoom_out": view.zoom_out,
            "fit": view.fit,
            "actual_size": view.actual_size,
            "fullscreen": self._toggle_fullscreen,
            "quit": self._window.close,
        }

    def introduce(self) -> None:
        """Let menus, keys and buttons run commands."""
        window = self._window
        self.wire(window.commands, "triggered", self.house.commands.run)
        self.wire(window.notices, "log_requested", self._show_log)

    def show_state(self) -> None:
        """Bring back the window's size, place and splitters."""
        self._window.restore_layout(self.house.store.layouts())

    def take_over(self, before: Self) -> None:
        """Know nothing more: the layout was remembered when the other window went."""

    def put_away(self) -> None:
        """Remember the layout and hide the window."""
        self.house.store.set_layouts(self._window.layouts())
        self._window.hide()

    def leave_fullscreen(self) -> None:
        """Be as large as before, if the window fills the screen."""
        if self._window.isFullScreen():
            self._toggle_fullscreen()

    def _toggle_fullscreen(self) -> None:
        """Fill the screen, or be as large as before: maximised, if the window was."""
        self._window.setWindowState(self._window.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _show_log(self) -> None:
        self.house.commands.run("show_log")
