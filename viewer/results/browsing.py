"""The rows of a result folder as a table to look at: sorted and filtered by any column.

The first parts are there at once; the others follow, and so do those that are done meanwhile.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from viewer.core.maps.arrays import Floats
from viewer.results.arrow import arrow
from viewer.results.filters import RowFilter, mask_of
from viewer.results.maps import read_stacks
from viewer.results.rows import read_rows
from viewer.results.store import ResultStore

FIRST = 2  # parts that are read before the first rows are shown
PART = "part"  # column that says which shard a row stands in
KEPT = 4  # files of maps that stay in memory


@dataclass(slots=True)
class ResultTable:
    """All rows that are read so far, in the order that was asked for.

    Args:
        store: whose.
    """

    store: ResultStore
    _table: Any = None
    _read: set[int] = field(default_factory=set[int])
    _order: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, np.int64))
    _sorting: tuple[str, bool] = ("place", False)
    _filters: tuple[RowFilter, ...] = ()
    _stacks: dict[int, dict[str, Floats]] = field(default_factory=dict[int, dict[str, Floats]])

    @classmethod
    def open(cls, folder: Path) -> ResultTable:
        """Open a folder and read the first parts.

        Raises:
            UserError: it holds no results, or one of them cannot be read.
        """
        table = cls(ResultStore.open(folder))
        table._take(table.store.done()[:FIRST])
        return table

    def copy(self) -> ResultTable:
        """Return the same rows, to be changed on another thread while these are shown."""
        return replace(self, _read={*self._read}, _stacks={**self._stacks})

    @property
    def is_complete(self) -> bool:
        """Whether the rows of all shards of the plan are read."""
        return len(self._read) >= self.store.plan.shards

    @property
    def shards(self) -> tuple[int, int]:
        """How many shards are read, and how many there are."""
        return len(self._read), self.store.plan.shards

    @property
    def total(self) -> int:
        """How many rows are read."""
        return 0 if self._table is None else int(self._table.num_rows)

    def __len__(self) -> int:
        """Return how many rows pass the filters."""
        return len(self._order)

    def read_all(self) -> int:
        """Read the parts that are done and not yet read; return how many there were.

        Raises:
            UserError: one cannot be read.
        """
        return self._take([shard for shard in self.store.done() if shard not in self._read])

    def sort(self, column: str, *, down: bool = False) -> None:
        """Put the rows into the order of a column; rows without a value come last."""
        self._sorting = column, down
        self._arrange()

    def keep(self, filters: Sequence[RowFilter]) -> None:
        """Show the rows alone that pass all filters."""
        self._filters = tuple(filters)
        self._arrange()

    def row(self, number: int) -> dict[str, Any]:
        """Return a row that is shown, by its number from 0."""
        return self._table.slice(int(self._order[number]), 1).to_pylist()[0]

    def rows(self, start: int, stop: int) -> list[dict[str, Any]]:
        """Return some of the rows that are shown."""
        return self._table.take(arrow().array(self._order[start:stop])).to_pylist()

    def column(self, name: str) -> list[Any]:
        """Return a column of all rows that are shown."""
        return self._table.column(name).take(arrow().array(self._order)).to_pylist()

    def map_of(self, row: dict[str, Any]) -> Floats | None:
        """Return the raw map (h, w) of a row, read from its shard; None: it has none.

        Raises:
            UserError: the file with it cannot be read.
        """
        shard, grid, number = row[PART], row["grid"], row["map"]
        if grid is None or number is None:
            return None
        if shard not in self._stacks:
            while len(self._stacks) >= KEPT:
                del self._stacks[next(iter(self._stacks))]
            self._stacks[shard] = read_stacks(self.store.maps(shard))
        stack = self._stacks[shard].get(grid)
        return None if stack is None or not 0 <= number < len(stack) else stack[number]

    def _take(self, shards: Sequence[int]) -> int:
        pa, parts = arrow(), [] if self._table is None else [self._table]
        for shard in shards:
            part = read_rows(self.store.part(shard))
            number = pa.array(np.full(part.num_rows, shard, np.int32))
            parts.append(part.append_column(PART, number))
        self._read |= set(shards)
        if parts:
            self._table = pa.concat_tables(parts)
            self._arrange()
        return len(shards)

    def _arrange(self) -> None:
        if self._table is None:
            return
        compute, (column, down) = arrow("compute"), self._sorting
        kept = np.arange(self.total)
        for each in self._filters:
            kept = kept[mask_of(each, self._table.column(each.column))[kept]]
        direction: Literal["ascending", "descending"] = "descending" if down else "ascending"
        chosen = self._table.select([column]).take(arrow().array(kept))
        order = compute.sort_indices(chosen, sort_keys=[(column, direction)])
        self._order = kept[order.to_numpy()]
