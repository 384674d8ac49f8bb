"""The picture at one point of a deletion or insertion curve, as people see it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from viewer.core.maps.arrays import Floats
from viewer.core.maps.heat import upsample
from viewer.measures.removal import blurred, taken

Pixels = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class _Way:
    """How a curve takes the picture apart: from the picture or into nothing, by pixel or cell."""

    puts_in: bool
    cells: bool


WAYS = {  # by the measure's key
    "deletion": _Way(puts_in=False, cells=False),
    "deletion_cells": _Way(puts_in=False, cells=True),
    "insertion": _Way(puts_in=True, cells=False),
    "insertion_cells": _Way(puts_in=True, cells=True),
}


def part_picture(key: str, pixels: Pixels, cells: Floats, share: float) -> Floats:
    """Return what the model was shown at a point of a curve; for people it may be rounded.

    Args:
        key: of a measure in `WAYS`.
        pixels: what the model sees of the picture, (H, W, C) uint8.
        cells: the map as the method gives it, (h, w).
        share: of the places that are taken away or put in, 0..1.

    Returns:
        (H, W, C) float32, 0..255.
    """
    height, width = pixels.shape[:2]
    way = WAYS[key]
    values = cells if way.cells else upsample(cells, (width, height))
    chosen = taken(values, share, (height, width))[..., None]
    if way.puts_in:
        empty = blurred(pixels.transpose(2, 0, 1).astype(np.float32)).transpose(1, 2, 0)
        return np.where(chosen, pixels, empty)
    mean = pixels.mean(axis=(0, 1), dtype=np.float64)
    return np.where(chosen, mean, pixels).astype(np.float32)
