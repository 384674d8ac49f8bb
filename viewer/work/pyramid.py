"""A picture as QImages of halving size, so that painting never scales down by more than two."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage

SMALLEST_SIDE_PX = 512  # no level is made below this


def build_levels(rgb: NDArray[np.uint8]) -> tuple[QImage, ...]:
    """Return the picture at full size, then at half, a quarter, … as RGB32.

    Args:
        rgb: (H, W, 3) uint8, upright.
    """
    levels = [to_image(rgb).convertToFormat(QImage.Format.Format_RGB32)]
    while max(levels[-1].width(), levels[-1].height()) >= 2 * SMALLEST_SIDE_PX:
        levels.append(_halve(levels[-1]))
    return tuple(levels)


def to_image(rgb: NDArray[np.uint8]) -> QImage:
    """Return a QImage that owns a copy of (H, W, 3) uint8 RGB pixels."""
    height, width = rgb.shape[:2]
    pixels = np.ascontiguousarray(rgb)
    image = QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888)
    return image.copy()


def _halve(image: QImage) -> QImage:
    size = QSize(max(1, image.width() // 2), max(1, image.height() // 2))
    return image.scaled(
        size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
