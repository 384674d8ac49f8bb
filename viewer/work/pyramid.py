"""A picture as QImages of halving size, so that painting never scales down by more than two."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from viewer.core.pictures.limits import HUGE_PIXELS

Bytes = NDArray[np.uint8]

SMALLEST_SIDE_PX = 512  # no level is made below this
STRIP_ROWS = 512  # converted at a time, so that memory for what lies between stays small
CHECKER_LEVELS = (255, 205)  # grey of the squares under transparent parts
CHECKERS = 48  # squares along the longer side


def build_levels(rgb: Bytes, alpha: Bytes | None = None) -> tuple[QImage, ...]:
    """Return the picture at full size, then at half, a quarter, …, as its panes show it.

    All are RGB32, but for the first of a huge picture: it shares the pixels of ``rgb``.

    Args:
        rgb: (H, W, 3) uint8, upright, on white.
        alpha: (H, W) uint8; where it is below 255 a checkerboard shows through.
    """
    height, width = rgb.shape[:2]
    if alpha is None and height * width > HUGE_PIXELS:
        levels, half = [_sharing(rgb)], _halved(rgb)
        levels.append(_painted(half, None))
    else:
        levels = [_painted(rgb, alpha)]
    while max(levels[-1].width(), levels[-1].height()) >= 2 * SMALLEST_SIDE_PX:
        levels.append(_halve(levels[-1]))
    return tuple(levels)


def _painted(rgb: Bytes, alpha: Bytes | None) -> QImage:
    """Return an RGB32 image of its own; OpenCV fills it and lets other threads run meanwhile."""
    height, width = rgb.shape[:2]
    image = QImage(width, height, QImage.Format.Format_RGB32)
    pixels = _pixels_of(image)
    for top in range(0, height, STRIP_ROWS):
        rows = slice(top, top + STRIP_ROWS)
        strip = rgb[rows] if alpha is None else _checkered(rgb[rows], alpha[rows], top, rgb.shape)
        cv2.cvtColor(strip, cv2.COLOR_RGB2BGRA, dst=pixels[rows])
    return image


def _checkered(rgb: Bytes, alpha: Bytes, top: int, shape: tuple[int, ...]) -> Bytes:
    """Exchange the white below the transparent parts of some rows for a checkerboard.

    ``rgb`` is c·a + 255·(1 - a); what is wanted is c·a + board·(1 - a), so
    (255 - board)·(1 - a) is taken away.
    """
    side = max(4, max(shape[:2]) // CHECKERS)
    y, x = np.ogrid[top : top + len(rgb), : shape[1]]
    light, dark = CHECKER_LEVELS
    missing = np.where((y // side + x // side) % 2, light - dark, 0).astype(np.float32)
    taken = np.rint((255 - alpha.astype(np.float32)) / 255 * missing).astype(np.int16)
    return np.clip(rgb.astype(np.int16) - taken[..., None], 0, 255).astype(np.uint8)


def _sharing(rgb: Bytes) -> QImage:
    height, width = rgb.shape[:2]
    image = QImage(rgb.data, width, height, 3 * width, QImage.Format.Format_RGB888)
    image.shared_pixels = rgb  # type: ignore[attr-defined]  # they live as long as the image
    return image


def _halve(image: QImage) -> QImage:
    half = QImage(
        max(1, image.width() // 2), max(1, image.height() // 2), QImage.Format.Format_RGB32
    )
    size = half.width(), half.height()
    cv2.resize(_pixels_of(image), size, dst=_pixels_of(half), interpolation=cv2.INTER_AREA)
    return half


def _halved(rgb: Bytes) -> Bytes:
    size = max(1, rgb.shape[1] // 2), max(1, rgb.shape[0] // 2)
    return np.asarray(cv2.resize(rgb, size, interpolation=cv2.INTER_AREA), np.uint8)


def _pixels_of(image: QImage) -> Bytes:
    """Return the pixels of an RGB32 image as (H, W, 4) uint8, without a copy."""
    flat = np.frombuffer(image.bits(), np.uint8)
    return flat.reshape(image.height(), image.bytesPerLine() // 4, 4)[:, : image.width()]
