"""What is dropped on the window or pasted: looked at, asked about, and then opened."""

from __future__ import annotations

from typing import Self

from viewer.commands import Functions
from viewer.features.dropping import Dropping
from viewer.features.feature import Feature, Features
from viewer.features.scenes import ScenesFeature
from viewer.features.setups import SetupsFeature
from viewer.house import House


class DropsFeature(Feature):
    """Owns what looks into things that come from other programs."""

    needs = (SetupsFeature, ScenesFeature)

    def __init__(self, house: House, known: Features) -> None:
        super().__init__(house, known)
        self.dropping = Dropping(house.window, self.of(SetupsFeature).setups)

    @property
    def commands(self) -> Functions:
        """Take what is on the clipboard."""
        return {"paste": self.dropping.paste}

    def introduce(self) -> None:
        """Take what comes, and open what it means."""
        dropping, window = self.dropping, self._window
        self.wire(window, "paths_dropped", dropping.take_paths)
        self.wire(window, "data_dropped", dropping.take)
        self.wire(dropping, "paths_ready", self.of(ScenesFeature).take_dropped)
        self.wire(dropping, "failed", window.notices.show_error)

    def take_over(self, before: Self) -> None:
        """Know nothing more: what was being looked at is dropped again."""

    def put_away(self) -> None:
        """Wait for nothing that is being read or downloaded."""
        self.dropping.errands.shut_down()
