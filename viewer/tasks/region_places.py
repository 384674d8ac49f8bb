"""Sets of places of a dense answer: within an outline or marked by a mask, packed into a text."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from viewer.core.errors import UserError
from viewer.core.maps.arrays import Floats
from viewer.core.maps.geometry import Geometry, Size
from viewer.core.maps.shapes import Point, Shape
from viewer.core.pictures.mask_file import read_mask
from viewer.tasks.region_asking import AskedRegion

Places = NDArray[np.bool_]  # (h, w)
VOID = 255  # what a mask of classes says of a place that counts for none


def places_asked(asked: AskedRegion, answer: Floats, geometry: Geometry) -> Places:
    """Return the places that are asked about; a mask's file is read anew.

    Args:
        asked: on the original picture.
        answer: (C, h, w), a number for each class at each place.
        geometry: the way from the picture to the model's input.

    Raises:
        UserError: there are none, or the file is no mask.
    """
    grid = answer.shape[2], answer.shape[1]
    if asked.file is None:
        return places_within(asked, geometry, grid)
    mask = read_mask(asked.file)
    if asked.word == "wrong":
        return wrong_places(told_at(mask, geometry, grid, outside=VOID), answer.argmax(axis=0))
    return marked_places(told_at(mask, geometry, grid, outside=0))


def places_within(asked: AskedRegion, geometry: Geometry, grid: Size) -> Places:
    """Return the places whose centres lie within an outline; else the one nearest to its centre.

    Args:
        asked: on the original picture, with corners.
        geometry: the way from there to the model's input, which the grid covers.
        grid: columns and rows of the answer.

    Raises:
        UserError: the model does not see any of it.
    """
    columns, rows = grid
    across, down = columns / geometry.input[0], rows / geometry.input[1]
    on_input = [geometry.to_input(x, y) for x, y in asked.corners]
    corners = [(x * across, y * down) for x, y in on_input]
    left, top = (min(side) for side in zip(*corners, strict=True))
    right, bottom = (max(side) for side in zip(*corners, strict=True))
    if right <= 0 or bottom <= 0 or left >= columns or top >= rows:
        raise _unseen()
    found = _inside(corners, grid)
    if asked.word == "pixel" or not found.any():
        found[:] = False
        row, column = int((top + bottom) / 2), int((left + right) / 2)
        found[min(max(row, 0), rows - 1), min(max(column, 0), columns - 1)] = True
    return found


def told_at(
    mask: NDArray[np.int32], geometry: Geometry, grid: Size, *, outside: int
) -> NDArray[np.int32]:
    """Return what a mask of the whole picture says at the centre of each place, (h, w).

    Args:
        mask: (H, W) of any size: it covers the picture.
        geometry: the way from the picture to the model's input.
        grid: columns and rows of the answer.
        outside: what is said of places beside the picture.
    """
    columns, rows = grid
    width, height = geometry.original
    xs = [
        geometry.to_original((n + 0.5) * geometry.input[0] / columns, 0)[0] for n in range(columns)
    ]
    ys = [geometry.to_original(0, (n + 0.5) * geometry.input[1] / rows)[1] for n in range(rows)]
    across = np.floor(np.array(xs) * mask.shape[1] / width).astype(int)
    down = np.floor(np.array(ys) * mask.shape[0] / height).astype(int)
    inside = np.logical_and.outer(
        (down >= 0) & (down < mask.shape[0]), (across >= 0) & (across < mask.shape[1])
    )
    across, down = across.clip(0, mask.shape[1] - 1), down.clip(0, mask.shape[0] - 1)
    return np.where(inside, mask[np.ix_(down, across)], outside).astype(np.int32)


def wrong_places(told: NDArray[np.int32], best: NDArray[np.int64]) -> Places:
    """Return where a mask names another class than the model.

    Args:
        told: the true class of each place, (h, w); 255 says nothing.
        best: the class that wins each place, (h, w).

    Raises:
        UserError: there is no such place.
    """
    found = (told != VOID) & (told != best)
    if not found.any():
        raise UserError(
            "The model is wrong at no place that the mask tells of.",
            hint="The mask's values are numbers of classes; 255 counts for none.",
        )
    return found


def marked_places(told: NDArray[np.int32]) -> Places:
    """Return where a mask is not black.

    Raises:
        UserError: it is black wherever the model looks.
    """
    found = told > 0
    if not found.any():
        raise UserError(
            "The mask marks no place that the model sees.",
            hint="A mask has the picture's shape, and is not black where the region lies.",
        )
    return found


def _inside(corners: Sequence[Point], grid: Size) -> Places:
    """Return the places whose centres an outline goes around an odd number of times."""
    columns, rows = grid
    x, y = np.meshgrid(np.arange(columns) + 0.5, np.arange(rows) + 0.5)
    found = np.zeros((rows, columns), bool)
    for (x0, y0), (x1, y1) in zip(corners, [*corners[1:], corners[0]], strict=True):
        if y0 != y1:
            crosses = (y0 <= y) != (y1 <= y)
            found ^= crosses & (x < x0 + (y - y0) * (x1 - x0) / (y1 - y0))
    return found


def _unseen() -> UserError:
    return UserError(
        "The model does not see this part of the picture.",
        hint="Choose a place that is not dimmed, or Input > Whole picture.",
    )


def packed(places: Places) -> str:
    """Return places as a short text that can be compared and sent."""
    return base64.b85encode(zlib.compress(np.packbits(places).tobytes(), 9)).decode("ascii")


def unpacked(text: str, grid: Size) -> Places:
    """Return the places of a text that `packed` has made for a grid of columns and rows."""
    columns, rows = grid
    bits = np.frombuffer(zlib.decompress(base64.b85decode(text)), np.uint8)
    return np.unpackbits(bits, count=columns * rows).astype(bool).reshape(rows, columns)


def outlines(places: Places, geometry: Geometry, *, most: int = 40) -> tuple[Shape, ...]:
    """Return the borders of places on the original picture, the longest first."""
    import cv2

    rows, columns = places.shape
    fine = np.pad(places.astype(np.uint8), 1).repeat(2, 0).repeat(2, 1)
    found, _ = cv2.findContours(fine, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    across, down = geometry.input[0] / columns, geometry.input[1] / rows
    shapes: list[Shape] = []
    for contour in sorted(found, key=len, reverse=True)[:most]:
        cells = np.clip((contour.reshape(-1, 2) + 0.5) / 2 - 1, 0, (columns, rows))
        points = tuple(geometry.to_original(float(x) * across, float(y) * down) for x, y in cells)
        shapes.append(Shape(points=points))
    return tuple(shapes)
