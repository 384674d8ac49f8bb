"""The bar of controls: class, layer, model input, colours, opacity, scale and panes."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QPixmap
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QSlider,
    QSpinBox,
    QToolButton,
    QWidget,
)

from viewer.core.asks.records import ModelInfo, Prediction, Target
from viewer.core.maps.colour_maps import COLOUR_MAPS, ColourMap, colour_table
from viewer.core.maps.geometry import INPUT_MODES
from viewer.ui.bar.class_box import ClassBox
from viewer.ui.bar.layer_box import LayerBox
from viewer.ui.bar.quiet_box import QuietBox
from viewer.ui.bar.scale_box import ScaleBox
from viewer.ui.looks.language import spoken
from viewer.ui.looks.plain_text import PlainLabel, tip
from viewer.ui.looks.theme import icon

SWATCH = QSize(48, 14)


class Controls(QWidget):
    """Two compact rows; setters show facts, signals are wishes."""

    target_chosen = Signal(object)  # Target
    layer_chosen = Signal(object)  # str | None
    opacity_changed = Signal(int)
    colour_map_chosen = Signal(str)
    input_mode_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wheel_guard = _WheelGuard(self)
        self._opacity = 0
        self.class_box = ClassBox(self)
        self.layer_box = LayerBox(self)
        self.input_box = QuietBox(self.tr("What the model sees"), self)
        self.colour_box = QuietBox(self.tr("Colour map"), self)
        self.slider = QSlider(Qt.Orientation.Horizontal, self)
        self.slider.setRange(0, 100)
        self.slider.setAccessibleName(self.tr("Overlay opacity"))
        self.number = QSpinBox(self, minimum=0, maximum=100, suffix=" %")
        self.number.setAccessibleName(self.tr("Overlay opacity in per cent"))
        boxes = (self.class_box, self.layer_box, self.input_box, self.colour_box)
        for box in (*boxes, self.slider, self.number):
            box.installEventFilter(self._wheel_guard)
            box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.scale_box = ScaleBox(self)
        self.panes_button = QToolButton(self)
        self._prepare_buttons()
        self._fill_tables()
        self._place()
        self._connect()

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
            each.setSizePolicy(QSizePolicy.Policy.MinimumExpanding, QSizePolicy.Policy.Fixed)

    def _fill_tables(self) -> None:
        words = {
            "default": self.tr("Crop as trained"),
            "whole": self.tr("Whole picture"),
            "stretch": self.tr("Stretched to fit"),
            "native": self.tr("Own pixels, no resizing"),
        }
        for mode in INPUT_MODES:
            self.input_box.addItem(words[mode], mode)
        self.colour_box.setIconSize(SWATCH)
        for row in COLOUR_MAPS:
            mark = "  ✓" if row.safe else ""
            self.colour_box.addItem(_swatch(row.key), spoken(row.title) + mark, row.key)
            last = self.colour_box.count() - 1
            self.colour_box.setItemData(last, tip(self._advice(row)), Qt.ItemDataRole.ToolTipRole)

    def _advice(self, row: ColourMap) -> str:
        """Say what a colour map is good for."""
        said = [self.tr("Made for signed values; its middle is zero.")] if row.diverging else []
        even = self.tr("Equal steps of value look equal.")
        said.append(even if row.perceptual else self.tr("Some steps look larger than they are."))
        if row.safe:
            said.append(self.tr("✓ Can be read with a colour vision deficiency."))
        return "\n".join(said)

    def _place(self) -> None:
        """Put labels above their controls, in two rows of equal columns."""
        grid = QGridLayout(self)
        grid.setContentsMargins(8, 8, 8, 8)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        cells = (
            (0, 0, self.tr("Class"), self.class_box),
            (0, 2, self.tr("Colours"), self.colour_box),
            (1, 0, self.tr("Layer"), self.layer_box),
            (1, 2, self.tr("Input"), self.input_box),
        )
        for row, column, text, widget in cells:
            label = PlainLabel(text, self)
            label.setBuddy(widget)
            grid.addWidget(label, row, column, Qt.AlignmentFlag.AlignRight)
            grid.addWidget(widget, row, column + 1)
        label = PlainLabel(self.tr("Opacity"), self)
        label.setBuddy(self.slider)
        grid.addWidget(label, 0, 4, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(self.slider, 0, 5)
        grid.addWidget(self.number, 0, 6)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.scale_box, 1)
        buttons.addWidget(self.panes_button, 1)
        grid.addLayout(buttons, 1, 5, 1, 2)
        for column, share in ((1, 5), (3, 5), (5, 4)):
            grid.setColumnStretch(column, share)

    def _connect(self) -> None:
        self.class_box.target_chosen.connect(self.target_chosen)
        self.layer_box.layer_chosen.connect(self.layer_chosen)
        self.slider.valueChanged.connect(self._choose_opacity)
        self.number.valueChanged.connect(self._choose_opacity)
        self.colour_box.activated.connect(
            lambda _row: self.colour_map_chosen.emit(self.colour_box.currentData())
        )
        self.input_box.activated.connect(
            lambda _row: self.input_mode_chosen.emit(self.input_box.currentData())
        )

    def _choose_opacity(self, percent: int) -> None:
        if percent != self._opacity:
            self.opacity_changed.emit(percent)


class _WheelGuard(QObject):
    """Keeps the mouse wheel from changing a control that nobody has clicked into."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ignore wheel turns over controls without focus."""
        if not isinstance(watched, QWidget) or watched.hasFocus():
            return False
        turned = event.type() == QEvent.Type.Wheel
        if turned:
            event.ignore()
        return turned


def _swatch(key: str) -> QIcon:
    """Return a colour map as a small horizontal gradient."""
    row = colour_table(key)[np.linspace(0, 255, SWATCH.width()).astype(int)]
    pixels = np.ascontiguousarray(np.repeat(row[None], SWATCH.height(), axis=0))
    image = QImage(
        pixels.data,
        SWATCH.width(),
        SWATCH.height(),
        3 * SWATCH.width(),
        QImage.Format.Format_RGB888,
    )
    return QIcon(QPixmap.fromImage(image))
