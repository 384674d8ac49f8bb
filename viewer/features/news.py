"""What is new: told once after an update, and whenever it is asked for."""

from __future__ import annotations

from typing import Self

import viewer
from viewer import paths
from viewer.commands import Functions
from viewer.features.feature import Feature
from viewer.ui.looks.language import spoken_language


class NewsFeature(Feature):
    """Remembers the version that was used last."""

    @property
    def commands(self) -> Functions:
        """Show the newest changes."""
        return {"news": self.show}

    def introduce(self) -> None:
        """Wait until the first picture is explained: nothing stands in the way of a start."""
        self.wire(self._session, "explained", self._show_once)

    def take_over(self, before: Self) -> None:
        """Know nothing more: the version is remembered."""

    def put_away(self) -> None:
        """Leave nothing at work."""

    def show(self) -> None:
        """Open the newest part of the changes beside the window, where there are any."""
        from viewer.ui.dialogs.news import NewsDialog, read_news

        told = read_news(paths.changes(spoken_language()))
        if told:
            NewsDialog(told, self._window).show()

    def _show_once(self) -> None:
        """Tell of an update; the first of all versions is no update."""
        store, now = self.house.store, viewer.__version__
        before = store.last_version()
        if before != now:
            store.set_last_version(now)
            if before:
                self.show()
