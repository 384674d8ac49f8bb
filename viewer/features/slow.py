"""Methods that take long: the panes show how far they are, and they can be stopped."""

from __future__ import annotations

from typing import Self

from viewer.features.feature import Feature, Features
from viewer.house import House
from viewer.session.slow_work import SlowWork


class SlowFeature(Feature):
    """Knows whether a slow method runs for what was asked last."""

    def __init__(self, house: House, known: Features) -> None:
        super().__init__(house, known)
        self.work = SlowWork(self)

    def introduce(self) -> None:
        """Follow the newest request."""
        self.wire(self._session, "request_issued", self.work.set_request)
        self.hear_each(self.work)
        self.wire(self.work, "progressed", self._window.slow_panes.show_progress)
        self.wire(self.work, "stop_wished", self.house.engine.cancel)

    def take_over(self, before: Self) -> None:
        """Know nothing yet: the new window asks anew."""

    def put_away(self) -> None:
        """Leave the engine at work: its answers are late for the next window."""
