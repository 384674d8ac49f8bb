"""What a folder of results says as a whole: maps of each class, confusions, clusters of maps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from viewer.core.errors import Cancelled
from viewer.core.maps.arrays import Floats
from viewer.core.maps.geometry import Box
from viewer.results.clusters import GRID, MapCluster, map_clusters, on_part, on_picture
from viewer.results.confusion import Confusions, confusion_matrix
from viewer.results.map_places import Way, map_places, usual_way
from viewer.results.reading import parts_of, raw_maps
from viewer.results.store import ResultStore

_SIDES = ("left", "top", "right", "bottom")


@dataclass(slots=True, eq=False)
class MeanMap:
    """The mean of maps, cell by cell, and how far they spread; no map is kept.

    deviation = sqrt(sum of squares / count - mean^2)
    """

    count: int = 0
    _sum: NDArray[np.float64] = field(default_factory=lambda: np.zeros((GRID, GRID)))
    _squares: NDArray[np.float64] = field(default_factory=lambda: np.zeros((GRID, GRID)))

    def add(self, values: Floats) -> None:
        """Take in one more map, (GRID, GRID)."""
        self.count += 1
        self._sum += values
        self._squares += np.square(values, dtype=np.float64)

    @property
    def mean(self) -> Floats:
        """The mean, (GRID, GRID) float32; 0 of no maps."""
        return np.asarray(self._sum / max(self.count, 1), np.float32)

    @property
    def deviation(self) -> Floats:
        """The standard deviation, (GRID, GRID) float32."""
        share = max(self.count, 1)
        squared = self._squares / share - np.square(self._sum / share)
        return np.asarray(np.sqrt(np.maximum(squared, 0.0)), np.float32)


@dataclass(slots=True)
class ClassOfMaps:
    """All maps of one class by one method at one layer, in picture coordinates.

    Args:
        target: the class.
        method: key of the method.
        layer: whose output the maps are of.
        pictures: path and folder of each map's picture.
        pages: which page of its file it is.
        maps: (GRID, GRID) each, of sum 1.
        on_picture: their mean.
        in_object: where it is known where the object is, the mean of the maps over its box.
    """

    target: str
    method: str
    layer: str
    pictures: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    pages: list[int] = field(default_factory=list[int])
    maps: list[Floats] = field(default_factory=list[Floats])
    on_picture: MeanMap = field(default_factory=MeanMap)
    in_object: MeanMap = field(default_factory=MeanMap)

    def clusters(self) -> list[MapCluster]:
        """Return clusters of the maps, the suspicious ones first."""
        return map_clusters(np.stack(self.maps))


@dataclass(frozen=True, slots=True, eq=False)
class WholeFolder:
    """What is read of a folder of results, to be looked at as a whole.

    Args:
        store: whose.
        shards: how many of its shards were done.
        confusions: of folders and predicted classes.
        groups: the maps of each class, the most frequent first.
    """

    store: ResultStore
    shards: int
    confusions: Confusions
    groups: tuple[ClassOfMaps, ...]


@dataclass(frozen=True, slots=True, eq=False)
class ClusteredMaps:
    """The maps of a class as clusters, and as points of a plane.

    Args:
        group: the maps.
        clusters: of them, the suspicious ones first.
        places: (maps, 2) float32.
        way: how the places were found.
    """

    group: ClassOfMaps
    clusters: tuple[MapCluster, ...]
    places: Floats
    way: Way


def _never() -> bool:
    return False


def read_whole(store: ResultStore, cancelled: Callable[[], bool] = _never) -> WholeFolder:
    """Read the shards that are done.

    Raises:
        UserError: a file of the results cannot be read.
        Cancelled: it is no longer wanted.
    """
    done = len(store.done())
    groups = classes_of_maps(store, cancelled)
    return WholeFolder(store, done, confusion_matrix(confusions(store)), tuple(groups))


def clustered(group: ClassOfMaps) -> ClusteredMaps:
    """Look for clusters among the maps of a class, and give each map a place."""
    way = usual_way(len(group.maps))
    places = map_places(np.stack(group.maps), way)
    return ClusteredMaps(group, tuple(group.clusters()), places, way)


def placed_anew(found: ClusteredMaps, way: Way) -> ClusteredMaps:
    """Give each map another place; the clusters are the same.

    Raises:
        UserError: there are too many maps for this way, or what it needs is not installed.
    """
    return replace(found, places=map_places(np.stack(found.group.maps), way), way=way)


def classes_of_maps(
    store: ResultStore, cancelled: Callable[[], bool] = _never
) -> list[ClassOfMaps]:
    """Gather the maps that are done by class, method and layer, the most frequent first.

    Raises:
        UserError: a file of the results cannot be read.
        Cancelled: it is no longer wanted.
    """
    found: dict[tuple[str, str, str], ClassOfMaps] = {}
    for part in parts_of(store):
        if cancelled():
            raise Cancelled
        for row, raw in raw_maps(part):
            key = row["target"], row["method"], row["layer"]
            group = found.setdefault(key, ClassOfMaps(*key))
            group.pictures.append((row["picture"], row["folder"]))
            group.pages.append(row["page"] or 0)
            group.maps.append(placed_map(row, raw))
            group.on_picture.add(group.maps[-1])
            if row["object_left"] is not None:
                group.in_object.add(on_part(raw, _box(row, "box"), _box(row, "object")))
    return sorted(found.values(), key=lambda group: -len(group.maps))


def placed_map(row: dict[str, Any], raw: Floats) -> Floats:
    """Return the map of a row over its picture, (GRID, GRID), of sum 1."""
    return on_picture(raw, _box(row, "box"), (row["width"], row["height"]))


def confusions(store: ResultStore) -> Counter[tuple[str, str]]:
    """Count pictures by the folder that they lie in and the class that is predicted.

    Raises:
        UserError: a file of the results cannot be read.
    """
    seen: dict[int, tuple[str, str]] = {}
    for part in parts_of(store, ("place", "folder", "predicted")):
        for row in part.rows():
            if row["predicted"] is not None:
                seen[row["place"]] = row["folder"], row["predicted"]
    return Counter(seen.values())


def _box(row: dict[str, Any], name: str) -> Box:
    left, top, right, bottom = (float(row[f"{name}_{side}"]) for side in _SIDES)
    return left, top, right, bottom
