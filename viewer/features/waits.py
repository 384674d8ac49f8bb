"""What the user waits for: told in the status bar by name and time, and stopped on request."""

from __future__ import annotations

from pathlib import Path
from typing import Self

from viewer.commands import Functions
from viewer.features.activity import Activity
from viewer.features.drops import DropsFeature
from viewer.features.feature import Feature, Features
from viewer.features.folders import FoldersFeature
from viewer.features.looked_as_here import LookedAsHereFeature
from viewer.features.scenes import ScenesFeature
from viewer.features.slideshow import SlideshowFeature
from viewer.features.slow import SlowFeature
from viewer.features.trust import TrustFeature
from viewer.features.window import WindowFeature
from viewer.house import House
from viewer.session.waits import Waits


class WaitsFeature(Feature):
    """Looks at the clock while something is done, and knows all that can be stopped."""

    needs = (
        *(FoldersFeature, SlowFeature, TrustFeature, ScenesFeature, DropsFeature, WindowFeature),
        SlideshowFeature,
        LookedAsHereFeature,
    )

    def __init__(self, house: House, known: Features) -> None:
        super().__init__(house, known)
        self.waits = Waits(house.session, self)
        self._activity = Activity(house.window.status, house.session, self.waits)

    @property
    def commands(self) -> Functions:
        """Stop what runs, else leave the full screen."""
        return {"stop": self._stop}

    def introduce(self) -> None:
        """Follow engine, loader and opener."""
        session, waits, show = self._session, self.waits, self._activity.show
        loader = self.house.loader
        self.wire(session, "updating_changed", waits.set_updating, show)
        self.wire(session, "engine_ready", show)
        self.wire(waits, "changed", show)
        self.wire(waits, "stop_wished", self.house.engine.cancel)
        self.wire(self._window.status, "stop_clicked", self._stop_clicked)
        self.wire(loader, "folder_awaited", self._await_folder)
        self.wire(loader, "picture_awaited", self._await_picture)
        self.wire(self.of(FoldersFeature).opener, "asking_changed", self._await_path)
        self.wire(self.of(ScenesFeature).reopener, "reading_changed", self._await_scene)
        self.wire(self.of(DropsFeature).dropping.errands, "late", self._await_drop)

    def show_state(self) -> None:
        """Say that the engine is starting."""
        self._activity.show()

    def take_over(self, before: Self) -> None:
        """Know nothing yet: the clock starts anew with what the new window asks."""

    def put_away(self) -> None:
        """Look at the clock no more."""
        self.waits.end()

    def _stop(self) -> None:
        stops = (
            self.of(SlideshowFeature).stop,
            self.of(ScenesFeature).stop,
            self.of(SlowFeature).work.stop,
            self.of(TrustFeature).watch.stop,
            self.of(LookedAsHereFeature).stop,
            self.waits.stop,
            self.of(WindowFeature).leave_fullscreen,
        )
        any(stop() for stop in stops)  # the first that has something to stop

    def _stop_clicked(self) -> None:
        self.house.commands.run("stop")

    def _await_folder(self, path: Path | None) -> None:
        self.waits.set_reading("folder", path)

    def _await_picture(self, path: Path | None) -> None:
        self.waits.set_reading("picture", path)

    def _await_path(self, path: Path | None) -> None:
        self.waits.set_reading("path", path)

    def _await_drop(self, late: bool) -> None:
        self.waits.set_reading("drop", self.tr("what was dropped") if late else None)

    def _await_scene(self, what: Path | str | None) -> None:
        self.waits.set_reading("scene", what)
