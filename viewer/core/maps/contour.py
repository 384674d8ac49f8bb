"""Lines of equal value on a heat map, in the coordinates of the original picture."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeAlias

from viewer.core.late_numpy import np
from viewer.core.maps.geometry import Box
from viewer.core.maps.heat import upsample

if TYPE_CHECKING:
    from numpy.typing import NDArray

Points: TypeAlias = "NDArray[np.float64]"
_SAMPLES = 8  # per cell and direction: bilinear patches curve within a cell
_MOST = 512  # samples along one side, enough for the finest maps


def contour_lines(
    values: NDArray[np.float32], levels: Sequence[float], box: Box, *, cells: bool = False
) -> list[Points]:
    """Return where a map crosses each level, as polylines.

    Args:
        values: (h, w), the map scaled to 0..1.
        levels: in the values' own unit.
        box: the rectangle of the picture that the map covers, in its pixels.
        cells: follow the borders of the cells instead of interpolating between their centres.

    Returns:
        One (n, 2) array of x, y for each line, in pixels of the picture; the first pixel covers
        0..1. Nothing is drawn along the border of the box.
    """
    follow = _cell_borders if cells else _smooth_lines
    size = np.array([box[2] - box[0], box[3] - box[1]])
    corner = np.array(box[:2])
    return [line * size + corner for level in levels for line in follow(values, level)]


def _smooth_lines(values: NDArray[np.float32], level: float) -> list[Points]:
    """Follow the interpolated map; x, y run from 0 to 1."""
    from contourpy import contour_generator  # noqa: PLC0415 - only for those who want lines

    height, width = (min(_SAMPLES * side, _MOST) for side in values.shape)
    fine = np.pad(upsample(values, (width, height)), 1, mode="edge")
    lines = contour_generator(z=fine).lines(level)
    scale = np.array([width, height], float)
    return [np.clip((np.asarray(line) - 0.5) / scale, 0.0, 1.0) for line in lines]


def _cell_borders(values: NDArray[np.float32], level: float) -> list[Points]:
    """Return the sides between cells above and cells below the level; x, y run from 0 to 1."""
    inside = values >= level
    rows, columns = values.shape
    lines = [
        [[(column + 1) / columns, row / rows], [(column + 1) / columns, (row + 1) / rows]]
        for row, column in np.argwhere(inside[:, 1:] != inside[:, :-1])
    ]
    lines += [
        [[column / columns, (row + 1) / rows], [(column + 1) / columns, (row + 1) / rows]]
        for row, column in np.argwhere(inside[1:] != inside[:-1])
    ]
    return [np.array(line, float) for line in lines]
