"""The window's frame: where it stands, how large it is, the view of its panes, and its end."""

from __future__ import annotations

from typing import Self

from viewer.commands import Functions
from viewer.core.tables.commands import Command
from viewer.features.feature import Feature
from viewer.features.history import HistoryFeature
from viewer.ui.window.actions import command_text

TOLD_MS = 2_000  # how long the status bar says what a single key has done
ZOOMS = ("zoom_in", "zoom_out")  # no choice to be undone, but told like one


class WindowFeature(Feature):
    """Runs what is chosen in menus and by keys; remembers the layout."""

    needs = (HistoryFeature,)

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
        self.wire(window.commands, "triggered", self._run)
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

    def _run(self, key: str) -> None:
        """Run a command, and tell what it has changed if a slip of one finger may have done it."""
        history = self.of(HistoryFeature).history
        before = history.changes
        self.house.commands.run(key)
        row = next(row for row in self._window.commands.rows if row.key == key)
        if row.scope == "panes" and (history.changes != before or key in ZOOMS):
            self._tell(row)

    def _tell(self, row: Command) -> None:
        """Say what a single key has done and how to take it back."""
        action, key = self._window.commands.action, row.key
        if key in ZOOMS:
            words, key = self.tr("{command}. {key} shows the whole picture."), "fit"
        elif not row.toggle:
            words, key = self.tr("{command}. {key} takes it back."), "undo"
        elif action(row.key).isChecked():
            words = self.tr("{command} is on. {key} takes it back.")
        else:
            words = self.tr("{command} is off. {key} takes it back.")
        keys = action(key).shortcut().toString() or action("undo").shortcut().toString()
        told = words.format(command=command_text(row), key=keys)
        self._window.status.showMessage(told, TOLD_MS)

    def _show_log(self) -> None:
        self.house.commands.run("show_log")
