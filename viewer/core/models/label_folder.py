"""Find class names in the folder of a data set: its sub-folders, or those of its training part."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

_PARTS = ("train", "training", "train_set", "val", "valid", "validation", "test", "testing")
_NO_CLASSES = frozenset({"__MACOSX", "__pycache__", "@eaDir", "lost+found"})
LISTS = ("data.yaml", "data.yml")  # of a data set for Ultralytics, whose folders are no classes


def folder_names(path: Path) -> tuple[str, ...]:
    """Return the names of a data set's class folders in the order that ImageFolder numbers them.

    Where all sub-folders are parts of the data set, such as ``train`` and ``val``, the classes
    are the folders in the first of them: the part that a model learns from.

    Raises:
        OSError: the folder cannot be read.
    """
    names = _visible(path)
    for part in _parts(names):
        if classes := _visible(path / part):
            return tuple(classes)
    return tuple(names)


def list_within(path: Path) -> Path | None:
    """Return the file in a data set's folder that lists its classes, if it has one."""
    return next((path / name for name in LISTS if (path / name).is_file()), None)


def _parts(names: Sequence[str]) -> list[str]:
    """Return the parts of a data set, what is learnt from first; nothing if others are there."""
    if not all(name.casefold() in _PARTS for name in names):
        return []
    return sorted(names, key=lambda name: _PARTS.index(name.casefold()))


def _visible(path: Path) -> list[str]:
    names = (entry.name for entry in path.iterdir() if entry.is_dir())
    return sorted(name for name in names if not name.startswith(".") and name not in _NO_CLASSES)
