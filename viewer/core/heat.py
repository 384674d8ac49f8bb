"""From a raw map to display values: scale, and exact upsampling onto the original."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from viewer.core.geometry import Box, Size

Floats = NDArray[np.float32]
Bools = NDArray[np.bool_]


def display_range(raw: ArrayLike) -> tuple[float, float]:
    """Return the smallest and the largest finite value; ``(0.0, 0.0)`` when there is none."""
    values = np.asarray(raw, np.float64)
    finite = values[np.isfinite(values)]
    if not finite.size:
        return 0.0, 0.0
    return float(finite.min()), float(finite.max())


def normalise(raw: ArrayLike, low: float, high: float) -> Floats:
    """Map low..high to 0..1 and cut what lies outside; the peak is lost here and nowhere else.

    Returns:
        float32 of the same shape, 0..1. A flat range gives zeros, never NaN: a map without
        contrast shows nothing. NaN becomes 0.
    """
    values = np.asarray(raw, np.float64)
    if not high > low:
        return np.zeros(values.shape, np.float32)
    scaled = np.clip((values - low) / (high - low), 0.0, 1.0)
    return np.where(np.isnan(scaled), 0.0, scaled).astype(np.float32)


def upsample(
    values: ArrayLike, size: Size, box: Box | None = None, *, cells: bool = False
) -> Floats:
    """Spread a small map over a picture by linear interpolation between its cells' centres.

    out = rows @ values @ columns.T

    Each row of ``rows`` and ``columns`` holds two weights: cell centres stand at half cells,
    and beyond the outermost centres the outermost value goes on. When the box is the whole
    picture this is ``cv2.resize(values, size, interpolation=INTER_LINEAR)``.

    Args:
        values: (h, w), finite.
        size: width and height of the picture.
        box: the rectangle of the picture that the map covers, in its pixels, fractions
            allowed; None: all of it.
        cells: give every pixel the value of the cell it lies in, without interpolation.

    Returns:
        (height, width) float32; 0 where a pixel's centre lies outside the box.
    """
    small = np.asarray(values, np.float32)
    left, top, right, bottom = box or _whole(size)
    weigh = _shares if cells else _weights
    rows = weigh(size[1], top, bottom, small.shape[0])
    columns = weigh(size[0], left, right, small.shape[1])
    return np.asarray(rows @ small @ columns.T, np.float32)


def coverage(size: Size, box: Box | None = None) -> Bools:
    """Tell which pixels of a picture have their centre inside the box.

    Returns:
        (height, width) bool.
    """
    left, top, right, bottom = box or _whole(size)
    return np.logical_and.outer(_inside(size[1], top, bottom), _inside(size[0], left, right))


def _whole(size: Size) -> Box:
    return 0.0, 0.0, float(size[0]), float(size[1])


def _inside(pixels: int, start: float, stop: float) -> Bools:
    centres = np.arange(pixels) + 0.5
    return (centres >= start) & (centres < stop)


def _weights(pixels: int, start: float, stop: float, cells: int) -> Floats:
    """Weigh the cells for each pixel of one axis: (pixels, cells), rows add up to 1 or 0."""
    inside = np.flatnonzero(_inside(pixels, start, stop))
    place = (inside + 0.5 - start) / (stop - start) * cells - 0.5
    place = np.clip(place, 0.0, cells - 1.0)
    first = np.floor(place).astype(np.intp)
    second = np.minimum(first + 1, cells - 1)
    share = place - first
    weights = np.zeros((pixels, cells), np.float64)
    weights[inside, first] = 1.0 - share
    weights[inside, second] += share
    return weights.astype(np.float32)


def _shares(pixels: int, start: float, stop: float, cells: int) -> Floats:
    """Give each pixel of one axis to the cell its centre lies in: (pixels, cells), 0 or 1."""
    inside = np.flatnonzero(_inside(pixels, start, stop))
    place = (inside + 0.5 - start) / (stop - start) * cells
    weights = np.zeros((pixels, cells), np.float32)
    weights[inside, np.clip(np.floor(place).astype(np.intp), 0, cells - 1)] = 1.0
    return weights
