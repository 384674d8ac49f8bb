"""The grid of pictures over the panes' place: shown and left by command, its size remembered."""

from __future__ import annotations

from typing import Self

from viewer.commands import Functions
from viewer.core.judging.marking import QT_TRANSLATE_NOOP
from viewer.core.tables.commands import Command
from viewer.features.feature import Feature


class GridFeature(Feature):
    """Shows many pictures at once, until one of them is opened."""

    rows = (
        Command("grid_view", QT_TRANSLATE_NOOP("Command", "Grid of pictures"), ("Ctrl+G",), "view",
                3, "grid", "folder", toggle=True,
                help=QT_TRANSLATE_NOOP("Command", "See many at once; Return opens, Esc leaves.")),
    )  # fmt: skip

    @property
    def commands(self) -> Functions:
        """Show the grid, or leave it."""
        return {"grid_view": self._toggle}

    def introduce(self) -> None:
        """Leave it when a picture is opened; follow the size that is chosen."""
        page, session = self._window.grid_page, self._session
        self.wire(page, "left", self._leave)
        self.wire(page, "opened", self._leave)
        self.wire(page, "side_chosen", self._set_side)
        self.wire(session, "option_changed", self._show_option)

    def show_state(self) -> None:
        """Have the size that was chosen last."""
        self._show_option("grid_px", self._session.options["grid_px"])

    def take_over(self, before: Self) -> None:
        """Know nothing: another window begins with its panes."""

    def put_away(self) -> None:
        """Leave nothing at work."""

    def _toggle(self) -> None:
        self._show(shown=not self._window.grid_page.isVisible())

    def _leave(self) -> None:
        self._show(shown=False)

    def _show(self, *, shown: bool) -> None:
        self._window.show_grid(shown=shown)
        self._window.commands.set_shown("grid_view", shown)

    def _set_side(self, side_px: int) -> None:
        self._session.set_option("grid_px", side_px)

    def _show_option(self, key: str, value: object) -> None:
        if key == "grid_px" and isinstance(value, int):
            self._window.grid_page.set_side(value)
