"""How often each raw value occurs in the maps that are shown, and one scale set by hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, cast

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from viewer.core.maps.heat_limits import joint_limits
from viewer.core.maps.heat_style import Limits
from viewer.core.pictures.histogram import STEPS, count_values
from viewer.core.tables.options import OptionValue
from viewer.ui.bar.value_box import ValueBox
from viewer.ui.looks.plain_text import PlainLabel, as_html, row_text
from viewer.ui.panes.heat_layer import HeatLayer

# Okabe and Ito, Color Universal Design (2008), without black: told apart by all eyes.
_COLOURS = ("#E69F00", "#56B4E9", "#009E73", "#D55E00", "#CC79A7", "#0072B2", "#F0E442")
_FILL, _REGION = 40, 45  # opacity of 255
_STEP_SHARE = 50  # a click on an arrow moves an end by this part of the range
_MOST_NAMED = 6  # curves that the legend has room for
_BOX_PX = 130
_MARGIN = 0.04  # of the range, at each side of the plot


class LevelsDialog(QDialog):
    """Stands beside the window and follows its maps; the two ends of the scale can be dragged.

    Attributes:
        option_chosen: another scale: key and value of an option.
    """

    option_chosen = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Histogram"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._known: list[tuple[str, HeatLayer]] = []
        self._shown: list[tuple[str, np.ndarray]] = []
        self.curves: list[pg.PlotCurveItem] = []
        self.plot = _make_plot()
        self.plot.setAccessibleName(self.tr("How much of the picture has each raw value"))
        self.legend = self.plot.addLegend(offset=(-30, 8))
        self.region = pg.LinearRegionItem(swapMode="block")
        self.region.setZValue(10)
        self.region.setVisible(False)
        self.region.movable = False  # as a whole: at first it is all there is to see
        self.plot.addItem(self.region)
        self.low, self.high, self.map_box = ValueBox(self), ValueBox(self), QComboBox(self)
        self._lay_out()
        self._name_maps(())
        self.map_box.activated.connect(self._show)
        self._repaint()
        self.region.sigRegionChanged.connect(self._take_region)
        for box in (self.low, self.high):
            box.setKeyboardTracking(False)
            box.setMinimumWidth(_BOX_PX)
            box.setRange(-1e9, 1e9)
            box.valueChanged.connect(self._take_boxes)
        self.resize(620, 380)

    def set_layers(self, layers: Sequence[tuple[str, HeatLayer | None]]) -> None:
        """Show the values of these maps, each under its title, and the scale they are painted on.

        What has no contrast is left out. The plot keeps its range while the scale is dragged.
        """
        self._known = [(title, layer) for title, layer in layers if layer and layer.visible]
        self._name_maps([title for title, _ in self._known])
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the palette, light or dark."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "low"):
            self._repaint()

    def _lay_out(self) -> None:
        text = PlainLabel(
            self.tr("Drag the two lines: all maps then share this scale, as raw values."),
            wordWrap=True,
        )
        text.setProperty("role", "quiet")
        ends = QHBoxLayout()
        for name, box in ((self.tr("From"), self.low), (self.tr("To"), self.high)):
            form = QFormLayout()
            form.addRow(name, box)
            box.setAccessibleName(name)
            ends.addLayout(form)
        ends.addStretch(1)
        ends.addWidget(self.map_box)
        self.map_box.setAccessibleName(self.tr("Maps that are shown"))
        self.map_box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        role = QDialogButtonBox.ButtonRole.ResetRole
        self.reset = buttons.addButton(self.tr("Each map by itself"), role)
        self.reset.setAutoDefault(False)
        self.reset.clicked.connect(lambda: self.option_chosen.emit("scaling", "map"))
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(text)
        column.addWidget(self.plot, 1)
        column.addLayout(ends)
        column.addWidget(buttons)

    def _name_maps(self, titles: Sequence[str]) -> None:
        """Offer all maps at once, or one of them: other methods count in other units."""
        names = [self.tr("All maps"), *map(row_text, titles)]
        if names != [self.map_box.itemText(row) for row in range(self.map_box.count())]:
            chosen = self.map_box.currentText()
            self.map_box.clear()
            self.map_box.addItems(names)
            self.map_box.setCurrentIndex(max(0, self.map_box.findText(chosen)))

    def _show(self) -> None:
        row = self.map_box.currentIndex()
        chosen = self._known[row - 1 : row] if row > 0 else self._known
        shown = [(title, layer.values) for title, layer in chosen]
        limits = [layer.limits for _, layer in chosen]
        if not _same(shown, self._shown):
            self._shown = shown
            self._draw_curves()
            self._show_range(limits)
        self._show_scale(joint_limits(limits))

    def _draw_curves(self) -> None:
        """Draw one curve for each map, as high as the square root of its shares."""
        for curve in self.curves:
            self.plot.removeItem(curve)
        low, high = joint_limits(_ends(values) for _, values in self._shown)
        edges = np.linspace(low, high, STEPS + 1)
        self.curves = []
        for number, (title, values) in enumerate(self._shown):
            colour = QColor(_COLOURS[number % len(_COLOURS)])
            heights = np.sqrt(count_values(values, low, high))
            curve = pg.PlotCurveItem(
                edges,
                heights,
                stepMode="center",
                pen=pg.mkPen(colour, width=2),
                name=as_html(row_text(title)),  # pyqtgraph's legend reads HTML
            )
            colour.setAlpha(_FILL)
            curve.setBrush(pg.mkBrush(colour))
            curve.setFillLevel(0.0)
            self.plot.addItem(curve)
            self.curves.append(curve)
        self.legend.setVisible(len(self.curves) <= _MOST_NAMED)

    def _show_range(self, limits: Iterable[Limits]) -> None:
        """Hold all values and the present scale in sight."""
        low, high = joint_limits([*limits, *(_ends(values) for _, values in self._shown)])
        if high > low:
            margin = _MARGIN * (high - low)
            self.plot.setXRange(low - margin, high + margin)
            for box in (self.low, self.high):
                box.setSingleStep((high - low) / _STEP_SHARE)
        self.region.setVisible(high > low)

    def _show_scale(self, limits: Limits) -> None:
        blockers = [QSignalBlocker(each) for each in (self.region, self.low, self.high)]
        if limits[1] > limits[0]:
            self.region.setRegion(limits)
            self.low.setValue(limits[0])
            self.high.setValue(limits[1])
        for blocker in blockers:
            blocker.unblock()

    def _take_region(self) -> None:
        low, high = (_place(line) for line in self.region.lines)
        self._choose(low, high)

    def _take_boxes(self) -> None:
        low, high = self.low.value(), self.high.value()
        if high > low:
            self._choose(low, high)
            self._show_range([(low, high)])

    def _choose(self, low: float, high: float) -> None:
        chosen: tuple[tuple[str, OptionValue], ...] = (
            ("fixed_low", low),
            ("fixed_high", high),
            ("scaling", "fixed"),
        )
        for key, value in chosen:
            self.option_chosen.emit(key, value)

    def _repaint(self) -> None:
        """Draw ground, axis, legend and region in the palette's colours."""
        text = self.palette().color(QPalette.ColorRole.WindowText)
        self.plot.setBackground(self.palette().color(QPalette.ColorRole.Base))
        axis = self.plot.getAxis("bottom")
        axis.setPen(text)
        axis.setTextPen(text)
        self.legend.setLabelTextColor(text)
        accent = QColor(self.palette().color(QPalette.ColorRole.Accent))
        for line in self.region.lines:
            line.setPen(pg.mkPen(accent, width=2))
            line.setHoverPen(pg.mkPen(accent, width=4))
        accent.setAlpha(_REGION)
        self.region.setBrush(pg.mkBrush(accent))
        self.region.setHoverBrush(pg.mkBrush(accent))


def _make_plot() -> pg.PlotWidget:
    """Return a plot with one axis, whose view only the maps move."""
    plot = pg.PlotWidget()
    plot.setMenuEnabled(False)
    plot.setMouseEnabled(x=False, y=False)
    plot.hideButtons()
    plot.hideAxis("left")
    plot.getViewBox().setDefaultPadding(0.0)
    plot.setLimits(yMin=0.0)
    plot.setAntialiasing(False)
    return plot


def _place(line: pg.InfiniteLine) -> float:
    """Return the raw value at which a line of the region stands."""
    return float(cast("Any", line.getPos())[0])


def _ends(values: np.ndarray) -> Limits:
    """Return the least and the largest finite value."""
    finite = values[np.isfinite(values)]
    return float(finite.min()), float(finite.max())


def _same(some: Sequence[tuple[str, np.ndarray]], others: Sequence[tuple[str, np.ndarray]]) -> bool:
    """Tell whether these are the same maps under the same titles."""
    pairs = zip(some, others, strict=False)
    alike = all(one[0] == two[0] and one[1] is two[1] for one, two in pairs)
    return alike and len(some) == len(others)
