"""Maps as points of a plane: what looks alike lies together."""

from __future__ import annotations

from typing import Any

import numpy as np

from viewer.core.maps.arrays import Floats

FEWEST = 12  # fewer have no neighbourhood to keep
MOST = 400  # t-SNE takes seconds for these
PERPLEXITY = 30.0  # neighbours that count: a third of the maps at most


def map_places(maps: Floats) -> Floats:
    """Return a place for each map: by t-SNE, or where they are many or few on their main axes.

    Args:
        maps: (n, rows, columns), each of sum 1.

    Returns:
        (n, 2) float32, without a unit.

    Source: van der Maaten and Hinton, “Visualizing Data using t-SNE”, JMLR 9, 2008.
    """
    points = maps.reshape(len(maps), -1).astype(np.float64)
    if not FEWEST <= len(points) <= MOST or np.ptp(points, axis=0).max() <= 0:
        return main_axes(points)
    from sklearn.manifold import TSNE  # noqa: PLC0415 - it takes a second

    near = min(PERPLEXITY, len(points) / 3)
    # The start is divided by its deviation, so that maps whose cells are tiny do not begin as one.
    axes = main_axes(points)
    start: Any = axes / max(float(axes[:, 0].std()), 1e-12) * 1e-4
    found = TSNE(perplexity=near, init=start, random_state=0, n_jobs=1).fit_transform(points)
    return np.asarray(found, np.float32)


def main_axes(points: np.ndarray) -> Floats:
    """Return points (n, features) on the two axes along which they differ most, (n, 2) float32."""
    centred = points - points.mean(axis=0)
    _, axes = np.linalg.eigh(centred.T @ centred)
    return np.asarray(centred @ axes[:, :-3:-1], np.float32)
