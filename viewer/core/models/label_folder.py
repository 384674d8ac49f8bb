"""Find class names in the folder of a data set: its sub-folders, or those of its training part."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from viewer.core.files.folder import OF_MACHINES

_PARTS = tuple(
    re.compile(rf"(?:{word})(?:[ _-]?(?:set|data|split|images))?", re.IGNORECASE)
    for word in ("train(?:ing)?", "val(?:id(?:ation)?)?", "dev|eval(?:uation)?", "test(?:ing)?")
)
# Of a data set for Ultralytics, whose folders are no classes.
LISTS = ("data.yaml", "data.yml", "dataset.yaml", "dataset.yml")
_DEEPEST = 3  # folders that hold nothing but the next one


def folder_names(path: Path) -> tuple[str, ...]:
    """Return the names of a data set's class folders in the order that ImageFolder numbers them.

    Below a folder that holds but one, and in a data set of parts such as ``train`` and ``val``, the
    classes are the folders in the part that a model learns from.

    Raises:
        OSError: the folder cannot be read.
    """
    names = _visible(path)
    for _ in range(_DEEPEST):
        part = _first_part(path, names)
        if part is None and len(names) != 1:
            break
        path /= part or names[0]
        names = _visible(path)
        if part is not None:
            break
    return tuple(names)


def list_within(path: Path) -> Path | None:
    """Return the file in a data set's folder that lists its classes, if it has one."""
    return next((path / name for name in LISTS if (path / name).is_file()), None)


def _first_part(path: Path, names: Sequence[str]) -> str | None:
    """Return the part of a data set that holds its classes, what is learnt from first.

    A class may be called like a part, “train” beside “bus”: where only one is, no other folder of a
    data set of parts has folders in it.
    """
    parts = [name for word in _PARTS for name in names if word.fullmatch(name)]
    found = next((name for name in parts if _visible(path / name)), None)
    others = (name for name in names if name not in parts)
    if found is None or (len(parts) == 1 and any(_visible(path / name) for name in others)):
        return None
    return found


def _visible(path: Path) -> list[str]:
    names = (entry.name for entry in path.iterdir() if entry.is_dir())
    return sorted(name for name in names if not name.startswith(".") and name not in OF_MACHINES)
