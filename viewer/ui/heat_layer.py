"""A raw heat map made ready to paint: values upsampled, coloured once, read back by image point."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage

from viewer.core.colour_maps import colour_table, colourise
from viewer.core.heat import describe, display_range, normalise, upsample
from viewer.core.records import HeatMap

UPSAMPLED_PX = 448  # long side; Qt's smooth scaling does the rest within 6/255


class HeatLayer:
    """One heat map in original-image coordinates; opacity and zoom are the painter's business.

    Attributes:
        low, high: the raw values at the two ends of the colour table.
        rectangle: the part of the original picture that the model saw, in original pixels.
        sentence: what to say in words, when the map shows nothing or holds invalid numbers.
        image: the coloured map, stretched over the rectangle when painted; None for a map
            without contrast, which is told in words and never painted as one plain colour.
    """

    def __init__(self, heat: HeatMap, colour_map: str) -> None:
        self._raw = heat.raw
        left, top, right, bottom = heat.geometry.box
        self.picture_size = heat.geometry.original
        self.rectangle = QRectF(left, top, right - left, bottom - top)
        self.low, self.high = display_range(heat.raw)
        self.sentence = describe(heat.raw, heat.resolved.title)
        self._values = self._upsampled()
        self.image: QImage | None = None
        self.set_colour_map(colour_map)

    def set_colour_map(self, key: str) -> None:
        """Colour the upsampled values anew; nothing else is computed."""
        if self.high > self.low:
            self.image = _rgb_image(colourise(self._values, colour_table(key)))

    def value_at(self, x: float, y: float) -> float | None:
        """Return the raw value painted at an image point, or None where the model saw nothing."""
        if not self.rectangle.contains(x, y):
            return None
        height, width = self._raw.shape
        column = (x - self.rectangle.x()) / self.rectangle.width() * width - 0.5
        row = (y - self.rectangle.y()) / self.rectangle.height() * height - 0.5
        return _bilinear(self._raw, row, column)

    def relative(self, value: float) -> float:
        """Return where a raw value lies between ``low`` and ``high``, 0..1."""
        span = self.high - self.low
        return min(max((value - self.low) / span, 0.0), 1.0) if span > 0 else 0.0

    def _upsampled(self) -> NDArray[np.float32]:
        values = normalise(self._raw, self.low, self.high)
        width, height = self.rectangle.width(), self.rectangle.height()
        factor = max(UPSAMPLED_PX, *self._raw.shape) / max(width, height)
        return upsample(values, (max(1, round(width * factor)), max(1, round(height * factor))))


def _bilinear(values: NDArray[np.float32], row: float, column: float) -> float:
    """Read between the pixel centres, clamped at the edges, as the painted map does."""
    row = min(max(row, 0.0), values.shape[0] - 1.0)
    column = min(max(column, 0.0), values.shape[1] - 1.0)
    top, left = int(row), int(column)
    bottom, right = min(top + 1, values.shape[0] - 1), min(left + 1, values.shape[1] - 1)
    down, across = row - top, column - left
    upper = values[top, left] * (1 - across) + values[top, right] * across
    lower = values[bottom, left] * (1 - across) + values[bottom, right] * across
    return float(upper * (1 - down) + lower * down)


def _rgb_image(rgb: NDArray[np.uint8]) -> QImage:
    height, width = rgb.shape[:2]
    rgb = np.ascontiguousarray(rgb)
    image = QImage(rgb.data, width, height, width * 3, QImage.Format.Format_RGB888)
    return image.convertToFormat(QImage.Format.Format_RGB32)  # a copy that owns its pixels
