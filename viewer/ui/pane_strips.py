"""The levels strips of the heat panes: as many as have room, each fed by its pane's map."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from viewer.ui.heat_layer import HeatLayer

if TYPE_CHECKING:
    from viewer.ui.colorbar import LevelsStrip


class PaneStrips:
    """Makes and places strips once they are wanted: pyqtgraph takes some 200 ms to import."""

    def __init__(self, parent: QWidget) -> None:
        self.widgets: list[LevelsStrip] = []
        self.wanted = False
        self._parent = parent

    def place(self, places: Sequence[QRect]) -> None:
        """Show one strip in each of these places, none where they are empty."""
        if not self.wanted:
            return
        places = [place for place in places if not place.isEmpty()]
        self._set_count(len(places))
        for strip, place in zip(self.widgets, places, strict=True):
            strip.setGeometry(place)

    def feed(self, layers: Sequence[HeatLayer | None]) -> None:
        """Show the values of these maps, in the order of their panes."""
        for strip, layer in zip(self.widgets, layers, strict=False):
            strip.set_layer(layer)

    def _set_count(self, count: int) -> None:
        from viewer.ui.colorbar import LevelsStrip  # noqa: PLC0415 - after the first paint

        while len(self.widgets) > count:
            strip = self.widgets.pop()
            strip.hide()
            strip.deleteLater()
        while len(self.widgets) < count:
            self.widgets.append(LevelsStrip(self._parent))
            self.widgets[-1].setVisible(True)
