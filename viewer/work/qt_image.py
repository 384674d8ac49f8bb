"""Pixels as a QImage that owns them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

from viewer.core.late_numpy import np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def to_image(rgb: NDArray[np.uint8]) -> QImage:
    """Return a QImage that owns a copy of (H, W, 3) uint8 RGB pixels."""
    height, width = rgb.shape[:2]
    pixels = np.ascontiguousarray(rgb)
    image = QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888)
    return image.copy()
