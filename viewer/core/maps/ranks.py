"""The ranks of a map's places, and what several maps together rank high."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from viewer.core.late_numpy import np
from viewer.core.maps.arrays import Floats
from viewer.core.maps.heat import upsample

if TYPE_CHECKING:
    from numpy.typing import NDArray


def ranks(values: NDArray[np.floating]) -> NDArray[np.float64]:
    """Return the rank of each place, from 1; equal ones share the mean rank."""
    flat = np.asarray(values).ravel()
    _, inverse, counts = np.unique(flat, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    return (last - (counts - 1) / 2)[inverse].reshape(values.shape)


def consensus(maps: Sequence[Floats]) -> Floats:
    """Return the mean of the maps' ranks, scaled to 0..1: what all of them hold to be high.

    L(y, x) = (mean_m rank_m(y, x) - 1) / (places - 1)

    Args:
        maps: (h, w) each; smaller ones are spread over the largest first.

    Returns:
        (h, w) float32 of the largest.
    """
    height, width = max((one.shape for one in maps), key=lambda shape: shape[0] * shape[1])
    mean = np.mean([ranks(_spread(one, width, height)) for one in maps], axis=0)
    return ((mean - 1) / max(1, height * width - 1)).astype(np.float32)


def _spread(values: Floats, width: int, height: int) -> Floats:
    return values if values.shape == (height, width) else upsample(values, (width, height))
