"""What a folder of results says as a whole: maps of each class, confusions, clusters of maps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from viewer.core.errors import Cancelled
from viewer.core.maps.arrays import Floats
from viewer.results.clusters import MapCluster, map_clusters, on_picture
from viewer.results.confusion import Confusions, confusion_matrix
from viewer.results.map_places import map_places
from viewer.results.reading import map_of, parts_of
from viewer.results.store import ResultStore

_SIDES = ("box_left", "box_top", "box_right", "box_bottom")


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
    """

    target: str
    method: str
    layer: str
    pictures: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    pages: list[int] = field(default_factory=list[int])
    maps: list[Floats] = field(default_factory=list[Floats])

    @property
    def mean(self) -> Floats:
        """The mean of the maps, (GRID, GRID)."""
        return np.asarray(np.mean(self.maps, axis=0, dtype=np.float64), np.float32)

    @property
    def deviation(self) -> Floats:
        """Their standard deviation, (GRID, GRID)."""
        return np.asarray(np.std(self.maps, axis=0, dtype=np.float64), np.float32)

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
    """

    group: ClassOfMaps
    clusters: tuple[MapCluster, ...]
    places: Floats


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
    return ClusteredMaps(group, tuple(group.clusters()), map_places(np.stack(group.maps)))


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
        stacks = part.stacks()
        for row in part.rows():
            raw = map_of(row, stacks)
            if raw is None:
                continue
            key = row["target"], row["method"], row["layer"]
            group = found.setdefault(key, ClassOfMaps(*key))
            group.pictures.append((row["picture"], row["folder"]))
            group.pages.append(row["page"] or 0)
            group.maps.append(_placed(raw, row))
    return sorted(found.values(), key=lambda group: -len(group.maps))


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


def _placed(raw: Floats, row: dict[str, Any]) -> Floats:
    left, top, right, bottom = (float(row[side]) for side in _SIDES)
    return on_picture(raw, (left, top, right, bottom), (row["width"], row["height"]))
