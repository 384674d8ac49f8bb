"""The rows of the shards that are done, a part at a time, and their maps where those are wanted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from viewer.results.maps import read_stacks
from viewer.results.rows import NAMES, read_rows
from viewer.results.store import ResultStore

Stacks = dict[str, NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class PartOfResults:
    """One shard's rows; its maps are read when they are asked for."""

    store: ResultStore
    shard: int
    table: Any  # a pyarrow.Table with the columns of ``rows.COLUMNS``

    def stacks(self) -> Stacks:
        """Return the raw maps by the name of their grid, (maps, h, w) float32 each.

        Raises:
            UserError: they cannot be read.
        """
        return read_stacks(self.store.maps(self.shard))

    def rows(self) -> list[dict[str, Any]]:
        """Return the rows as they stand."""
        return self.table.to_pylist()


def parts_of(store: ResultStore, columns: tuple[str, ...] = NAMES) -> Iterator[PartOfResults]:
    """Yield the parts that are done, in the order of the plan.

    Raises:
        UserError: one cannot be read.
    """
    for shard in store.done():
        yield read_part(store, shard, columns)


def read_part(store: ResultStore, shard: int, columns: tuple[str, ...] = NAMES) -> PartOfResults:
    """Read the rows of a shard.

    Raises:
        UserError: they cannot be read.
    """
    return PartOfResults(store, shard, read_rows(store.part(shard), columns))


def raw_maps(part: PartOfResults) -> Iterator[tuple[dict[str, Any], NDArray[np.float32]]]:
    """Yield the rows that have a map, each with its raw map (h, w) float32.

    Raises:
        UserError: the maps cannot be read.
    """
    stacks = part.stacks()
    for row in part.rows():
        raw = map_of(row, stacks)
        if raw is not None:
            yield row, raw


def map_of(row: dict[str, Any], stacks: Stacks) -> NDArray[np.float32] | None:
    """Return the raw map of a row, (h, w) float32; None: it has none."""
    stack = stacks.get(row["grid"] or "")
    number = row["map"]
    if stack is None or number is None or not 0 <= number < len(stack):
        return None
    return stack[number]
