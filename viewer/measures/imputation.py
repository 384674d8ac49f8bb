"""Noisy linear imputation: each missing pixel is the mean of its neighbours, and a little noise.

Filled so, a picture's missing part does not tell by its shape what was taken away.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from viewer.core.maps.arrays import Floats
from viewer.measures.trial import Bools

NOISE = 0.01
NEIGHBOURS = tuple(
    (down, across, 1 / 6 if 0 in (down, across) else 1 / 12)
    for down in (-1, 0, 1)
    for across in (-1, 0, 1)
    if (down, across) != (0, 0)
)


def imputed(x: Floats, missing: Bools, random: np.random.Generator | None = None) -> Floats:
    """Fill the missing pixels of a picture: w_i (x - x_i) summed over the neighbours i is 0.

    Direct neighbours weigh 1/6, diagonal ones 1/12; beyond the border there are none.

    Args:
        x: (C, H, W) float32.
        missing: (H, W).
        random: where the noise comes from; None: there is none.

    Returns:
        A picture that is the same where nothing is missing.

    Source: Rong et al., ROAD, ICML 2022, section 4, arXiv:2202.00449
    """
    from scipy.sparse.linalg import splu

    if not missing.any():
        return x
    matrix, right = _equations(x.astype(np.float64), missing)
    options = {"SymmetricMode": True}
    solved = splu(matrix, permc_spec="MMD_AT_PLUS_A", options=options).solve(right)
    if random is not None:
        solved = solved + NOISE * random.standard_normal(solved.shape)
    filled = x.copy()
    filled[:, missing] = solved.T
    return filled


def _equations(x: NDArray[np.float64], missing: Bools) -> tuple[object, NDArray[np.float64]]:
    """Return the matrix (n, n) and the right-hand side (n, C) for the n missing pixels."""
    from scipy.sparse import csc_matrix

    height, width = missing.shape
    rows, columns = np.nonzero(missing)
    count = len(rows)
    number = np.full(missing.shape, -1)
    number[rows, columns] = np.arange(count)
    diagonal, right = np.zeros(count), np.zeros((count, len(x)))
    entries: list[tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.float64]]] = []
    for down, across, weight in NEIGHBOURS:
        y, z = rows + down, columns + across
        inside = np.nonzero((y >= 0) & (y < height) & (z >= 0) & (z < width))[0]
        y, z = y[inside], z[inside]
        diagonal[inside] += weight
        other = number[y, z]
        unknown = other >= 0
        known = ~unknown
        right[inside[known]] += weight * x[:, y[known], z[known]].T
        entries.append((inside[unknown], other[unknown], np.full(int(unknown.sum()), -weight)))
    everyone = np.arange(count)
    entries.append((everyone, everyone, diagonal))
    first, second, values = (np.concatenate(parts) for parts in zip(*entries, strict=True))
    return csc_matrix((values, (first, second)), shape=(count, count)), right
