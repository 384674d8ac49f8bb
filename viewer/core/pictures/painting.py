"""The pixels that a question's picture stands for: those of its file, and what is painted over."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np

from viewer.core.asks.references import ImageRef
from viewer.core.maps.geometry import Size
from viewer.core.pictures.drawn import covered
from viewer.core.pictures.images import Picture, Pixels, load_picture
from viewer.core.pictures.strokes import Stroke, Strokes

GREY = 127  # of 0..255
BLUR_SHARE = 0.04  # of the longer side: the blur's standard deviation
BLURRED_PX = 256  # longer side at which it is blurred
NOTE = "Painted over."


def picture_of(image: ImageRef, plain: Picture | None = None) -> Picture:
    """Return what a question's picture looks like.

    Args:
        image: the file, and what is painted over.
        plain: the file's picture, if it is at hand.

    Raises:
        UserError: the file, or one whose patches were painted, cannot be read.
    """
    found = plain or load_picture(image.path, page=image.page, levels=image.levels)
    if not image.painted:
        return found
    rgb = painted(found.rgb, image.painted)
    rgb.flags.writeable = False
    mark = hashlib.sha256(f"{found.sha256} {image.painted}".encode()).hexdigest()
    return replace(found, rgb=rgb, alpha=None, sha256=mark, notes=(*found.notes, NOTE))


def painted(rgb: Pixels, strokes: Strokes) -> Pixels:
    """Return a copy of a picture with strokes over it, the first one first.

    Args:
        rgb: (H, W, 3) uint8.
        strokes: what is painted, in the order of painting.

    Raises:
        UserError: a picture whose patches were painted cannot be read.
    """
    height, width = rgb.shape[:2]
    found, fillings = rgb.copy(), _Fillings(rgb)
    for stroke in strokes:
        part = covered(stroke.shape, (width, height))
        here = found[part.rows, part.columns]
        filling = fillings.of(stroke)
        here[part.mask] = filling[part.rows, part.columns][part.mask]
    return found


def blurred(rgb: Pixels) -> Pixels:
    """Return a picture without its details: blurred while it is small, then enlarged again."""
    height, width = rgb.shape[:2]
    shrunk = min(1.0, BLURRED_PX / max(height, width))
    size = max(1, round(width * shrunk)), max(1, round(height * shrunk))
    small = cv2.resize(rgb, size, interpolation=cv2.INTER_AREA)
    soft = cv2.GaussianBlur(small, (0, 0), BLUR_SHARE * max(size))
    return np.asarray(cv2.resize(soft, (width, height)), np.uint8)


@dataclass(slots=True)
class _Fillings:
    """What strokes on one picture show; each is made when it is first painted."""

    rgb: Pixels
    _known: dict[object, Pixels] = field(default_factory=dict[object, Pixels])

    def of(self, stroke: Stroke) -> Pixels:
        """Return what a stroke shows, as large as the picture."""
        key = stroke.filling, stroke.source
        if key not in self._known:
            self._known[key] = self._made(stroke)
        return self._known[key]

    def _made(self, stroke: Stroke) -> Pixels:
        height, width = self.rgb.shape[:2]
        if stroke.filling == "blur":
            return blurred(self.rgb)
        if stroke.filling == "patch" and stroke.source is not None:
            return covering(stroke.source, (width, height))
        return np.broadcast_to(np.uint8(GREY), self.rgb.shape)


@lru_cache(maxsize=2)
def covering(source: Path, size: Size) -> Pixels:
    """Return another picture, enlarged or shrunk until it covers a size, and cut to its middle.

    Raises:
        UserError: it cannot be read.
    """
    rgb = load_picture(source).rgb
    height, width = rgb.shape[:2]
    scale = max(size[0] / width, size[1] / height)
    whole = max(size[0], round(width * scale)), max(size[1], round(height * scale))
    shrinks = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    large = np.asarray(cv2.resize(rgb, whole, interpolation=shrinks), np.uint8)
    left, top = (whole[0] - size[0]) // 2, (whole[1] - size[1]) // 2
    return large[top : top + size[1], left : left + size[0]]
