"""A live view of what the model sees: the picture resized, cropped and in the model's colours."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QVBoxLayout, QWidget

from viewer.core.maps.geometry import InputRule, plan_geometry
from viewer.core.models.model_input import model_pixels, seen_picture
from viewer.ui.looks.plain_text import PlainLabel

VIEW_PX = 260


class InputView(QWidget):
    """The prepared picture, with its size and the range of its numbers below."""

    def __init__(self, rgb: NDArray[np.uint8] | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rgb = rgb
        heading = PlainLabel(self.tr("What the model sees"), self)
        heading.setProperty("role", "heading")
        self.picture = PlainLabel("", self, alignment=Qt.AlignmentFlag.AlignCenter)
        self.picture.setFixedSize(VIEW_PX, VIEW_PX)
        self.picture.setAccessibleName(self.tr("What the model sees"))
        self.words = PlainLabel("", self, wordWrap=True)
        self.words.setProperty("role", "quiet")
        self.words.setFixedWidth(VIEW_PX)
        self.words.setMinimumHeight(4 * self.fontMetrics().lineSpacing())
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for widget in (heading, self.picture, self.words):
            column.addWidget(widget)
        column.addStretch(1)

    def set_rule(self, rule: InputRule | None) -> None:
        """Draw the picture as a rule prepares it; None: the rule is not complete."""
        if rule is None:
            self._say(self.tr("Mean and deviation need one number for each channel."))
        elif self._rgb is None:
            self._say(self.tr("Open a picture to see it here."))
        else:
            self._draw(self._rgb, rule)

    def _say(self, text: str) -> None:
        self.picture.clear()
        self.words.setText(text)

    def _draw(self, rgb: NDArray[np.uint8], rule: InputRule) -> None:
        height, width = rgb.shape[:2]
        geometry = plan_geometry((width, height), rule, "default")
        pixels = model_pixels(rgb, geometry, rule)
        self.picture.setPixmap(_pixmap(seen_picture(pixels, rule), self.devicePixelRatioF()))
        low, high = _range(pixels, rule)
        text = self.tr("{width} × {height} pixels, values {low:.2f} to {high:.2f}.")
        said = text.format(width=pixels.shape[1], height=pixels.shape[0], low=low, high=high)
        said = said.replace("-", "−")
        self.words.setText(f"{said} {geometry.note}".strip())


def _range(pixels: NDArray[np.uint8], rule: InputRule) -> tuple[float, float]:
    """Return the smallest and the largest number that the model gets."""
    mean, std = np.array(rule.mean, np.float32), np.array(rule.std, np.float32)
    values = (pixels.astype(np.float32) * rule.white / 255 - mean) / std
    return float(values.min()), float(values.max())


def _pixmap(rgb: NDArray[np.uint8], ratio: float) -> QPixmap:
    """Return a picture that fills the view; small inputs show their pixels."""
    height, width = rgb.shape[:2]
    image = QImage(rgb.data, width, height, 3 * width, QImage.Format.Format_RGB888)
    side = round(VIEW_PX * ratio)
    smooth, sharp = (
        Qt.TransformationMode.SmoothTransformation,
        Qt.TransformationMode.FastTransformation,
    )
    way = smooth if max(width, height) > side else sharp
    pixmap = QPixmap.fromImage(image).scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio, way)
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
