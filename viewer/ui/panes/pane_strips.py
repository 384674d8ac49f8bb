"""The levels strips of the heat panes: as many as have room, each fed by its pane's map."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from viewer.ui.panes.colorbar import LevelsStrip
from viewer.ui.panes.heat_layer import HeatLayer


class PaneStrips:
    """Makes, places and feeds the strips of a row of panes."""

    def __init__(self, parent: QWidget, clicked: Callable[[], object]) -> None:
        self.widgets: list[LevelsStrip] = []
        self._parent = parent
        self._clicked = clicked
        self._layers: Sequence[HeatLayer | None] = ()

    def place(self, places: Sequence[QRect]) -> None:
        """Show one strip in each of these places, none where they are empty."""
        places = [place for place in places if not place.isEmpty()]
        while len(self.widgets) > len(places):
            strip = self.widgets.pop()
            strip.hide()
            strip.deleteLater()
        while len(self.widgets) < len(places):
            self.widgets.append(self._make())
        for strip, place in zip(self.widgets, places, strict=True):
            strip.setGeometry(place)
        self.feed(self._layers)

    def feed(self, layers: Sequence[HeatLayer | None]) -> None:
        """Show the values of these maps, in the order of their panes."""
        self._layers = layers
        for strip, layer in zip(self.widgets, layers, strict=False):
            strip.set_layer(layer)

    def _make(self) -> LevelsStrip:
        strip = LevelsStrip(self._parent)
        strip.clicked.connect(self._clicked)
        strip.setVisible(True)
        return strip
