"""Sets of places of a dense answer: found by class, rectangle or point, and packed into a text."""

from __future__ import annotations

import base64
import re
import zlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from viewer.core.errors import UserError
from viewer.core.foreign_text import shown
from viewer.core.maps.geometry import Geometry, Size
from viewer.core.maps.shapes import Shape

Places = NDArray[np.bool_]  # (h, w)
_NUMBER = r"\s*([-+]?\d{1,9}(?:\.\d{1,9})?)\s*"
_OF = r"(?:\s+of\s+(.+))?"
_REGION = re.compile(rf"region\s{_NUMBER},{_NUMBER},{_NUMBER},{_NUMBER}{_OF}", re.IGNORECASE)
_PIXEL = re.compile(rf"pixel\s{_NUMBER},{_NUMBER}{_OF}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class AskedRegion:
    """A rectangle of the original picture, or a point of it; and the class that is meant.

    Args:
        sides: left, top, right, bottom; of a pixel its own.
        word: "region" or "pixel".
        name: of a class; empty: the one that wins most places.
    """

    sides: tuple[float, float, float, float]
    word: str
    name: str


def asked_region(text: str) -> AskedRegion | None:
    """Return the places that a text asks about; None: it names a class.

    Raises:
        UserError: the rectangle is empty.
    """
    if (told := _PIXEL.fullmatch(text.strip())) is not None:
        x, y = float(told[1]), float(told[2])
        return AskedRegion((x, y, x + 1, y + 1), "pixel", (told[3] or "").strip())
    if (told := _REGION.fullmatch(text.strip())) is None:
        return None
    x, y, width, height = (float(told[number]) for number in range(1, 5))
    if width <= 0 or height <= 0:
        raise UserError(
            f"“{shown(text)}” is no region.",
            hint="Write x,y,width,height in pixels of the picture, with sides above 0.",
        )
    return AskedRegion((x, y, x + width, y + height), "region", (told[5] or "").strip())


def places_within(asked: AskedRegion, geometry: Geometry, grid: Size) -> Places:
    """Return the places whose centres lie within a rectangle; else the one nearest to its centre.

    Args:
        asked: on the original picture.
        geometry: the way from there to the model's input, which the grid covers.
        grid: columns and rows of the answer.

    Raises:
        UserError: the model does not see any of it.
    """
    columns, rows = grid
    across, down = columns / geometry.input[0], rows / geometry.input[1]
    left, top = geometry.to_input(*asked.sides[:2])
    right, bottom = geometry.to_input(*asked.sides[2:])
    left, right, top, bottom = left * across, right * across, top * down, bottom * down
    if right <= 0 or bottom <= 0 or left >= columns or top >= rows:
        raise UserError(
            "The model does not see this part of the picture.",
            hint="Choose a place that is not dimmed, or Input > Whole picture.",
        )
    x, y = np.arange(columns) + 0.5, np.arange(rows) + 0.5
    found = np.logical_and.outer((y >= top) & (y < bottom), (x >= left) & (x < right))
    if asked.word == "pixel" or not found.any():
        found[:] = False
        row, column = int((top + bottom) / 2), int((left + right) / 2)
        found[min(max(row, 0), rows - 1), min(max(column, 0), columns - 1)] = True
    return found


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
