"""How alike two maps are: rank correlation, correlation, structure, and their hottest tenths."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from viewer.core.maps.arrays import Floats
from viewer.core.maps.ranks import ranks

TOP = 0.1  # of the area


def spearman(a: Floats, b: Floats) -> float:
    """Return the rank correlation of two maps of one shape; equal values share their mean rank.

    Two maps without contrast are the same, and one of them is like nothing.
    """
    return pearson(ranks(a), ranks(b))


def pearson(a: NDArray[np.floating], b: NDArray[np.floating]) -> float:
    """Return the correlation of two maps of one shape, -1..1."""
    first, second = (np.asarray(one, np.float64).ravel() for one in (a, b))
    first, second = first - first.mean(), second - second.mean()
    if not first.any() or not second.any():
        return float(first.any() == second.any())
    size = np.sqrt((first @ first) * (second @ second))
    return float(np.clip(first @ second / size, -1, 1))


def ssim(a: Floats, b: Floats) -> float:
    """Return the structural similarity of two maps scaled to 0..1; nan where they are too small."""
    from skimage.metrics import structural_similarity

    window = 7
    if min(a.shape) < window:
        return float("nan")
    first, second = (_scaled(one) for one in (a, b))
    found = structural_similarity(first, second, win_size=window, data_range=1.0)
    return float(np.asarray(found))


def top_overlap(a: Floats, b: Floats) -> float:
    """Return the intersection over union of the hottest tenths of two maps."""
    count = max(1, round(a.size * TOP))
    first, second = (set(np.argsort(-one.ravel(), kind="stable")[:count]) for one in (a, b))
    return len(first & second) / len(first | second)


LIKENESS = {"spearman": spearman, "pearson": pearson, "ssim": ssim, "top_overlap": top_overlap}


def agreement(
    maps: Sequence[Floats], kinds: Sequence[str] = tuple(LIKENESS)
) -> dict[str, NDArray[np.float64]]:
    """Return how alike maps of one shape are, (n, n) for each kind of likeness."""
    found: dict[str, NDArray[np.float64]] = {}
    for name in kinds:
        alike = LIKENESS[name]
        table = np.ones((len(maps), len(maps)))
        for row in range(len(maps)):
            for column in range(row):
                table[row, column] = table[column, row] = alike(maps[row], maps[column])
        found[name] = table
    return found


def _scaled(values: Floats) -> NDArray[np.float64]:
    span = float(np.ptp(values))
    return (np.asarray(values, np.float64) - values.min()) / (span or 1.0)
