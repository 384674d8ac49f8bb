"""An editor for how pictures are prepared, with a live view of what the model sees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QSignalBlocker, QTimer, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QSpinBox,
    QWidget,
)

from viewer.core.maps.geometry import COLOURS, INTERPOLATIONS, MAX_SIDE, InputRule
from viewer.ui.dialogs.input_view import InputView
from viewer.ui.looks.design import PAGE_PX
from viewer.ui.looks.plain_text import PlainLabel

DELAY_MS = 120
IMAGENET = InputRule(size=(224, 224), shorter_side=256)


class InputEditor(QWidget):
    """Size, resizing, colours and numbers of a model's input."""

    changed = Signal()

    def __init__(
        self, rule: InputRule, rgb: NDArray[np.uint8] | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, singleShot=True, interval=DELAY_MS)
        self._timer.timeout.connect(self._show)
        self._make_fields()
        self.view = InputView(rgb, self)
        row = QHBoxLayout(self)
        row.addLayout(self._form(), 1)
        row.addSpacing(PAGE_PX)
        row.addWidget(self.view)
        self.set_rule(rule)

    def set_rule(self, rule: InputRule) -> None:
        """Show a rule."""
        with QSignalBlocker(self):
            self.width_box.setValue(rule.size[0])
            self.height_box.setValue(rule.size[1])
            self.resizing.setCurrentIndex(0 if rule.shorter_side is not None else 1)
            self.shorter.setValue(rule.shorter_side or min(rule.size))
            self.interpolation.setCurrentIndex(self.interpolation.findData(rule.interpolation))
            self.colours.setCurrentIndex(self.colours.findData(rule.colours))
            self.white.setCurrentIndex(self.white.findData(rule.white))
            self.mean.setText(_spelled(rule.mean))
            self.std.setText(_spelled(rule.std))
        self._show()

    def rule(self) -> InputRule | None:
        """Return the rule, or None while a number is missing or out of its range."""
        cropped = self.resizing.currentIndex() == 0
        try:
            return InputRule(
                size=(self.width_box.value(), self.height_box.value()),
                shorter_side=self.shorter.value() if cropped else None,
                interpolation=self.interpolation.currentData(),
                mean=_numbers(self.mean.text()),
                std=_numbers(self.std.text()),
                colours=self.colours.currentData(),
                white=self.white.currentData(),
            ).checked()
        except ValueError:
            return None

    def _make_fields(self) -> None:
        self.width_box, self.height_box, self.shorter = (
            QSpinBox(self, minimum=1, maximum=MAX_SIDE, suffix=" px") for _ in range(3)
        )
        self.resizing = QComboBox(self)
        self.resizing.addItem(self.tr("Scale the shorter side, then crop the centre"))
        self.resizing.addItem(self.tr("Stretch to the size"))
        words = {
            "nearest": self.tr("Nearest"),
            "bilinear": self.tr("Bilinear"),
            "bicubic": self.tr("Bicubic"),
            "rgb": self.tr("Colour, RGB"),
            "bgr": self.tr("Colour, BGR (OpenCV, Caffe)"),
            "grey": self.tr("Grey, three times"),
            "single": self.tr("Grey, one channel"),
        }
        self.interpolation, self.colours, self.white = (QComboBox(self) for _ in range(3))
        for box, values in ((self.interpolation, INTERPOLATIONS), (self.colours, COLOURS)):
            for value in values:
                box.addItem(words[value], value)
        self.white.addItem(self.tr("0 to 1"), 1)
        self.white.addItem(self.tr("0 to 255"), 255)
        self.mean, self.std = QLineEdit(self), QLineEdit(self)
        self.preset = QComboBox(self)
        for name, rule in self._presets():
            self.preset.addItem(name, rule)
        self.preset.activated.connect(self._take_preset)
        for spin in (self.width_box, self.height_box, self.shorter):
            spin.valueChanged.connect(self._edited)
        for box in (self.resizing, self.interpolation, self.white):
            box.currentIndexChanged.connect(self._edited)
        self.colours.currentIndexChanged.connect(self._fit_channels)
        for line in (self.mean, self.std):
            line.textChanged.connect(self._edited)

    def _form(self) -> QFormLayout:
        form = QFormLayout()
        size = QHBoxLayout()
        size.addWidget(self.width_box)
        size.addWidget(PlainLabel("×", self))
        size.addWidget(self.height_box)
        size.addStretch(1)
        form.addRow(self.tr("Preset:"), self.preset)
        form.addRow(self.tr("Size:"), size)
        form.addRow(self.tr("Resizing:"), self.resizing)
        form.addRow(self.tr("Shorter side:"), self.shorter)
        form.addRow(self.tr("Interpolation:"), self.interpolation)
        form.addRow(self.tr("Channels:"), self.colours)
        form.addRow(self.tr("Values:"), self.white)
        form.addRow(self.tr("Mean:"), self.mean)
        form.addRow(self.tr("Deviation:"), self.std)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        names = {
            self.width_box: self.tr("Width"),
            self.height_box: self.tr("Height"),
            self.mean: self.tr("Mean of each channel"),
            self.std: self.tr("Standard deviation of each channel"),
        }
        for widget, name in names.items():
            widget.setAccessibleName(name)
        return form

    def _presets(self) -> Sequence[tuple[str, InputRule | None]]:
        half = (0.5, 0.5, 0.5)
        caffe = (103.939, 116.779, 123.68)
        return (
            (self.tr("As shown"), None),
            (self.tr("ImageNet (torchvision)"), IMAGENET),
            (self.tr("−1 to 1 (Inception)"), replace(IMAGENET, mean=half, std=half)),
            (self.tr("0 to 1, nothing else"), replace(IMAGENET, mean=(0.0,) * 3, std=(1.0,) * 3)),
            (
                self.tr("Caffe (BGR, mean alone)"),
                replace(IMAGENET, mean=caffe, std=(1.0,) * 3, colours="bgr", white=255),
            ),
        )

    def _take_preset(self) -> None:
        """Take a preset's numbers and colours; size and resizing stay."""
        rule: InputRule | None = self.preset.currentData()
        if rule is not None:
            self.colours.setCurrentIndex(self.colours.findData(rule.colours))
            self.white.setCurrentIndex(self.white.findData(rule.white))
            self.mean.setText(_spelled(rule.mean))
            self.std.setText(_spelled(rule.std))

    def _fit_channels(self) -> None:
        """Give mean and deviation as many numbers as there are channels."""
        wanted = 1 if self.colours.currentData() == "single" else 3
        for line in (self.mean, self.std):
            try:
                numbers = _numbers(line.text())
            except ValueError:
                continue
            if len(numbers) != wanted and numbers:
                average = round(sum(numbers) / len(numbers), 4)
                line.setText(_spelled((average,) * wanted))
        self._edited()

    def _edited(self) -> None:
        self.shorter.setEnabled(self.resizing.currentIndex() == 0)
        self._timer.start()
        self.changed.emit()

    def _show(self) -> None:
        self.shorter.setEnabled(self.resizing.currentIndex() == 0)
        self.view.set_rule(self.rule())


def _spelled(numbers: Sequence[float]) -> str:
    return ", ".join(f"{number:g}" for number in numbers)


def _numbers(text: str) -> tuple[float, ...]:
    """Read numbers parted by commas or spaces.

    Raises:
        ValueError: one of them is no number.
    """
    return tuple(float(part) for part in text.replace(",", " ").replace("，", " ").split())
