"""Pictures where the model looked as here: of the results that are open, or of the folder."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Self

from PySide6.QtCore import QTimer

from viewer.commands import Functions
from viewer.core.asks.records import HeatMap
from viewer.core.asks.requests import ExplainRequest
from viewer.core.errors import UserError
from viewer.core.maps.arrays import Floats
from viewer.features.feature import Feature, Features
from viewer.features.figures import FiguresFeature
from viewer.features.folder_whole import FolderWholeFeature
from viewer.features.folders import FoldersFeature
from viewer.features.results import ResultsFeature
from viewer.house import House
from viewer.work.errands import Errands
from viewer.work.figures import FigureOrder

if TYPE_CHECKING:
    from viewer.results.nearest import PicturesAlike

JOB = "looked_as_here"  # our name among those that explanations are gathered for


class LookedAsHereFeature(Feature):
    """Holds the map of the active pane against those of other pictures, and shows the nearest.

    Results that are open are looked through where they have maps by the same method at the same
    layer. Where they have none, the pictures of the folder are explained beside the window, as
    this one is.
    """

    needs = (FoldersFeature, ResultsFeature, FolderWholeFeature, FiguresFeature)

    def __init__(self, house: House, known: Features) -> None:
        super().__init__(house, known)
        self._way: tuple[object, ...] = ()  # how pictures are explained in the window
        self._pane = 0
        self._waiting: list[Path] = []  # pictures of the folder that are not explained yet
        self._alike: PicturesAlike | None = None  # among those that are; None: nobody looks
        self._total = 0
        self._reading = Errands(self)

    @property
    def commands(self) -> Functions:
        """Look for pictures, or stop looking."""
        return {"looked_as_here": self._begin}

    def introduce(self) -> None:
        """Follow what is wished, and whether other maps are asked for meanwhile."""
        self.wire(self.of(FolderWholeFeature), "alike_wished", self._begin)
        self.wire(self._reading, "failed", self._window.notices.show_error)
        self.wire(self._session, "request_issued", self._note_request)
        self.wire(self._session, "model_changed", self._forget)

    def take_over(self, before: Self) -> None:
        """Know nothing: what was looked for is looked for again if it is wished."""

    def put_away(self) -> None:
        """Look no further."""
        self._forget()
        self._reading.shut_down()

    def stop(self) -> bool:
        """Look no further, and show what was found; tell whether anything was looked for."""
        if self._alike is None:
            return False
        alike = self._alike
        self._forget()
        self._show(alike)
        return True

    def _begin(self) -> None:
        if self.stop():
            return
        heat, table = self._heat(), self.of(ResultsFeature).table
        if heat is None:
            words = self.tr("There is no map yet that others could be held against.")
            self._window.notices.show_notice(words, "", "info")
        elif table is None:
            self._look_at_folder(heat)
        else:
            from viewer.results.nearest import alike_in

            store, values, way = table.store, placed(heat), (heat.method, heat.layer)
            self._reading.start(
                lambda cancelled: alike_in(store, values, way, cancelled),
                partial(self._show_results, heat),
            )

    def _heat(self) -> HeatMap | None:
        """Return the map of the active pane; of the first one, where the picture is active."""
        explanation = self._session.explanation
        if explanation is None or not explanation.maps:
            return None
        active = self._window.pane_row.comparing.active() - 1
        mine = [heat for heat in explanation.maps if heat.pane == active]
        return mine[0] if mine else explanation.maps[0]

    def _show_results(self, heat: HeatMap, alike: PicturesAlike) -> None:
        if alike.count:
            self._show(alike)
        else:
            self._look_at_folder(heat)

    def _look_at_folder(self, heat: HeatMap) -> None:
        """Explain the pictures of the folder one after the other, as this one is explained."""
        from viewer.results.nearest import PicturesAlike

        listing = self._session.listing
        if listing is None:
            return
        self._alike, self._pane = PicturesAlike(placed(heat)), heat.pane
        self._alike.put(heat.image.path, self._alike.values)
        self._waiting = [path for path in listing.pictures if path != heat.image.path]
        self._total = len(self._waiting)
        self._go_on()

    def _go_on(self, _error: UserError | None = None) -> None:
        """Explain the next picture, also behind one that could not be; show what was found."""
        if not self._waiting:
            self.stop()
            return
        from viewer.figure.style import FigureStyle

        told = self.tr("Looking where the model looks: {done} of {total} pictures…")
        done, total = f"{self._total - len(self._waiting):,}", f"{self._total:,}"
        hint = self.tr("Esc shows what was found so far.")
        self._window.notices.show_notice(told.format(done=done, total=total), hint, "info")
        # The maps of all panes, as the window asks for them: what it has shown is not made again.
        picture, style = self._waiting.pop(0), FigureStyle(kind="row")
        desk = self.of(FiguresFeature).desk
        desk.gather(style, (picture,), (), self._take, name=JOB, fail=self._go_on)

    def _take(self, order: FigureOrder) -> None:
        if self._alike is None:
            return
        for explanation in order.explanations:
            for heat in explanation.maps:
                if heat.pane == self._pane:
                    self._alike.put(heat.image.path, placed(heat))
        QTimer.singleShot(0, self, self._go_on)  # the desk is still at work

    def _note_request(self, request: ExplainRequest) -> None:
        """Look no further when other maps are asked for: they cannot be held against this one."""
        way = request.target, request.panes, request.input_mode
        if way != self._way:
            self._forget()
        self._way = way

    def _forget(self, _model: object = None) -> None:
        if self._alike is not None:
            self._waiting, self._alike = [], None
            self.of(FiguresFeature).desk.drop(JOB)

    def _show(self, alike: PicturesAlike) -> None:
        found = alike.nearest
        if len(found) < 2:
            words = self.tr("In no other of {total} pictures has the model looked as here.")
            words = words.format(total=f"{alike.count:,}")
            self._window.notices.show_notice(words, "", "info")
            return
        self.of(FoldersFeature).opener.open(found)
        words = self.tr("In {count} of {total} pictures the model looked as here.")
        words = words.format(count=f"{len(found):,}", total=f"{alike.count:,}")
        hint = self.tr(
            "At least half of their map lies where it does here; the nearest come first."
        )
        self._window.notices.show_notice(words, hint, "info")


def placed(heat: HeatMap) -> Floats:
    """Return a map as others are held against it: over the picture, of sum 1."""
    from viewer.results.clusters import on_picture

    return on_picture(heat.raw, heat.geometry.box, heat.geometry.original)
