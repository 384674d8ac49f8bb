"""Results as tar files that the library WebDataset reads: rows as JSON, maps as .npy."""

from __future__ import annotations

import io
import json
import tarfile
from itertools import groupby
from typing import IO

import numpy as np

from viewer.results.reading import PartOfResults, map_of


def write_tar(part: PartOfResults, file: IO[bytes]) -> None:
    """Write a shard as a tar file; a sample is a picture's page.

    ``00000012.json`` holds its rows, ``00000012.METHOD-N.npy`` the map (h, w) float32 of row N.
    Equal results give equal bytes.
    """
    stacks = part.stacks()
    with tarfile.TarFile(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for place, rows in groupby(part.rows(), key=lambda row: row["place"]):
            told = list(rows)
            key = f"{place:08d}"
            _add(archive, f"{key}.json", json.dumps(told, allow_nan=False).encode())
            for number, row in enumerate(told):
                raw = map_of(row, stacks)
                if raw is not None:
                    _add(archive, f"{key}.{row['method']}-{number}.npy", _npy(raw))


def _npy(raw: np.ndarray) -> bytes:
    buffer = io.BytesIO()
    np.save(buffer, raw, allow_pickle=False)
    return buffer.getvalue()


def _add(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = len(content)
    archive.addfile(entry, io.BytesIO(content))
