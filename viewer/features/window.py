"""The window's frame: where it stands, how large it is, the view of its panes, and its end."""

from __future__ import annotations

from typing import Self

from viewer.commands import Functions
from viewer.features.feature import Feature
from viewer.ui.window.actions import command_text

TOLD_MS = 2_000  # how long the status bar says what a single key has done
TOLD_MENUS = ("map", "panes", "view")  # what changes how maps look, and may be hit by mistake


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
            "fullscreen": self._window.full_screen.toggle,
            "quit": self._window.close,
        }

    def introduce(self) -> None:
        """Let menus, keys and buttons run commands."""
        window = self._window
        self.wire(window.commands, "triggered", self.house.commands.run, self._tell)
        self.wire(window.notices, "log_requested", self._show_log)
        self.wire(window.full_screen, "entered", self._tell_of_fullscreen)

    def show_state(self) -> None:
        """Bring back the window's size, place and splitters."""
        self._window.restore_layout(self.house.store.layouts())

    def take_over(self, before: Self) -> None:
        """Know nothing more: the layout was remembered when the other window went."""

    def put_away(self) -> None:
        """Remember the layout and hide the window."""
        self.house.store.set_layouts(self._window.layouts())
        self.house.store.set_panels_open(shown=self._window.docks.any_shown())
        self._window.hide()

    def leave_fullscreen(self) -> bool:
        """Be as large as before, if the window fills the screen; return whether it did."""
        return self._window.full_screen.leave()

    def _tell_of_fullscreen(self) -> None:
        """Say how to come back, as nothing is there that shows it."""
        self._window.toast.tell(self.tr("Tab shows the panels. Esc leaves the full screen."))

    def _tell(self, key: str) -> None:
        """Say what a single key has done and how to take it back: it may have been a slip."""
        row = next(row for row in self._window.commands.rows if row.key == key)
        asks = row.text.endswith("…")
        if row.scope != "panes" or row.menu not in TOLD_MENUS or row.needs or asks:
            return
        if not row.toggle:
            words = self.tr("{command}. Ctrl+Z takes it back.")
        elif self._window.commands.action(key).isChecked():
            words = self.tr("{command} is on. {key} takes it back.")
        else:
            words = self.tr("{command} is off. {key} takes it back.")
        keys = self._window.commands.action(key).shortcut().toString()
        told = words.format(command=command_text(row), key=keys or "Ctrl+Z")
        self._window.status.showMessage(told, TOLD_MS)

    def _show_log(self) -> None:
        self.house.commands.run("show_log")
