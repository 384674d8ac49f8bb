"""The maps of a shard in one file: a stack of arrays for each grid, with the scale of each map.

``maps-00000.npz`` holds for a grid of 7 rows and 7 columns the array ``7x7``, (maps, 7, 7), and
``7x7_scale``, (maps,) float64: the raw map is array * scale. In float16 the scale is the largest
magnitude, so that no map is lost for being small; in float32 it is 1, and the map is exact.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from viewer.core.files.file_reading import read_file
from viewer.core.maps.arrays import Floats
from viewer.figure.ownership import NPZ_COMMENT
from viewer.results.arrow import damaged

MOST_BYTES = 4 << 30
_LONG_AGO = (1980, 1, 1, 0, 0, 0)  # of every member: equal maps give equal bytes


@dataclass(slots=True)
class MapStack:
    """Gathers the maps of a shard; each gets a place in the stack of its grid.

    Args:
        exact: keep them as float32; else as float16.
    """

    exact: bool = False
    _maps: dict[str, list[Floats]] = field(default_factory=dict[str, list[Floats]])

    def put(self, raw: Floats) -> tuple[str, int]:
        """Take a raw map (h, w); return the name of its stack, and its place in it."""
        stack = self._maps.setdefault(f"{raw.shape[0]}x{raw.shape[1]}", [])
        stack.append(raw)
        return f"{raw.shape[0]}x{raw.shape[1]}", len(stack) - 1

    def packed(self) -> bytes:
        """Return all of them as the bytes of a .npz file."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
            for name in sorted(self._maps):
                raw = np.stack(self._maps[name]).astype(np.float32)
                scale = np.ones(len(raw)) if self.exact else _scales(raw)
                values = raw if self.exact else raw / scale[:, np.newaxis, np.newaxis]
                _add(archive, name, values.astype(np.float32 if self.exact else np.float16))
                _add(archive, f"{name}_scale", scale)
            archive.comment = NPZ_COMMENT
        return buffer.getvalue()


def read_stacks(path: Path) -> dict[str, NDArray[np.float32]]:
    """Return the raw maps of a shard, (maps, h, w) float32, by the name of their grid.

    Raises:
        UserError: the file cannot be read.
    """
    content = read_file(path, most_bytes=MOST_BYTES)
    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as file:
            names = [name for name in file.files if not name.endswith("_scale")]
            return {name: _scaled(file[name], file[f"{name}_scale"]) for name in names}
    except (OSError, ValueError, LookupError, zipfile.BadZipFile, EOFError) as error:
        raise damaged(path, error) from error


def _scaled(values: NDArray[np.floating], scale: NDArray[np.float64]) -> NDArray[np.float32]:
    return (values * scale[:, np.newaxis, np.newaxis]).astype(np.float32)


def _scales(raw: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return the largest finite magnitude of each map; 1 where there is none."""
    finite = np.where(np.isfinite(raw), np.abs(raw), 0.0).astype(np.float64)
    largest = finite.max(axis=(1, 2))
    return np.where(largest > 0.0, largest, 1.0)


def _add(archive: zipfile.ZipFile, name: str, values: NDArray[np.floating]) -> None:
    buffer = io.BytesIO()
    np.save(buffer, values, allow_pickle=False)
    archive.writestr(zipfile.ZipInfo(f"{name}.npy", _LONG_AGO), buffer.getvalue())
