"""Maps as points, one colour a cluster: a click on a point wishes for its picture."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QWidget

from viewer.core.maps.arrays import Floats

# Okabe and Ito, Color Universal Design (2008): told apart by all eyes.
COLOURS = ("#E69F00", "#56B4E9", "#009E73", "#D55E00", "#CC79A7", "#0072B2", "#F0E442", "#999999")
POINT_PX = 7
PIECE = 10_000  # points that are added at once: some 25 ms of the processor
CHOSEN, OTHERS, FEW = 230, 70, 170  # opacity of 255; the last one where none is chosen


class MapScatter(pg.PlotWidget):
    """Draws the points of a cluster at once, so that a hundred thousand can be moved about."""

    point_wished = Signal(int)  # which of the maps

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[tuple[int, pg.ScatterPlotItem]] = []  # cluster, its points; -1: none
        self._waiting: list[tuple[int, NDArray[np.intp]]] = []  # points that are not drawn yet
        self._places: Floats = np.zeros((0, 2), np.float32)
        self._chosen = -1
        self.setAccessibleName(self.tr("Maps as points: what looks alike lies together"))
        self.setMenuEnabled(False)
        self.hideAxis("left")
        self.hideAxis("bottom")
        self.setMinimumWidth(160)
        self._repaint()

    def set_points(self, places: Floats, clusters: list[NDArray[np.intp]]) -> None:
        """Show a point for each map.

        Args:
            places: (maps, 2) float32.
            clusters: the maps of each; those in none are drawn in grey.
        """
        for _, item in self._items:
            self.removeItem(item)
        inside = np.zeros(len(places), bool)
        for members in clusters:
            inside[members] = True
        rest = np.flatnonzero(~inside)
        groups = [(-1, rest), *enumerate(clusters)] if len(rest) else [*enumerate(clusters)]
        self._items, self._chosen, self._places = [], -1, places
        self._waiting = [
            (number, which[first : first + PIECE])
            for number, which in groups
            for first in range(0, max(len(which), 1), PIECE)
        ]
        self._add_more()

    def _add_more(self) -> None:
        """Add points, PIECE at a time: more would hold the window up."""
        added = 0
        while self._waiting and (not added or added + len(self._waiting[0][1]) <= PIECE):
            number, which = self._waiting.pop(0)
            item = self._make(self._places[which], which, self._colour(number))
            self._items.append((number, item))
            added += len(which)
        self._repaint()
        self.autoRange()
        if self._waiting:
            QTimer.singleShot(0, self, self._add_more)

    def choose(self, cluster: int) -> None:
        """Let the points of one cluster stand out; -1: those of none."""
        self._chosen = cluster
        self._repaint()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the palette, light or dark."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_items"):
            for number, item in self._items:
                if number < 0:
                    item.setBrush(pg.mkBrush(self._colour(number)))
            self._repaint()

    def _make(self, places: Floats, which: NDArray[np.intp], colour: QColor) -> pg.ScatterPlotItem:
        brush = pg.mkBrush(colour)
        x, y = places[:, 0], places[:, 1]
        item = pg.ScatterPlotItem(x=x, y=y, data=which, size=POINT_PX, pen=None, brush=brush)
        item.sigClicked.connect(self._click)
        self.addItem(item)
        return item

    def _repaint(self) -> None:
        """Let points stand out by their item's opacity: a brush is made anew for each of them."""
        self.setBackground(self.palette().color(QPalette.ColorRole.Base))
        for number, item in self._items:
            alike = CHOSEN if number == self._chosen else OTHERS
            item.setOpacity((alike if self._chosen >= 0 else FEW) / 255)
            item.setZValue(10 if number == self._chosen else 0)

    def _colour(self, number: int) -> QColor:
        grey = self.palette().color(QPalette.ColorRole.PlaceholderText)
        return QColor(grey.rgb()) if number < 0 else cluster_colour(number)

    def _click(self, _item: object, points: Any, _event: object = None) -> None:
        if len(points):
            self.point_wished.emit(int(points[0].data()))


def cluster_colour(number: int) -> QColor:
    """Return the colour of a cluster, by its place in the list."""
    return QColor(COLOURS[number % len(COLOURS)])
