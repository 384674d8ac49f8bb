"""Results as Zarr, version 2: the maps of each grid as one array in raw chunks of many maps.

Written by hand, for the format is plain: ``.zarray`` says shape and type, and a file for each
chunk holds its bytes; the last one is filled up with zeros.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from viewer.results.reading import parts_of
from viewer.results.store import ResultStore

CHUNK = 4096  # maps


@dataclass(slots=True)
class _Grid:
    """The maps of one size, as they come: those that do not yet fill a chunk wait."""

    name: str
    rows: list[int] = field(default_factory=list[int])  # of the table
    waiting: list[NDArray[np.float32]] = field(default_factory=list[NDArray[np.float32]])
    written: int = 0  # chunks

    def take(self, maps: NDArray[np.float32], rows: list[int]) -> Iterator[tuple[str, bytes]]:
        """Take more maps; yield the chunks that are full."""
        self.rows += rows
        for raw in maps:
            self.waiting.append(raw)
            if len(self.waiting) == CHUNK:
                yield self._chunk()

    def ended(self) -> Iterator[tuple[str, bytes]]:
        """Yield what is left to be written."""
        shape = _sides(self.name)
        if self.waiting:
            blank = np.zeros(shape, np.float32)
            self.waiting += [blank] * (CHUNK - len(self.waiting))
            yield self._chunk()
        count = len(self.rows)
        yield f"{self.name}/.zgroup", _json({"zarr_format": 2})
        yield f"{self.name}/maps/.zarray", _head((count, *shape), (CHUNK, *shape), "<f4")
        yield f"{self.name}/row/.zarray", _head((count,), (count,), "<i8")
        yield f"{self.name}/row/0", np.array(self.rows, "<i8").tobytes()

    def _chunk(self) -> tuple[str, bytes]:
        name = f"{self.name}/maps/{self.written}.0.0"
        content = np.stack(self.waiting).astype("<f4").tobytes()
        self.waiting, self.written = [], self.written + 1
        return name, content


def zarr_files(store: ResultStore) -> Iterator[tuple[str, bytes]]:
    """Yield the names of files below the folder, and their bytes.

    The group ``7x7`` has ``maps``, (maps, 7, 7) float32, and ``row``, (maps,) int64: which row of
    all rows, in the order of the plan, a map belongs to.
    """
    grids: dict[str, _Grid] = {}
    above = 0
    for part in parts_of(store, ("grid", "map")):
        rows, stacks = part.rows(), part.stacks()
        for name, stack in sorted(stacks.items()):
            mine = [number for number, row in enumerate(rows) if row["grid"] == name]
            maps = stack[[rows[number]["map"] for number in mine]]
            grid = grids.setdefault(name, _Grid(name))
            yield from grid.take(maps, [above + number for number in mine])
        above += len(rows)
    for grid in grids.values():
        yield from grid.ended()
    yield ".zgroup", _json({"zarr_format": 2})


def _sides(name: str) -> tuple[int, int]:
    rows, _, columns = name.partition("x")
    return int(rows), int(columns)


def _head(shape: tuple[int, ...], chunks: tuple[int, ...], kind: str) -> bytes:
    told = {"zarr_format": 2, "shape": list(shape), "chunks": list(chunks), "dtype": kind}
    return _json(told | {"compressor": None, "fill_value": 0, "order": "C", "filters": None})


def _json(told: dict[str, Any]) -> bytes:
    return json.dumps(told, indent=2).encode()
