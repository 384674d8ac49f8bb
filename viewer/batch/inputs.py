"""Which pictures an export explains: those at its paths and below, and none that CamScope wrote."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from viewer.core.errors import UserError
from viewer.core.files.folder import MAX_DEPTH, list_folder
from viewer.core.foreign_text import shown_path
from viewer.figure.ownership import is_ours


@dataclass(frozen=True, slots=True)
class Inputs:
    """The pictures of an export, in order, and what is left out of its paths."""

    places: Mapping[Path, str]  # of each picture: its folder below the path that was given, or ""
    results: int = 0  # files that CamScope has written
    inside: int = 0  # other pictures in the folder that the export writes to


def gather(paths: Iterable[Path], out: Path, *, recursive: bool = False) -> Inputs:
    """Return the files as given, and for each folder the pictures in it and in its folders.

    A picture that is reached twice comes once. What CamScope has written is left out, and so is
    a folder to write to that lies below a folder of pictures.

    Args:
        paths: of pictures and folders.
        out: the folder to write to.
        recursive: whether to look into all folders below; else into one level of them, where a
            data set has its classes.

    Raises:
        UserError: a path does not exist, a folder cannot be read, or there are no pictures.
    """
    found: dict[Path, str] = {}
    results = inside = 0
    for path in paths:
        to_leave = _below(path, out)
        left = dict[str, bool]()  # of each folder: whether the export writes there
        for picture, place in _pictures(path, recursive=recursive):
            if is_ours(picture):
                results += 1
            elif to_leave is not None and _lies_in(picture, to_leave, left):
                inside += 1
            else:
                found.setdefault(picture, place)
    if not found:
        _refuse(results)
    return Inputs(found, results, inside)


def _pictures(path: Path, *, recursive: bool) -> Iterator[tuple[Path, str]]:
    """Yield the pictures at a path, each with its folder below it."""
    if os.path.isdir(path):  # noqa: PTH112 - Path.is_dir raises for a name too long
        listing = list_folder(path, deep=True, levels=MAX_DEPTH if recursive else 1)
        places: dict[str, str] = {}  # of each folder: a million pictures lie in some thousand
        for picture in listing.pictures:
            parent = _folder_of(picture)
            if parent not in places:
                place = picture.parent.relative_to(listing.path).as_posix()
                places[parent] = "" if place == "." else place
            yield picture, places[parent]
    elif os.path.lexists(path):
        yield path.absolute(), ""
    else:
        raise UserError(f"There is no file or folder “{shown_path(path)}”.")


def _below(path: Path, out: Path) -> Path | None:
    """Return the folder to write to as it is reached from a path that it lies below."""
    root, real = Path(os.path.realpath(path)), Path(os.path.realpath(out))
    if root == real or not real.is_relative_to(root):
        return None
    return path.absolute() / real.relative_to(root)


def _lies_in(picture: Path, other: Path, known: dict[str, bool]) -> bool:
    folder = _folder_of(picture)
    if folder not in known:
        known[folder] = picture.parent.is_relative_to(other)
    return known[folder]


def _folder_of(picture: Path) -> str:
    """Return the name of a picture's folder; as a text it is looked up several times faster."""
    return os.path.dirname(picture)  # noqa: PTH120


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
