"""Maps as points of a plane, by t-SNE, UMAP or PCA (main axes): what looks alike lies together."""

from __future__ import annotations

from importlib import import_module
from typing import Any, Literal

import numpy as np

from viewer.core.errors import UserError
from viewer.core.maps.arrays import Floats

Way = Literal["t-SNE", "UMAP", "PCA"]
WAYS: tuple[Way, ...] = ("t-SNE", "UMAP", "PCA")
FEWEST = 12  # fewer have no neighbourhood to keep
USUAL = 400  # t-SNE takes seconds for these; for more it has to be asked for
MOST = 5_000  # that t-SNE and UMAP are made of
PERPLEXITY = 30.0  # of t-SNE, neighbours that count: a third of the maps at most
NEIGHBOURS = 15  # of UMAP


def usual_way(count: int) -> Way:
    """Return how so many maps are given places where nobody has said it."""
    return "t-SNE" if FEWEST <= count <= USUAL else "PCA"


def map_places(maps: Floats, way: Way | None = None) -> Floats:
    """Return a place for each map; few maps, and those all alike, are put on their main axes.

    Args:
        maps: (n, rows, columns), each of sum 1.
        way: how; None: as is usual for so many.

    Returns:
        (n, 2) float32, without a unit.

    Raises:
        UserError: the maps are too many for this way, or UMAP is not installed.

    Source: van der Maaten and Hinton, “Visualizing Data using t-SNE”, JMLR 9, 2008; McInnes et
    al., “UMAP: Uniform Manifold Approximation and Projection”, JOSS 3(29), 2018,
    doi:10.21105/joss.00861
    """
    way = way or usual_way(len(maps))
    points = maps.reshape(len(maps), -1).astype(np.float64)
    umap = _umap() if way == "UMAP" else None
    if way == "PCA" or len(points) < FEWEST or np.ptp(points, axis=0).max() <= 0:
        return main_axes(points)
    if len(points) > MOST:
        raise UserError(
            f"{way} takes too long for more than {MOST:,} maps.",
            hint="Their main axes are shown at once.",
        )
    # The start is divided by its deviation, so that maps whose cells are tiny do not begin as one.
    axes = main_axes(points)
    start = axes / max(float(axes[:, 0].std()), 1e-12)
    return _by_tsne(points, start) if umap is None else _by_umap(umap, points, start)


def main_axes(points: np.ndarray) -> Floats:
    """Return points (n, features) on the two axes along which they differ most, (n, 2) float32."""
    centred = points - points.mean(axis=0)
    _, axes = np.linalg.eigh(centred.T @ centred)
    return np.asarray(centred @ axes[:, :-3:-1], np.float32)


def _by_tsne(points: np.ndarray, start: Any) -> Floats:
    from sklearn.manifold import TSNE  # noqa: PLC0415 - it takes a second

    near = min(PERPLEXITY, len(points) / 3)
    found = TSNE(perplexity=near, init=start * 1e-4, random_state=0, n_jobs=1)
    return np.asarray(found.fit_transform(points), np.float32)


def _by_umap(umap: Any, points: np.ndarray, start: Any) -> Floats:
    near = min(NEIGHBOURS, len(points) - 1)
    found = umap.UMAP(n_neighbors=near, init=start * 10, random_state=0, n_jobs=1)
    return np.asarray(found.fit_transform(points), np.float32)


def _umap() -> Any:
    try:
        return import_module("umap")
    except ImportError as error:
        raise UserError(
            "UMAP is not installed.",
            hint="Type: python -m pip install umap-learn",
            detail=str(error),
        ) from error
