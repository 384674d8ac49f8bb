"""What a hand draws on a picture: a box, a polygon or the way of a brush, and what it covers."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from viewer.core.late_numpy import np
from viewer.core.maps.geometry import Box, Size

if TYPE_CHECKING:
    from numpy.typing import NDArray

DrawingTool = Literal["box", "polygon", "brush"]
TOOLS: tuple[DrawingTool, ...] = ("box", "polygon", "brush")
_FRACTION_BITS = 4  # of a pixel, in which OpenCV takes coordinates
_FARTHEST = 1e5  # pixels from the origin that OpenCV's integers hold


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnShape:
    """One shape in pixels of the upright picture, whose first pixel covers 0..1.

    Args:
        tool: what it was drawn with.
        points: two opposite corners, the corners of a polygon, or the way of a brush's middle.
        radius: of the brush.
    """

    tool: DrawingTool
    points: tuple[tuple[float, float], ...]
    radius: float = 0.0

    @property
    def box(self) -> Box:
        """Left, top, right, bottom of what it covers, also beside the picture."""
        xs, ys = zip(*self.points, strict=True)
        edge = self.radius if self.tool == "brush" else 0.0
        return min(xs) - edge, min(ys) - edge, max(xs) + edge, max(ys) + edge

    @property
    def is_whole(self) -> bool:
        """Whether it encloses anything."""
        left, top, right, bottom = self.box
        fewest = {"box": 2, "polygon": 3, "brush": 1}[self.tool]
        return len(self.points) >= fewest and left < right and top < bottom


@dataclass(frozen=True, slots=True, kw_only=True)
class CoveredPart:
    """What a shape covers within a picture.

    Args:
        rows: of the picture that hold all of it.
        columns: likewise.
        mask: (rows, columns) bool.
    """

    rows: slice
    columns: slice
    mask: NDArray[np.bool_]


def covered(shape: DrawnShape, size: Size) -> CoveredPart:
    """Return the pixels of a picture that a shape covers; none lie beside it.

    A box takes the pixels whose centres it holds; the edge of polygons and brushes may be off by
    two pixels.

    Args:
        shape: which.
        size: width and height of the picture.
    """
    left, top, right, bottom = shape.box
    more = 0 if shape.tool == "box" else 1
    columns = _held(left, right, size[0], more)
    rows = _held(top, bottom, size[1], more)
    height, width = rows.stop - rows.start, columns.stop - columns.start
    if shape.tool == "box" or not height or not width:
        return CoveredPart(rows=rows, columns=columns, mask=np.ones((height, width), bool))
    drawn = _drawn(shape, (columns.start, rows.start), (width, height))
    return CoveredPart(rows=rows, columns=columns, mask=drawn > 0)


def mask_of(shapes: tuple[DrawnShape, ...], size: Size) -> NDArray[np.bool_]:
    """Return where any of some shapes is, (height, width) of the whole picture."""
    found = np.zeros((size[1], size[0]), bool)
    for shape in shapes:
        part = covered(shape, size)
        found[part.rows, part.columns] |= part.mask
    return found


def _held(start: float, stop: float, most: int, more: int) -> slice:
    """Return the pixels whose centres lie within, and some more on both sides."""
    first = min(max(math.ceil(start - 0.5) - more, 0), most)
    return slice(first, max(first, min(math.ceil(stop - 0.5) + more, most)))


def _drawn(shape: DrawnShape, origin: tuple[int, int], size: Size) -> NDArray[np.uint8]:
    """Draw a polygon or a brush's way into a part of the picture, (height, width) of 0 and 1."""
    import cv2  # noqa: PLC0415 - the window's start does without it

    canvas = np.zeros((size[1], size[0]), np.uint8)
    moved = np.array(shape.points, np.float64) - origin - 0.5  # OpenCV counts from centres
    whole = np.round(moved.clip(-_FARTHEST, _FARTHEST) * 2**_FRACTION_BITS).astype(np.int32)
    if shape.tool == "polygon":
        cv2.fillPoly(canvas, [whole], (1,), shift=_FRACTION_BITS)
        return canvas
    width = max(1, round(2 * shape.radius))
    cv2.polylines(canvas, [whole], False, (1,), width, shift=_FRACTION_BITS)
    if len(whole) == 1:
        radius = round(shape.radius * 2**_FRACTION_BITS)
        cv2.circle(canvas, whole[0].tolist(), radius, (1,), cv2.FILLED, shift=_FRACTION_BITS)
    return canvas
