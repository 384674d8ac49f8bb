"""The pictures of a folder in which the model looked as in a given one, the nearest first.

Two maps are held against each other by the share of their weight that lies in the same place:

    shared(a, b) = sum_i min(a_i, b_i), of maps in picture coordinates that sum to 1

1: they are the same; 0: no cell bears weight in both.

Source: Swain and Ballard, “Color indexing”, IJCV 1991, eq. 1 (histogram intersection),
doi:10.1007/BF00130487
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from viewer.core.errors import Cancelled
from viewer.core.maps.arrays import Floats
from viewer.results.reading import parts_of, raw_maps
from viewer.results.store import ResultStore
from viewer.results.whole import placed_map

LEAST = 0.5  # of the weight: pictures that share less are not shown
MOST = 1000  # pictures that are shown


@dataclass(slots=True, eq=False)
class PicturesAlike:
    """Which pictures have a map that is like this one.

    Args:
        values: the map, (GRID, GRID), of sum 1.
    """

    values: Floats
    _shares: dict[Path, float] = field(default_factory=dict[Path, float])

    def put(self, picture: Path, values: Floats) -> None:
        """Take in a map of a picture; of several the nearest one counts."""
        share = float(np.minimum(self.values, values).sum())
        self._shares[picture] = max(share, self._shares.get(picture, 0.0))

    @property
    def nearest(self) -> list[Path]:
        """The pictures that share enough, the nearest first, MOST at most."""
        alike = [picture for picture, share in self._shares.items() if share >= LEAST]
        return sorted(alike, key=lambda picture: -self._shares[picture])[:MOST]

    @property
    def count(self) -> int:
        """How many pictures were looked at."""
        return len(self._shares)


def alike_in(
    store: ResultStore, values: Floats, way: tuple[str, str], cancelled: Callable[[], bool]
) -> PicturesAlike:
    """Look through the maps of the shards that are done.

    Args:
        store: whose.
        values: the map that others are held against, (GRID, GRID), of sum 1.
        way: method and layer of the maps that are looked at.
        cancelled: tells whether it is no longer wanted.

    Raises:
        UserError: a file of the results cannot be read.
        Cancelled: it is no longer wanted.
    """
    found = PicturesAlike(values)
    for part in parts_of(store):
        if cancelled():
            raise Cancelled
        for row, raw in raw_maps(part):
            if (row["method"], row["layer"]) == way:
                found.put(Path(row["picture"]), placed_map(row, raw))
    return found
