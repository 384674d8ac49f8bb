"""The levels strip: how often each raw value occurs, above the colours it is painted in."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from viewer.core.late_numpy import np
from viewer.core.pictures.histogram import Counts, count_values
from viewer.ui.looks.design import HALF_PX, TIGHT_PX
from viewer.ui.looks.plain_text import PlainLabel, tip
from viewer.ui.panes.heat_layer import HeatLayer
from viewer.ui.window.reading import readable

_BAR_PX = 8
_FILL = 0.35  # opacity of the histogram


class LevelsStrip(QWidget):
    """A slim histogram over a colour bar, with the raw values at its two ends.

    Attributes:
        clicked: the user wants to see more of it.
    """

    clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key: object = None
        self._layer: HeatLayer | None = None
        self._counts: Counts | None = None  # of what is shown
        self._plot, self._bar = _Histogram(), _ColourBar()
        self._low, self._high = PlainLabel(), PlainLabel()
        self._lay_out()
        self.setAccessibleName(self.tr("Levels"))
        about = self.tr("How much of the picture has each raw value (square-root scale)")
        more = self.tr("A click shows it large, to set the scale by hand (H).")
        self.setToolTip(tip(f"{about}\n{more}"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)

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
        self._counts = count_values(shown.values, low, high) if shown else None
        self._low.setText(readable(low) if shown else "")
        self._high.setText(readable(high) if shown else "")
        self._plot.set_counts(self._counts)
        self._bar.set_colours(shown.colours() if shown is not None else None)
        words = self.tr("Raw values from {0} to {1}").format(self._low.text(), self._high.text())
        self.setAccessibleDescription(words if shown else "")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Take a click with the left button."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(
            event.position().toPoint()
        ):
            self.clicked.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the palette, light or dark."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.update()

    def _lay_out(self) -> None:
        ends = QHBoxLayout()
        ends.addWidget(self._low)
        ends.addStretch(1)
        ends.addWidget(self._high)
        column = QVBoxLayout(self)
        column.setContentsMargins(TIGHT_PX, HALF_PX, TIGHT_PX, 0)
        column.setSpacing(TIGHT_PX)
        column.addWidget(self._plot, 1)
        column.addWidget(self._bar)
        column.addLayout(ends)


class _Histogram(QWidget):
    """Bars without gaps, as high as the square root of their counts."""

    def __init__(self) -> None:
        super().__init__()
        self._heights: Counts | None = None  # 0..1

    def set_counts(self, counts: Counts | None) -> None:
        """Show these counts, the highest one over the whole height; None: nothing."""
        self._heights = None
        if counts is not None and counts.any():
            self._heights = np.sqrt(counts / counts.max())
        self.update()

    def sizeHint(self) -> QSize:
        """Take what room there is."""
        return QSize(_BAR_PX, _BAR_PX)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint each bar from one whole device pixel to the next, so that none overlap."""
        if self._heights is None:
            return
        painter, ratio = QPainter(self), self.devicePixelRatioF()
        painter.scale(1 / ratio, 1 / ratio)
        width, height = round(self.width() * ratio), round(self.height() * ratio)
        fill = QColor(self.palette().color(QPalette.ColorRole.WindowText))
        fill.setAlphaF(_FILL)
        edges = np.rint(np.linspace(0, width, len(self._heights) + 1)).astype(int).tolist()
        tall = np.rint(self._heights * height).astype(int).tolist()
        for number, high in enumerate(tall):
            bar = QRect(edges[number], height - high, edges[number + 1] - edges[number], high)
            painter.fillRect(bar, fill)


class _ColourBar(QWidget):
    """A map's colours from the first to the last, each with its own opacity."""

    def __init__(self) -> None:
        super().__init__()
        self._colours: QImage | None = None
        self.setFixedHeight(_BAR_PX)

    def set_colours(self, colours: QImage | None) -> None:
        """Show one row of pixels over the whole width; None: nothing."""
        self._colours = colours
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the row; nothing is smoothed, so that a threshold has a sharp edge."""
        if self._colours is not None:
            QPainter(self).drawImage(QRectF(self.rect()), self._colours)
