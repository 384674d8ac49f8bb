"""Parts: what the explanation of the pane clicked last is made of, asked for while it is shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Self, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from viewer.commands import Functions
from viewer.features.feature import Feature, Features
from viewer.house import House
from viewer.session.parts_watch import PartsWatch
from viewer.work.loader import LoadedPicture

if TYPE_CHECKING:
    from viewer.ui.panels.parts import PartsPanel

KEY = "parts"


class PartsFeature(Feature):
    """Owns the panel, and asks for what it shows after the panes have theirs."""

    def __init__(self, house: House, known: Features) -> None:
        super().__init__(house, known)
        self.watch = PartsWatch(self)
        self._levels: Sequence[QImage] = ()  # of the present picture
        edge = Qt.DockWidgetArea.RightDockWidgetArea
        house.window.docks.add(KEY, self.tr("Parts"), self._make_panel, edge)

    @property
    def panel(self) -> PartsPanel:
        """The panel, which is made when it is first asked for."""
        return cast("PartsPanel", self._window.docks.panel(KEY))

    @property
    def commands(self) -> Functions:
        """Show and hide the panel."""
        return {KEY: lambda: self._window.docks.toggle(KEY)}

    def introduce(self) -> None:
        """Follow what the panes explain, and which of them is clicked."""
        watch = self.watch
        self.wire(self._session, "request_issued", watch.set_request)
        self.hear_each(watch)
        self.wire(watch, "wished", self.house.engine.ask)
        self.wire(self.house.loader, "picture_loaded", self._set_picture)
        self.wire(self._window.pane_row.comparing, "pane_looked_at", self._look_at)
        self.wire(self._window.docks, "shown_changed", self._watch)

    def take_over(self, before: Self) -> None:
        """Know nothing yet: the next request brings the parts."""

    def put_away(self) -> None:
        """Leave nothing at work: the engine's answers are not waited for."""

    def show_head(self, block: int, head: int) -> None:
        """Show what tokens look at in one head of a block, both counted from 0."""
        self.panel.show_head(head)
        self.watch.set_block(block)
        if not self._window.docks.is_shown(KEY):
            self._window.docks.toggle(KEY)

    def _make_panel(self) -> PartsPanel:
        from viewer.ui.panels.parts import PartsPanel

        watch, panel = self.watch, PartsPanel(self._window)
        self.wire(watch, "parts_changed", panel.show_parts)
        self.wire(panel, "part_chosen", watch.set_part)
        self.wire(panel, "count_chosen", watch.set_count)
        self.wire(panel, "block_chosen", watch.set_block)
        panel.set_picture(self._levels)
        return panel

    def _set_picture(self, loaded: LoadedPicture) -> None:
        self._levels = loaded.levels
        if self._window.docks.is_made(KEY):
            self.panel.set_picture(loaded.levels)

    def _look_at(self, pane: int) -> None:
        self.watch.set_pane(pane - 1)  # the first shows the original

    def _watch(self, key: str, shown: bool) -> None:
        if key == KEY:
            self.watch.set_watched(shown)
