"""What a folder of results says as a whole: maps of each class, confusions, clusters of maps."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from viewer.core.maps.arrays import Floats
from viewer.results.clusters import MapCluster, map_clusters, on_picture
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
        maps: (GRID, GRID) each, of sum 1.
    """

    target: str
    method: str
    layer: str
    pictures: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
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


def classes_of_maps(store: ResultStore) -> list[ClassOfMaps]:
    """Gather the maps that are done by class, method and layer, the most frequent first.

    Raises:
        UserError: a file of the results cannot be read.
    """
    found: dict[tuple[str, str, str], ClassOfMaps] = {}
    for part in parts_of(store):
        stacks = part.stacks()
        for row in part.rows():
            raw = map_of(row, stacks)
            if raw is None:
                continue
            key = row["target"], row["method"], row["layer"]
            group = found.setdefault(key, ClassOfMaps(*key))
            group.pictures.append((row["picture"], row["folder"]))
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
