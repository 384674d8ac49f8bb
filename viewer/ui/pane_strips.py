"""The levels strips of the heat panes: as many as have room, each fed by its pane's map."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QTimer
from PySide6.QtWidgets import QWidget

from viewer.ui.heat_layer import HeatLayer

if TYPE_CHECKING:
    from viewer.ui.colorbar import LevelsStrip


class PaneStrips:
    """Makes and places strips once they are wanted: pyqtgraph takes some 200 ms to import.

    A strip takes some 20 ms to make, so each is made in a turn of the event loop of its own.
    """

    def __init__(self, parent: QWidget) -> None:
        self.widgets: list[LevelsStrip] = []
        self.wanted = False
        self._parent = parent
        self._places: list[QRect] = []
        self._layers: Sequence[HeatLayer | None] = ()
        self._next = QTimer(parent, singleShot=True, interval=0)
        self._next.timeout.connect(self._make)

    def place(self, places: Sequence[QRect]) -> None:
        """Show one strip in each of these places, none where they are empty."""
        if not self.wanted:
            return
        self._places = [place for place in places if not place.isEmpty()]
        while len(self.widgets) > len(self._places):
            strip = self.widgets.pop()
            strip.hide()
            strip.deleteLater()
        for strip, place in zip(self.widgets, self._places, strict=False):
            strip.setGeometry(place)
        if len(self.widgets) < len(self._places):
            self._next.start()

    def feed(self, layers: Sequence[HeatLayer | None]) -> None:
        """Show the values of these maps, in the order of their panes."""
        self._layers = layers
        for strip, layer in zip(self.widgets, layers, strict=False):
            strip.set_layer(layer)

    def _make(self) -> None:
        """Make the next strip that is missing."""
        from viewer.ui.colorbar import LevelsStrip  # noqa: PLC0415 - after the first paint

        number = len(self.widgets)
        if number >= len(self._places):
            return
        strip = LevelsStrip(self._parent)
        self.widgets.append(strip)
        strip.setGeometry(self._places[number])
        if number < len(self._layers):
            strip.set_layer(self._layers[number])
        strip.setVisible(True)
        if number + 1 < len(self._places):
            self._next.start()
