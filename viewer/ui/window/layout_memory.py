"""Where the window and its parts are and how they are divided, kept from one window to the next."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QMainWindow, QSplitter

from viewer.ui.window.side_column import SideColumn


class LayoutMemory:
    """Takes down and brings back a size and place, docks, splitters and the left column."""

    def __init__(
        self, window: QMainWindow, side: SideColumn, parts: Mapping[str, QMainWindow | QSplitter]
    ) -> None:
        """Know what there is to keep.

        Args:
            window: whose size and place are kept.
            side: which is kept where the user has divided it.
            parts: what else has a state, each with its name among what is kept.
        """
        self._window, self._side, self._parts = window, side, dict(parts)

    def taken_down(self) -> dict[str, QByteArray]:
        """Return all there is to keep."""
        return {
            "geometry": self._window.saveGeometry(),
            "column": self._side.chosen_state(),
            **{name: part.saveState() for name, part in self._parts.items()},
        }

    def bring_back(self, layouts: Mapping[str, QByteArray]) -> None:
        """Be as `taken_down` said; what does not fit is ignored."""
        if "geometry" in layouts:
            self._window.restoreGeometry(layouts["geometry"])
        if layouts.get("column"):
            self._side.restore_chosen(layouts["column"])
        for name, part in self._parts.items():
            if name in layouts:
                part.restoreState(layouts[name])
