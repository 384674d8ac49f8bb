"""The bar of controls: methods, class, layer, model input, colours, opacity, scale and panes."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QSlider,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from viewer.core.asks.model_info import ModelInfo
from viewer.core.asks.records import Prediction
from viewer.core.asks.target import Target
from viewer.core.maps.geometry import INPUT_MODES
from viewer.ui.bar.chips import Chips
from viewer.ui.bar.class_box import ClassBox
from viewer.ui.bar.colour_box import ColourBox
from viewer.ui.bar.layer_box import LayerBox
from viewer.ui.bar.method_box import MethodBox
from viewer.ui.bar.quiet_box import QuietBox
from viewer.ui.bar.scale_box import ScaleBox
from viewer.ui.bar.wheel_guard import WheelGuard
from viewer.ui.looks.design import GAP_PX, HALF_PX, TIGHT_PX
from viewer.ui.looks.plain_text import PlainLabel
from viewer.ui.looks.theme import icon

LEAST_PX, NUMBER_PX, SLIDER_PX = 480, 68, 48
ONE_LINE_PX = 1_000  # from this width on everything stands side by side
WHAT_IS_SHOWN = 4  # the columns that stay in the first of two lines: up to the layer
Scope = Literal["all", "pane"]


# Long, because all that is chosen above the panes is placed here, in one line or two.
class Controls(QWidget):
    """One line of captioned boxes, two where it is narrow; setters show facts, signals wishes.

    Attributes:
        scope: what methods, class, layer and input are chosen for: all panes, or the active one.
    """

    target_chosen = Signal(object)  # Target
    layer_chosen = Signal(object)  # str | None
    opacity_changed = Signal(int)
    colour_map_chosen = Signal(str)
    input_mode_chosen = Signal(str)
    pane_chosen = Signal(str, object)  # "target", "layer" or "input_mode" of the active pane alone
    scope_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wheel_guard = WheelGuard(self)
        self._opacity = 0
        self.scope_box = QuietBox(self.tr("What a choice of class, layer and input is for"), self)
        self.method_box = MethodBox(self)
        self.class_box = ClassBox(self)
        self.layer_box = LayerBox(self)
        self.input_box = QuietBox(self.tr("What the model sees"), self)
        self.colour_box = ColourBox(self)
        self.slider = QSlider(Qt.Orientation.Horizontal, self)
        self.slider.setRange(0, 100)
        self.slider.setAccessibleName(self.tr("Overlay opacity"))
        self.number = QSpinBox(self, minimum=0, maximum=100, suffix=" %")
        self.number.setAccessibleName(self.tr("Overlay opacity in per cent"))
        self.number.setFixedWidth(NUMBER_PX)
        boxes = (
            self.scope_box,
            self.method_box,
            self.class_box,
            self.layer_box,
            self.input_box,
            self.colour_box,
        )
        for box in (*boxes, self.slider, self.number):
            box.installEventFilter(self._wheel_guard)
            box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.scale_box = ScaleBox(self)
        self.panes_button = QToolButton(self)
        self.chips = Chips(self)
        self._prepare_buttons()
        self._fill_tables()
        self._place()
        self._connect()

    @property
    def scope(self) -> Scope:
        """What is chosen in the bar is for all panes, or for the active one."""
        return self.scope_box.currentData()

    def set_model(self, model: ModelInfo | None) -> None:
        """Offer another model's classes and layers."""
        self.class_box.set_model_info(model)
        self.layer_box.set_model(model)

    def set_prediction(self, prediction: Prediction | None) -> None:
        """Offer this picture's top five first."""
        self.class_box.set_prediction(prediction)

    def set_target(self, target: Target) -> None:
        """Show the class that is explained."""
        self.class_box.set_target(target)

    def set_layer(self, layer: str | None) -> None:
        """Show the layer; None stands for the model's default."""
        self.layer_box.set_layer(layer)

    def set_opacity(self, percent: int) -> None:
        """Show the opacity."""
        self._opacity = percent
        self.slider.setValue(percent)
        self.number.setValue(percent)

    def set_colour_map(self, key: str) -> None:
        """Show the colour map."""
        self.colour_box.setCurrentIndex(self.colour_box.findData(key))

    def set_input_mode(self, mode: str) -> None:
        """Show what the model sees of the picture."""
        self.input_box.setCurrentIndex(self.input_box.findData(mode))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the palette, light or dark."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "panes_button"):
            self.scale_box.retint()
            self.chips.retint()
            self.panes_button.setIcon(icon("grid"))

    def _prepare_buttons(self) -> None:
        button = self.panes_button
        button.setText(self.tr("Panes"))
        button.setIcon(icon("grid"))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setToolTip(self.tr("Add and fill panes; a click on a pane’s title changes it"))
        for each in (self.scale_box, button):
            each.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def _fill_tables(self) -> None:
        words = {
            "default": self.tr("Crop as trained"),
            "whole": self.tr("Whole picture"),
            "stretch": self.tr("Stretched to fit"),
            "native": self.tr("Own pixels, no resizing"),
        }
        for mode in INPUT_MODES:
            self.input_box.addItem(words[mode], mode)
        for text, scope in ((self.tr("All panes"), "all"), (self.tr("This pane"), "pane")):
            self.scope_box.addItem(text, scope)
        self.input_box.ask_for_room(words["default"])

    def _columns(self) -> tuple[tuple[str, QWidget, int], ...]:
        """Return caption, control and share of the width of each column."""
        opacity = QWidget(self)
        pair = QHBoxLayout(opacity)
        pair.setContentsMargins(0, 0, 0, 0)
        pair.setSpacing(HALF_PX)
        pair.addWidget(self.slider, 1)
        pair.addWidget(self.number)
        return (
            (self.tr("Applies to"), self.scope_box, 6),
            (self.tr("Methods"), self.method_box, 13),
            (self.tr("Class"), self.class_box, 10),
            (self.tr("Layer"), self.layer_box, 11),
            (self.tr("Input"), self.input_box, 10),
            (self.tr("Colours"), self.colour_box, 5),
            (self.tr("Opacity"), opacity, 9),
            ("", self.scale_box, 4),
            ("", self.panes_button, 4),
        )

    def _place(self) -> None:
        """Put captions above their controls; where they are placed follows from the width."""
        column = QVBoxLayout(self)
        column.setContentsMargins(*4 * (GAP_PX,))
        column.setSpacing(TIGHT_PX)
        self._grids = (QGridLayout(), QGridLayout())
        for grid in self._grids:
            grid.setHorizontalSpacing(GAP_PX)
            grid.setVerticalSpacing(TIGHT_PX)
            column.addLayout(grid)
        column.addWidget(self.chips)
        self._cells: list[tuple[PlainLabel, QWidget, int]] = []
        for text, widget, share in self._columns():
            caption = PlainLabel(text, self)
            caption.setProperty("role", "caption")
            caption.setBuddy(self.slider if widget is self.number.parentWidget() else widget)
            self._cells.append((caption, widget, share))
        self._lines = 0
        self._arrange(1)

    def _arrange(self, lines: int) -> None:
        """Put everything into one line or two, each with captions above and controls below."""
        if lines == self._lines:
            return
        self._lines = lines
        self.slider.setMinimumWidth(SLIDER_PX if lines == 1 else SLIDER_PX // 2)
        first = len(self._cells) if lines == 1 else WHAT_IS_SHOWN
        parts = (self._cells[:first], self._cells[first:])
        for grid, cells in zip(self._grids, parts, strict=True):
            for column in range(grid.columnCount()):
                grid.setColumnStretch(column, 0)
            for column, (caption, widget, share) in enumerate(cells):
                grid.addWidget(caption, 0, column)
                grid.addWidget(widget, 1, column)
                grid.setColumnStretch(column, share)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take two lines where one is too narrow."""
        super().resizeEvent(event)
        self._arrange(1 if self.width() >= ONE_LINE_PX else 2)

    def minimumSizeHint(self) -> QSize:
        """Ask for the width of two lines, however many there are now."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), LEAST_PX), hint.height())

    def _connect(self) -> None:
        self.class_box.target_chosen.connect(self._choose_target)
        self.layer_box.layer_chosen.connect(self._choose_layer)
        self.scope_box.activated.connect(lambda _row: self.scope_changed.emit())
        self.slider.valueChanged.connect(self._choose_opacity)
        self.number.valueChanged.connect(self._choose_opacity)
        self.colour_box.activated.connect(
            lambda _row: self.colour_map_chosen.emit(self.colour_box.currentData())
        )
        self.input_box.activated.connect(self._choose_input)

    def _choose_target(self, target: Target) -> None:
        if self.scope == "pane":
            self.pane_chosen.emit("target", target)
        else:
            self.target_chosen.emit(target)

    def _choose_layer(self, layer: str | None) -> None:
        if self.scope == "pane":
            self.pane_chosen.emit("layer", self.layer_box.currentData())
        else:
            self.layer_chosen.emit(layer)

    def _choose_input(self, _row: int) -> None:
        mode = self.input_box.currentData()
        if self.scope == "pane":
            self.pane_chosen.emit("input_mode", mode)
        else:
            self.input_mode_chosen.emit(mode)

    def _choose_opacity(self, percent: int) -> None:
        if percent != self._opacity:
            self.opacity_changed.emit(percent)
