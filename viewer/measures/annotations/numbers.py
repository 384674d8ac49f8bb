"""Numbers, texts and lists as files of others hold them: finite, bounded, or refused."""

from __future__ import annotations

import math
from typing import Any

from viewer.core.foreign_text import shown
from viewer.measures.truth import Points, Region

MOST_REGIONS = 10_000  # of one picture
MOST_POINTS = 100_000  # of one outline
FARTHEST = 1e6  # pixels from the origin


class NotAnnotated(ValueError):  # noqa: N818 - told in words by who reads the file
    """A file does not say what it should; the sentence tells what is wrong."""


def number(value: Any) -> float:
    """Return a number of pixels."""
    try:
        found = float(value)
    except (TypeError, ValueError) as error:
        raise NotAnnotated(f"“{shown(str(value), 40)}” is no number.") from error
    if not math.isfinite(found) or abs(found) > FARTHEST:
        raise NotAnnotated(f"“{shown(str(value), 40)}” is no place in a picture.")
    return found


def listed(value: Any, most: int = MOST_REGIONS) -> list[Any]:
    """Return a list that is not too long."""
    if not isinstance(value, list) or len(value) > most:
        raise NotAnnotated("A list is missing or too long.")
    return value


def points(value: Any) -> Points:
    """Return the corners of an outline: [[x, y], …]."""
    pairs = [listed(pair, 3) for pair in listed(value, MOST_POINTS)]
    if any(len(pair) < 2 for pair in pairs):
        raise NotAnnotated("A point has two numbers.")
    return tuple((number(pair[0]), number(pair[1])) for pair in pairs)


def boxed(left: Any, top: Any, right: Any, bottom: Any, label: Any = "") -> Region:
    """Return an object that fills its box."""
    x, y = sorted((number(left), number(right))), sorted((number(top), number(bottom)))
    return Region(box=(x[0], y[0], x[1], y[1]), label=named(label))


def outlined(polygons: tuple[Points, ...], label: Any = "") -> Region:
    """Return an object with outlines, and the box around them."""
    every = [point for polygon in polygons for point in polygon]
    if not every:
        raise NotAnnotated("An outline has no points.")
    xs, ys = zip(*every, strict=True)
    box = min(xs), min(ys), max(xs), max(ys)
    return Region(box=box, label=named(label), polygons=polygons)


def named(label: Any) -> str:
    """Return what an object is called; a number is a name, too."""
    return shown(str(label)) if isinstance(label, (str, int)) else ""


def sized(width: Any, height: Any) -> tuple[int, int] | None:
    """Return the size of the picture that was drawn on; None: it is not told."""
    if not width or not height:
        return None
    found = int(number(width)), int(number(height))
    if min(found) < 1:
        raise NotAnnotated("A picture cannot be that small.")
    return found
