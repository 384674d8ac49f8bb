"""Which folders' pictures are predicted as which classes: a matrix, and the pictures of a cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from viewer.results.reading import parts_of
from viewer.results.store import ResultStore


@dataclass(frozen=True, slots=True, eq=False)
class Confusions:
    """How many pictures of a folder are predicted as a class.

    Args:
        folders: by name; rows of the matrix.
        classes: its columns: first those that bear a folder's name, in the order of the folders.
        counts: (folders, classes) int64.
    """

    folders: tuple[str, ...]
    classes: tuple[str, ...]
    counts: NDArray[np.int64]

    @property
    def right(self) -> list[tuple[int, int]]:
        """The cells, by row and column, whose class bears the name of the folder."""
        rows = {_plain(name): row for row, name in enumerate(self.folders)}
        places = enumerate(map(_plain, self.classes))
        return [(rows[name], column) for column, name in places if name in rows]


def confusion_matrix(counted: Mapping[tuple[str, str], int]) -> Confusions:
    """Arrange what was counted, by folder and predicted class, as a matrix."""
    folders = tuple(sorted({folder for folder, _ in counted}))
    often: Counter[str] = Counter()
    for (_, predicted), count in counted.items():
        often[predicted] += count
    places = {_plain(folder): number for number, folder in enumerate(folders)}
    last = len(folders)
    classes = sorted(often, key=lambda name: (places.get(_plain(name), last), -often[name], name))
    counts = np.zeros((len(folders), len(classes)), np.int64)
    rows = {folder: number for number, folder in enumerate(folders)}
    columns = {name: number for number, name in enumerate(classes)}
    for (folder, predicted), count in counted.items():
        counts[rows[folder], columns[predicted]] = count
    return Confusions(folders, tuple(classes), counts)


def pictures_of_cell(store: ResultStore, folder: str, predicted: str) -> list[Path]:
    """Return the pictures of a folder that are predicted as a class, in the order of the plan.

    Raises:
        UserError: a file of the results cannot be read.
    """
    found: dict[Path, None] = {}
    for part in parts_of(store, ("picture", "folder", "predicted")):
        for row in part.rows():
            if row["folder"] == folder and row["predicted"] == predicted:
                found[Path(row["picture"])] = None
    return list(found)


def _plain(name: str) -> str:
    """Return a name as it is compared: “Cat” is “cat”, and “tabby_cat” is “tabby cat”."""
    return name.replace("_", " ").casefold()
