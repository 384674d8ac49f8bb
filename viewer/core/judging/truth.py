"""True classes of pictures: from the names of their folders, or from a table the user gives."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from viewer.core.asks.model_info import ModelInfo
from viewer.core.asks.target import Target
from viewer.core.errors import LimitReached, UserError
from viewer.core.files.file_reading import read_file
from viewer.core.files.path_list import PathList
from viewer.core.foreign_text import shown, shown_path
from viewer.core.late_numpy import np
from viewer.core.models.labels import Labels, labels_of

MAX_TABLE_BYTES = 64 << 20


class Truth:
    """Finds the true classes of a picture among the classes of a model.

    Args:
        model: whose classes are meant; None: nothing is known.
        table: label by path or by file name; where it is empty, folders are the labels.
        folders: names of all folders that hold pictures. When none of them is a class by name and
            there are as many as the model has classes, they are the classes in the order of their
            names, as torchvision's ImageFolder numbers them.
    """

    def __init__(
        self,
        model: ModelInfo | None = None,
        *,
        table: dict[str, str] | None = None,
        folders: Sequence[str] = (),
    ) -> None:
        self._table = table or {}
        self._labels: Labels | None = None
        self._known: dict[str, frozenset[int]] = {}
        if model is None:
            return
        self._labels = labels_of(model)
        names = sorted({shown_path(name) for name in folders})
        numbered = len(names) == len(model.class_names) > 1
        if not self._table and numbered and not any(map(self._resolve, names)):
            self._known = {name: frozenset((number,)) for number, name in enumerate(names)}

    def label(self, path: Path) -> str:
        """Return a picture's label as text: what the table says, else its folder's name."""
        if self._table:
            return self._table.get(str(path)) or self._table.get(path.name, "")
        return shown_path(path.parent.name)

    def members(self, path: Path) -> frozenset[int]:
        """Return the classes that a picture may truly be of; empty where that is not known."""
        return self._resolve(self.label(path))

    def _resolve(self, label: str) -> frozenset[int]:
        if label not in self._known:
            found: frozenset[int] = frozenset()
            for text in dict.fromkeys((label, label.replace("_", " "), label.rstrip("s"))):
                found = found or self._look_up(text)
            self._known[label] = found
        return self._known[label]

    def _look_up(self, text: str) -> frozenset[int]:
        if self._labels is None or not text:
            return frozenset()
        count = len(self._labels.names)
        try:
            resolved = self._labels.resolve(Target(kind="name", name=text), np.zeros(count))
        except UserError:
            number = int(text) if text.isdecimal() and len(text) < 10 else count
            return frozenset((number,)) if number < count else frozenset()
        return frozenset(resolved.members)


def folder_names(pictures: Sequence[Path]) -> list[str]:
    """Return the names of the folders that hold these pictures, each once."""
    if not isinstance(pictures, PathList):
        return sorted({path.parent.name for path in pictures})
    return sorted({(pictures.folder / name).name for name in pictures.folders})


def read_table(path: Path) -> dict[str, str]:
    """Read a table of labels: the file's name or path in the first column, the label in the second.

    Commas, semicolons and tabs part columns; a first line that names no file is passed over.

    Raises:
        UserError: it cannot be read, or holds no labels.
    """
    try:
        data = read_file(path, most_bytes=MAX_TABLE_BYTES)
    except LimitReached:
        raise UserError("This table is too large for a table of labels.") from None
    except UserError as fault:
        raise UserError(
            "The table cannot be read.", hint=fault.headline, detail=fault.detail
        ) from None
    text = data.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    first = text.partition("\n")[0]
    comma = max(",;\t", key=first.count)
    table: dict[str, str] = {}
    try:
        for row in csv.reader(io.StringIO(text), delimiter=comma):
            if len(row) >= 2 and row[0].strip() and row[1].strip():
                name = row[0].strip()
                lies_deeper = "/" in name or "\\" in name
                table[str(path.parent / name) if lies_deeper else name] = shown(row[1].strip())
    except csv.Error as fault:
        raise UserError("This is no table of labels.", detail=str(fault)) from None
    if not table:
        raise UserError(
            "There are no labels in this table.",
            hint="Its lines should read: file name, label.",
        )
    return table
