"""The folder sorted by likeness: all of its pictures are compared in idle time, with a way out."""

from __future__ import annotations

from typing import Self

from viewer.commands import Functions
from viewer.core.asks.target import Target
from viewer.core.errors import UserError
from viewer.core.files.folder import FolderListing
from viewer.features.feature import Feature, Features
from viewer.features.likeness import LikenessFeature
from viewer.features.likeness_tray import KEY as TRAY
from viewer.features.likeness_tray import LikenessTrayFeature
from viewer.features.triage import TriageFeature
from viewer.house import House
from viewer.session.likeness_order import LikenessOrder
from viewer.tasks.likeness_asking import compared_with


class LikenessOrderFeature(Feature):
    """Compares the listed pictures with the one in the tray, else with the present one."""

    needs = (TriageFeature, LikenessFeature, LikenessTrayFeature)

    def __init__(self, house: House, known: Features) -> None:
        super().__init__(house, known)
        self.order = LikenessOrder(self)
        self._wanted = False  # as soon as there is something to compare with

    @property
    def commands(self) -> Functions:
        """Compare all pictures, or stop."""
        return {"sort_alike": lambda: self.sort(wanted=not self.order.running)}

    def introduce(self) -> None:
        """Begin once the model is read before its last layer; end where that ends."""
        order, session = self.order, self._session
        self.wire(session, "target_changed", self._follow)
        self.wire(session, "listing_changed", self._end_elsewhere)
        self.wire(session, "model_changed", self._give_up)
        self.hear_each(order)
        self.wire(order, "scores_wished", self.house.engine.ask)
        self.wire(order, "scored", self.of(TriageFeature).triage.put_alike)
        self.wire(order, "progress_changed", self._show_progress)
        self.wire(self._window.docks, "made", self._meet)

    def take_over(self, before: Self) -> None:
        """Begin anew: what was scored is kept where the folder is judged."""

    def put_away(self) -> None:
        """Ask for no more."""
        self.order.stop()

    def sort(self, *, wanted: bool) -> None:
        """Sort the folder by likeness; without anything to compare with, to the present picture.

        Raises:
            UserError: no folder is open.
        """
        session = self._session
        if not wanted:
            self.order.stop()
            return
        if session.listing is None or session.image is None or session.model is None:
            raise UserError(self.tr("Open a folder and a picture in it first."))
        if self._compares(session.target):
            self._start(session.target)
            return
        self._wanted = True
        self.of(LikenessFeature).compare(session.image.path)

    def _follow(self, target: Target) -> None:
        others = self._compares(target)
        if self._wanted and others:
            self._wanted = False
            self._start(target)
        elif not others:
            self.order.stop()
        if self._window.docks.is_made(TRAY):
            self.of(LikenessTrayFeature).panel.set_orderable(others)

    def _compares(self, target: Target) -> bool:
        """Tell whether a target compares with pictures or texts."""
        reads = self.of(LikenessTrayFeature).reads_texts
        return bool(compared_with(target.name)) or (reads and target.kind == "name")

    def _start(self, target: Target) -> None:
        session = self._session
        if session.listing is None or session.model is None:
            return
        self.of(TriageFeature).triage.begin_alike()
        mode = session.options["input_mode"]
        self.order.start(session.listing.pictures, session.model, target, mode)  # type: ignore[arg-type]

    def _end_elsewhere(self, _listing: FolderListing) -> None:
        self._wanted = False
        self.order.stop()

    def _give_up(self, _model: object) -> None:
        self.order.stop()

    def _show_progress(self, done: int, count: int, running: bool) -> None:
        if self._window.docks.is_made(TRAY):
            self.of(LikenessTrayFeature).panel.set_progress(done, count, running)

    def _meet(self, key: str) -> None:
        """Listen to the tray's button once there is a tray."""
        if key == TRAY:
            panel = self.of(LikenessTrayFeature).panel
            self.wire(panel, "order_wished", self._wish)
            panel.set_orderable(self._compares(self._session.target))

    def _wish(self, wanted: bool) -> None:
        self.sort(wanted=wanted)
