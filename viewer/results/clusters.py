"""Clusters of the maps of one class, and which of them look as a shortcut would.

As in SpRAy, maps are points; each is joined with those nearest to it, and the graph falls into
clusters where its Laplacian's eigenvalues leave a gap. A cluster is suspicious by measured facts:
its maps look at always the same place, away from where the others look or at the border. That
finds what to look at; whether it is a shortcut a person must say.

Source: Lapuschkin et al., "Unmasking Clever Hans predictors", Nature Communications 2019,
doi:10.1038/s41467-019-08987-4
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from viewer.core.maps.arrays import Floats
from viewer.core.maps.geometry import Box, Size
from viewer.core.maps.heat import upsample

GRID = 16  # cells of a side in which maps are compared
MOST = 2000  # maps of a class: the graph's eigenvectors grow with the cube
MOST_CLUSTERS = 8
FEWEST = 12  # maps that clusters are looked for in
LEAST_SHARE, MOST_SHARE = 0.02, 0.6  # of a class: a shortcut is in some of its pictures
SAME_PLACE = 0.06  # sides of the picture by which the centres of a suspicious cluster differ
OF_OTHERS = 0.5  # and by no more than this share of what is usual in the other clusters
AWAY = 0.15  # sides between its place and that of the others
BORDER = 0.5  # share of its energy in the outermost cells
Labels = NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class MapCluster:
    """Maps that are alike.

    Args:
        members: which of the maps, (n,).
        mean: (GRID, GRID) float32, of the maps scaled to a sum of 1, in picture coordinates.
        place: where they look: centre of mass, in shares of width and height.
        wander: root of the mean squared distance of their centres from there, in sides.
        border: share of the energy in the outermost cells.
        suspicious: why; empty: it is not.
    """

    members: Labels
    mean: Floats
    place: tuple[float, float]
    wander: float
    border: float
    suspicious: str = ""


def on_picture(raw: Floats, seen: Box, size: Size) -> Floats:
    """Return the positive part of a map in picture coordinates, (GRID, GRID), scaled to sum 1.

    Args:
        raw: (h, w), the map.
        seen: the part of the picture that it covers, in its pixels.
        size: width and height of the picture.
    """
    return on_part(raw, seen, (0.0, 0.0, float(size[0]), float(size[1])))


def on_part(raw: Floats, seen: Box, part: Box) -> Floats:
    """Return what of a map's positive values lies on a part of the picture, scaled to sum 1.

    Args:
        raw: (h, w), the map.
        seen: the rectangle that it covers, in pixels of the picture.
        part: such as an object's box, in pixels of the picture.

    Returns:
        (GRID, GRID) float32 over the part, whatever its size; 0 where nothing of the map lies.
    """
    across, down = GRID / (part[2] - part[0]), GRID / (part[3] - part[1])
    left, right = ((x - part[0]) * across for x in (seen[0], seen[2]))
    top, bottom = ((y - part[1]) * down for y in (seen[1], seen[3]))
    box = left, top, right, bottom
    values = upsample(np.where(np.isfinite(raw), np.maximum(raw, 0.0), 0.0), (GRID, GRID), box)
    total = float(values.sum())
    return values / total if total > 0 else values


def map_clusters(maps: Floats) -> list[MapCluster]:
    """Return the clusters of a class's maps, the suspicious ones first, then the largest.

    Args:
        maps: (n, GRID, GRID), each of sum 1.
    """
    chosen = np.arange(len(maps))
    if len(maps) > MOST:
        chosen = np.sort(np.random.default_rng(0).choice(len(maps), MOST, replace=False))
    labels = spectral_labels(maps[chosen].reshape(len(chosen), -1))
    centres = np.array([centre(each) for each in maps[chosen]])
    inside = [labels == label for label in range(int(labels.max(initial=0)) + 1)]
    wanders = np.array([_place(centres[each])[1] for each in inside])
    found = [
        _cluster(maps[chosen], centres, each, chosen, float(np.median(np.delete(wanders, n))))
        for n, each in enumerate(inside)
        if len(inside) > 1
    ] or [_cluster(maps[chosen], centres, inside[0], chosen, 0.0)]
    return sorted(found, key=lambda each: (not each.suspicious, -len(each.members)))


def spectral_labels(points: Floats) -> Labels:
    """Return the cluster of each point, from 0: one for all, where the graph does not fall apart.

    W joins each point with its k nearest; L = 1 - D^-1/2 W D^-1/2; the number of clusters is where
    the eigenvalues of L leave the largest gap, and k-means parts the rows of its eigenvectors.

    Args:
        points: (n, features).
    """
    from sklearn.cluster import KMeans  # noqa: PLC0415 - it takes a second
    from sklearn.neighbors import kneighbors_graph  # noqa: PLC0415

    count = len(points)
    if count < FEWEST:
        return np.zeros(count, np.intp)
    length = np.linalg.norm(points, axis=1, keepdims=True)
    unit = points / np.where(length > 0, length, 1.0)
    near = kneighbors_graph(unit, max(3, round(float(np.log(count))) + 2)).toarray()
    joined = (near + near.T) / 2 + 1e-6
    root = 1 / np.sqrt(joined.sum(axis=1))
    values, vectors = np.linalg.eigh(np.eye(count) - joined * np.outer(root, root))
    gaps = np.diff(values[: MOST_CLUSTERS + 1])
    clusters = int(np.argmax(gaps)) + 1
    if clusters == 1:
        return np.zeros(count, np.intp)
    rows = vectors[:, :clusters]
    rows = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)
    return KMeans(clusters, n_init="auto", random_state=0).fit_predict(rows).astype(np.intp)


def centre(values: Floats) -> tuple[float, float]:
    """Return the centre of mass of a map of sum 1, in shares of width and height."""
    along = (np.arange(GRID) + 0.5) / GRID
    total = max(float(values.sum()), 1e-12)
    return float(values.sum(0) @ along) / total, float(values.sum(1) @ along) / total


def _cluster(
    maps: Floats,
    centres: NDArray[np.float64],
    inside: NDArray[np.bool_],
    chosen: Labels,
    usual: float,
) -> MapCluster:
    """Measure a cluster; ``usual`` is the median of how far the others wander."""
    mean = maps[inside].mean(axis=0)
    place, wander = _place(centres[inside])
    border = 1 - float(mean[1:-1, 1:-1].sum()) / max(float(mean.sum()), 1e-12)
    why, tight = "", wander <= min(SAME_PLACE, OF_OTHERS * usual)
    if tight and LEAST_SHARE <= inside.mean() <= MOST_SHARE:
        why = _suspicion(place, border, _place(centres[~inside])[0])
    return MapCluster(chosen[inside], mean, place, wander, border, why)


def _suspicion(place: tuple[float, float], border: float, others: tuple[float, float]) -> str:
    """Return what is suspicious of maps that look at one place; empty: nothing."""
    if border >= BORDER:
        return "always the same place, at the border"
    away = float(np.hypot(place[0] - others[0], place[1] - others[1]))
    return "always the same place, away from the others" if away >= AWAY else ""


def _place(centres: NDArray[np.float64]) -> tuple[tuple[float, float], float]:
    middle = centres.mean(axis=0)
    wander = float(np.sqrt(((centres - middle) ** 2).sum(axis=1).mean()))
    return (float(middle[0]), float(middle[1])), wander
