"""The layer strip: the maps of all blocks, asked for while the strip is shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Self, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from viewer.commands import Functions
from viewer.core.maps.heat_style import STYLE_OPTIONS, style_of
from viewer.features.feature import Feature, Features
from viewer.features.parts import PartsFeature
from viewer.house import House
from viewer.session.layer_watch import LayerWatch
from viewer.work.loader import LoadedPicture

if TYPE_CHECKING:
    from viewer.ui.panels.layer_strip import LayerStrip

KEY = "layer_strip"


class LayerStripFeature(Feature):
    """Owns the strip, and asks for its maps after the panes have theirs."""

    needs = (PartsFeature,)

    def __init__(self, house: House, known: Features) -> None:
        super().__init__(house, known)
        self._layers = LayerWatch(self)
        self._levels: Sequence[QImage] = ()  # of the present picture
        edge = Qt.DockWidgetArea.BottomDockWidgetArea
        house.window.docks.add(KEY, self.tr("Layer strip"), self._make_strip, edge)

    @property
    def strip(self) -> LayerStrip:
        """The strip, which is made when it is first asked for."""
        return cast("LayerStrip", self._window.docks.panel(KEY))

    @property
    def commands(self) -> Functions:
        """Show and hide the strip."""
        return {KEY: lambda: self._window.docks.toggle(KEY)}

    def introduce(self) -> None:
        """Follow what the panes explain."""
        session, layers = self._session, self._layers
        self.wire(session, "engine_ready", self._set_methods)
        self.wire(session, "request_issued", layers.set_request)
        self.wire(session, "option_changed", self._set_style)
        self.hear_each(layers)
        self.wire(layers, "layers_wished", self.house.engine.ask)
        self.wire(self.house.loader, "picture_loaded", self._set_picture)
        self.wire(self._window.docks, "shown_changed", self._watch)

    def take_over(self, before: Self) -> None:
        """Know nothing yet: the next request brings the maps."""

    def put_away(self) -> None:
        """Leave nothing at work: the engine's answers are not waited for."""

    def _make_strip(self) -> LayerStrip:
        """Make the strip; a click on a block explains there, on a head shows what it looks at."""
        from viewer.ui.panels.layer_strip import LayerStrip

        session, strip = self._session, LayerStrip(self._window)
        self.wire(session, "layer_changed", strip.set_layer)
        self.wire(self._layers, "maps_changed", strip.set_maps)
        self.wire(strip, "layer_chosen", session.set_layer)
        self.wire(strip, "head_chosen", self.of(PartsFeature).show_head)
        strip.set_layer(session.layer)
        strip.set_style(style_of(session.options))
        strip.set_picture(self._levels)
        return strip

    def _set_methods(self) -> None:
        self._layers.set_methods(self._session.pane_list.methods)

    def _set_style(self, key: str) -> None:
        if key in STYLE_OPTIONS and self._window.docks.is_made(KEY):
            self.strip.set_style(style_of(self._session.options))

    def _set_picture(self, loaded: LoadedPicture) -> None:
        self._levels = loaded.levels
        if self._window.docks.is_made(KEY):
            self.strip.set_picture(loaded.levels)

    def _watch(self, key: str, shown: bool) -> None:
        if key == KEY:
            self._layers.set_watched(shown)
