"""The layer strip: the maps of all blocks, asked for while the strip is shown."""

from __future__ import annotations

from typing import Self

from PySide6.QtCore import Qt

from viewer.commands import Functions
from viewer.core.maps.heat_style import STYLE_OPTIONS, style_of
from viewer.features.feature import Feature, Features
from viewer.house import House
from viewer.session.layer_watch import LayerWatch
from viewer.ui.panels.layer_strip import LayerStrip
from viewer.work.loader import LoadedPicture

KEY = "layer_strip"


class LayerStripFeature(Feature):
    """Owns the strip, and asks for its maps after the panes have theirs."""

    def __init__(self, house: House, known: Features) -> None:
        super().__init__(house, known)
        self.strip, self._layers = LayerStrip(house.window), LayerWatch(self)
        edge = Qt.DockWidgetArea.BottomDockWidgetArea
        house.window.docks.add(KEY, self.tr("Layer strip"), self.strip, edge)

    @property
    def commands(self) -> Functions:
        """Show and hide the strip."""
        return {KEY: lambda: self._window.docks.toggle(KEY)}

    def introduce(self) -> None:
        """Follow what the panes explain; a click on a block explains there."""
        session, layers, strip = self._session, self._layers, self.strip
        self.wire(session, "engine_ready", self._set_methods)
        self.wire(session, "request_issued", layers.set_request)
        self.wire(session, "layer_changed", strip.set_layer)
        self.wire(session, "option_changed", self._set_style)
        self.hear_each(layers)
        self.wire(layers, "layers_wished", self.house.engine.ask)
        self.wire(layers, "maps_changed", strip.set_maps)
        self.wire(strip, "layer_chosen", session.set_layer)
        self.wire(self.house.loader, "picture_loaded", self._set_picture)
        self.wire(self._window.docks, "shown_changed", self._watch)

    def show_state(self) -> None:
        """Paint maps as the options say."""
        self.strip.set_style(style_of(self._session.options))

    def take_over(self, before: Self) -> None:
        """Know nothing yet: the next request brings the maps."""

    def put_away(self) -> None:
        """Leave nothing at work: the engine's answers are not waited for."""

    def _set_methods(self) -> None:
        self._layers.set_methods(self._session.pane_list.methods)

    def _set_style(self, key: str) -> None:
        if key in STYLE_OPTIONS:
            self.show_state()

    def _set_picture(self, loaded: LoadedPicture) -> None:
        self.strip.set_picture(loaded.levels)

    def _watch(self, key: str, shown: bool) -> None:
        if key == KEY:
            self._layers.set_watched(shown)
