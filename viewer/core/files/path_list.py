"""Many paths below one folder, kept as names alone: a hundred thousand take a few megabytes."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import overload


class PathList(Sequence[Path]):
    """An immutable sequence of paths below a folder; each path is made when it is asked for.

    Args:
        folder: absolute.
        names: of files below it, in the order wanted; with separators where they lie deeper.
    """

    def __init__(self, folder: Path, names: Iterable[str] = ()) -> None:
        self.folder = folder
        self.names = tuple(names)
        self._start = os.path.join(folder, "")  # noqa: PTH118 - with its separator at the end
        self._numbers: dict[str, int] = {}
        self._folders: tuple[str, ...] | None = None

    def __len__(self) -> int:
        return len(self.names)

    @overload
    def __getitem__(self, place: int) -> Path: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Path, ...]: ...
    def __getitem__(self, place: int | slice) -> Path | tuple[Path, ...]:
        if isinstance(place, slice):
            return tuple(Path(self._start + name) for name in self.names[place])
        return Path(self._start + self.names[place])

    def __iter__(self) -> Iterator[Path]:
        return (Path(self._start + name) for name in self.names)

    def __contains__(self, path: object) -> bool:
        return self.find(path) >= 0

    def __eq__(self, other: object) -> bool:
        if isinstance(other, PathList):
            return self.folder == other.folder and self.names == other.names
        return isinstance(other, tuple) and tuple(self) == other

    def __hash__(self) -> int:
        return hash((self.folder, self.names))

    def __repr__(self) -> str:
        return f"PathList({self.folder!r}, {len(self)} names)"

    def find(self, path: object) -> int:
        """Return the number of a path, or -1."""
        if not isinstance(path, Path):
            return -1
        text = str(path)
        if not text.startswith(self._start):
            return -1
        return self._by_name().get(text[len(self._start) :], -1)

    @property
    def folders(self) -> tuple[str, ...]:
        """The folders that hold these paths, below the list's own; that one itself is empty."""
        if self._folders is None:
            self._folders = tuple(dict.fromkeys(map(os.path.dirname, self.names)))
        return self._folders

    def prepare(self) -> None:
        """Look up beforehand, beside the window, what will be asked for in it."""
        self._by_name()
        _ = self.folders

    def places_in(self, other: PathList) -> list[int]:
        """Return, for each path of another list below the same folder, its number here, or -1."""
        numbers = self._by_name()
        return [numbers.get(name, -1) for name in other.names]

    def index(self, value: object, start: int = 0, stop: int | None = None) -> int:
        """Return the number of a path.

        Raises:
            ValueError: it is not in the list.
        """
        number = self.find(value)
        if not start <= number < (len(self) if stop is None else stop):
            raise ValueError(f"{value!r} is not in the list")
        return number

    def _by_name(self) -> dict[str, int]:
        if not self._numbers:
            self._numbers = {name: number for number, name in enumerate(self.names)}
        return self._numbers
