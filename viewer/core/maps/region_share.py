"""How much of what stands in a grid of cells lies within a rectangle of the picture."""

from __future__ import annotations

import numpy as np

from viewer.core.maps.arrays import Floats

Rectangle = tuple[float, float, float, float]  # left, top, right, bottom


def share_within(cells: Floats, box: Rectangle, region: Rectangle) -> float:
    """Return the sum of the cells within a region; a cell that is cut counts by its area.

    Args:
        cells: (h, w), each with what it adds.
        box: where the grid lies on the picture, in its pixels.
        region: in pixels of the picture.
    """
    rows, columns = cells.shape
    across = _covered(columns, box[0], box[2], region[0], region[2])
    down = _covered(rows, box[1], box[3], region[1], region[3])
    return float(down @ cells.astype(np.float64) @ across)


def _covered(count: int, first: float, last: float, start: float, end: float) -> Floats:
    """Return which share of each of the cells between first and last lies between start and end."""
    edges = np.linspace(first, last, count + 1)
    inside = np.minimum(edges[1:], max(start, end)) - np.maximum(edges[:-1], min(start, end))
    return (np.maximum(inside, 0) / np.diff(edges)).astype(np.float32)
