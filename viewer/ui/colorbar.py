"""The levels strip: how often each raw value occurs, above the colours it is painted in."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QColor, QPalette, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from viewer.core.colour_maps import colour_table
from viewer.core.heat import upsample
from viewer.core.heat_style import HeatStyle, opacities
from viewer.ui.heat_layer import HeatLayer
from viewer.ui.reading import readable

_BAR_PX = 8
_BINS = 64
_SAMPLED_PX = 128  # side of the upsampled map that is counted


class LevelsStrip(QWidget):
    """A slim histogram over a colour bar, with the raw values at its two ends."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key: object = None
        self._layer: HeatLayer | None = None
        self._counts = np.zeros(_BINS)
        self._plot = _QuietPlot()
        self._bars = pg.PlotDataItem(stepMode="center", fillLevel=0.0)
        self._plot.box.addItem(self._bars)
        self._colours = pg.ImageItem(axisOrder="row-major")
        self._bar = _QuietPlot()
        self._bar.box.addItem(self._colours)
        self._bar.setFixedHeight(_BAR_PX)
        self._low, self._high = QLabel(), QLabel()
        self._lay_out()
        self.setAccessibleName(self.tr("Levels"))
        self.setToolTip(self.tr("How much of the picture has each raw value (square-root scale)"))
        self._restyle()

    def set_layer(self, layer: HeatLayer | None) -> None:
        """Show the spread of a map's values and the colours they are painted in; None: nothing.

        Opacity alone changes nothing here, so that dragging it stays cheap.
        """
        key = (id(layer), layer.limits, replace(layer.style, opacity=0.0)) if layer else None
        if key is not None and key == self._key:
            return
        self._key, self._layer = key, layer  # the layer is kept, so that its id stays its own
        shown = layer if layer is not None and layer.visible else None
        low, high = shown.limits if shown is not None else (0.0, 0.0)
        self._counts = count_levels(shown.values, low, high) if shown else np.zeros(_BINS)
        self._low.setText(readable(low) if shown else "")
        self._high.setText(readable(high) if shown else "")
        self._bar.setVisible(shown is not None)
        self._show_counts()
        if shown is not None:
            self._paint_colours(shown.style)
        words = self.tr("Raw values from {0} to {1}").format(self._low.text(), self._high.text())
        self.setAccessibleDescription(words if shown else "")

    def changeEvent(self, event: QEvent) -> None:
        """Follow the palette, light or dark."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._restyle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the plots filling the strip."""
        super().resizeEvent(event)
        self._show_counts()

    def _lay_out(self) -> None:
        ends = QHBoxLayout()
        ends.addWidget(self._low)
        ends.addStretch(1)
        ends.addWidget(self._high)
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 4, 2, 0)
        column.setSpacing(2)
        column.addWidget(self._plot, 1)
        column.addWidget(self._bar)
        column.addLayout(ends)

    def _show_counts(self) -> None:
        self._bars.setData(np.linspace(0.0, 1.0, _BINS + 1), np.sqrt(self._counts))
        top = float(np.sqrt(self._counts.max())) or 1.0
        self._plot.box.setRange(QRectF(0.0, 0.0, 1.0, top), padding=0.0)
        self._bar.box.setRange(QRectF(0.0, 0.0, 1.0, 1.0), padding=0.0)

    def _paint_colours(self, style: HeatStyle) -> None:
        """Show the colours with the opacity that each has beside the others."""
        alphas = np.rint(255 * opacities(replace(style, opacity=1.0))).astype(np.uint8)
        colours = np.column_stack([colour_table(style.table_key), alphas])
        self._colours.setImage(colours[np.newaxis], autoLevels=False)
        self._colours.setRect(QRectF(0.0, 0.0, 1.0, 1.0))

    def _restyle(self) -> None:
        text = self.palette().color(QPalette.ColorRole.WindowText)
        fill = QColor(text)
        fill.setAlphaF(0.35)
        self._bars.setPen(pg.mkPen(None))
        self._bars.setBrush(pg.mkBrush(fill))


def count_levels(raw: NDArray[np.float32], low: float, high: float) -> NDArray[np.float64]:
    """Return the share of the upsampled map in each of 64 equal steps; none for a flat map."""
    if not high > low:
        return np.zeros(_BINS)
    values = upsample(np.nan_to_num(raw), (_SAMPLED_PX, _SAMPLED_PX))
    counts, _ = np.histogram(np.clip(values, low, high), bins=_BINS, range=(low, high))
    return counts / counts.sum()


class _QuietPlot(pg.GraphicsView):
    """A plot that only shows: no mouse, no menu, no ground, no axes (which take long to make)."""

    def __init__(self) -> None:
        super().__init__()
        self.box = pg.ViewBox(enableMouse=False, enableMenu=False)
        self.box.disableAutoRange()
        self.setCentralItem(self.box)
        self.setBackground(None)
        self.setCacheMode(pg.GraphicsView.CacheModeFlag.CacheNone)  # the window's colour may change
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setMinimumHeight(_BAR_PX)
