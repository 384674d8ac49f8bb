"""Which pictures an export explains: those at its paths and below, and none that CamScope wrote."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from viewer.core.errors import UserError
from viewer.core.files.folder import MAX_DEPTH, names_below
from viewer.core.files.natural_order import in_natural_order
from viewer.core.foreign_text import shown_path
from viewer.figure.ownership import is_ours


@dataclass(frozen=True, slots=True)
class Inputs:
    """The pictures of an export, in order, and what is left out of its paths."""

    folders: Mapping[str, str]  # of each picture: its folder below the path that was given, or ""
    results: int = 0  # files that CamScope has written
    inside: int = 0  # other pictures in the folder that the export writes to

    @property
    def places(self) -> Mapping[Path, str]:
        """The folder of each picture by its path, which takes far more memory than its text."""
        return {Path(text): folder for text, folder in self.folders.items()}


def gather(
    paths: Iterable[Path], out: Path, *, recursive: bool = False, ordered: bool = True
) -> Inputs:
    """Return the files as given, and for each folder the pictures in it and in its folders.

    A picture that is reached twice comes once. What CamScope has written is left out, and so is
    a folder to write to that lies below a folder of pictures.

    Args:
        paths: of pictures and folders.
        out: the folder to write to.
        recursive: whether to look into all folders below; else into one level of them, where a
            data set has its classes.
        ordered: whether a folder's pictures come in natural order; else as they are met.

    Raises:
        UserError: a path does not exist, a folder cannot be read, or there are no pictures.
    """
    found: dict[str, str] = {}
    results = inside = 0
    for path in paths:
        to_leave = _below(path, out)
        left = dict[str, bool]()  # of each folder: whether the export writes there
        for picture, place in _pictures(path, recursive=recursive, ordered=ordered):
            if is_ours(picture):
                results += 1
            elif to_leave is not None and _lies_in(picture, place, to_leave, left):
                inside += 1
            else:
                found.setdefault(picture, place)
    if not found:
        _refuse(results)
    return Inputs(found, results, inside)


def _pictures(path: Path, *, recursive: bool, ordered: bool) -> Iterator[tuple[str, str]]:
    """Yield the pictures at a path, each with its folder below it."""
    if os.path.isdir(path):  # noqa: PTH112 - Path.is_dir raises for a name too long
        names = names_below(path, MAX_DEPTH if recursive else 1)
        start = os.path.join(path.absolute(), "")  # noqa: PTH118 - with its separator at the end
        for name in in_natural_order(names) if ordered else names:
            folder = os.path.dirname(name)  # noqa: PTH120 - of a text, several times faster
            yield start + name, sys.intern(folder.replace(os.sep, "/"))
    elif os.path.lexists(path):
        yield str(path.absolute()), ""
    else:
        raise UserError(f"There is no file or folder “{shown_path(path)}”.")


def _below(path: Path, out: Path) -> Path | None:
    """Return the folder to write to as it is reached from a path that it lies below."""
    root, real = Path(os.path.realpath(path)), Path(os.path.realpath(out))
    if root == real or not real.is_relative_to(root):
        return None
    return path.absolute() / real.relative_to(root)


def _lies_in(picture: str, place: str, other: Path, known: dict[str, bool]) -> bool:
    if place not in known:
        known[place] = Path(picture).parent.is_relative_to(other)
    return known[place]


def _refuse(results: int) -> None:
    if results:
        raise UserError(
            "There is nothing but results of CamScope at these paths.",
            hint="Give the pictures that they were made from.",
        )
    raise UserError(
        "There are no pictures at these paths.",
        hint="Give a folder with some; with --recursive all folders below are looked into.",
    )
