"""The handle of a curve: the original pane shows the picture as the model was shown it there."""

from __future__ import annotations

from typing import Self

import numpy as np

from viewer.commands import Functions
from viewer.features.feature import Feature, Features
from viewer.features.trust import KEY, TrustFeature
from viewer.house import House
from viewer.ui.looks.language import class_word
from viewer.ui.panes.part_layer import PartLayer
from viewer.work.loader import LoadedPicture


class TrustHandleFeature(Feature):
    """Shows what is left of the picture at the point where the handle stands."""

    needs = (TrustFeature,)

    def __init__(self, house: House, known: Features) -> None:
        super().__init__(house, known)
        self._loaded: LoadedPicture | None = None
        self._trust = self.of(TrustFeature)
        self.layer = PartLayer(house.window.pane_row.panes[0])

    @property
    def commands(self) -> Functions:
        """None: the handle is in the panel."""
        return {}

    def introduce(self) -> None:
        """Follow the handle, and the picture that is shown."""
        self.wire(self._window.docks, "made", self._follow)
        self.wire(self._session, "image_changed", self._forget)
        self.wire(self._session, "request_issued", self._put_back)
        self.wire(self.house.loader, "picture_loaded", self._note_picture)
        self.wire(self._window.docks, "shown_changed", self._put_back)

    def take_over(self, before: Self) -> None:
        """Know the picture that is shown; the handle begins anew."""
        self._loaded = before._loaded

    def put_away(self) -> None:
        """Leave nothing at work."""

    def _follow(self, key: str) -> None:
        """Follow the handle from when there is one."""
        if key == KEY:
            self.wire(self._trust.panel.plot, "share_chosen", self._show)

    def _forget(self) -> None:
        self._loaded = None
        self._put_back()

    def _put_back(self, *_what: object) -> None:
        """Show the whole picture again."""
        if self._window.docks.is_made(KEY):
            self._trust.panel.plot.move_handle(0)
        self.layer.hide()

    def _note_picture(self, loaded: LoadedPicture) -> None:
        if loaded.ref == self._session.image:
            self._loaded = loaded

    def _show(self, point: int) -> None:
        from viewer.core.models.model_input import model_pixels, seen_picture
        from viewer.measures.part_picture import WAYS, part_picture

        told, model, loaded = self._trust.panel.chosen, self._session.model, self._loaded
        heat = self._trust.watch.card.heat
        if not point or told is None or told.reading is None or model is None or loaded is None:
            self.layer.hide()
            return
        if heat is None or loaded.rgb.shape[1::-1] != heat.geometry.original:
            return
        share, value = told.reading.curve[point]
        pixels = model_pixels(loaded.rgb, heat.geometry, model.rule)
        part = np.round(part_picture(told.row.key, pixels, heat.raw, share)).astype(np.uint8)
        words = self.tr("{share} put in · {title} {value}")
        if not WAYS[told.row.key].puts_in:
            words = self.tr("{share} taken away · {title} {value}")
        said = words.format(
            share=f"{share:.0%}", title=class_word(heat.resolved.title), value=f"{value:.2f}"
        )
        self.layer.show_part(seen_picture(part, model.rule), heat.geometry.box, said)
