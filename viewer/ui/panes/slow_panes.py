"""What panes say while a slow method runs: how long it will take, then its map as it refines."""

from __future__ import annotations

from PySide6.QtCore import QObject

from viewer.core.asks.messages import Progress
from viewer.ui.panes.pane_row import PaneRow

MINUTE_S = 60


class SlowPanes(QObject):
    """Puts progress records on the heat panes."""

    def __init__(self, panes: PaneRow) -> None:
        super().__init__(panes)
        self._panes = panes

    def show_progress(self, progress: Progress) -> None:
        """Say how long it will take, or show the map so far under how much of it is done."""
        method = progress.row.title
        remaining = self._duration(progress.remaining_s)
        if progress.heat is None:
            headline = self.tr("{method} takes about {time}.")
            hint = self.tr("Press Esc to stop it, or choose anything else.")
            self._panes.set_heat(progress.pane, None)
            self._panes.set_title(progress.pane, method)
            self._panes.set_message(
                progress.pane, headline.format(method=method, time=remaining), hint
            )
            return
        title = self.tr("{method} · {percent} % · {time} left")
        percent = 100 * progress.done // max(1, progress.total)
        self._panes.set_title(
            progress.pane, title.format(method=method, percent=percent, time=remaining)
        )
        self._panes.set_heat(progress.pane, progress.heat)

    def _duration(self, seconds: float) -> str:
        if seconds < MINUTE_S:
            return self.tr("{seconds} s").format(seconds=max(1, round(seconds)))
        return self.tr("{minutes} min").format(minutes=round(seconds / MINUTE_S))
