"""List a folder's pictures and sub-folders in natural order, fast, and gather pictures by path."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from natsort import natsort_keygen, ns

from viewer.core.errors import UserError
from viewer.core.images import IMAGE_SUFFIXES

_natural = natsort_keygen(alg=ns.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderListing:
    """What a folder held when it was read; hidden entries are left out."""

    path: Path  # absolute
    parent: Path | None  # None at the top of the file system
    folders: tuple[Path, ...]  # in natural order: "2" before "10"
    pictures: tuple[Path, ...]  # by suffix, in natural order


def list_folder(path: Path) -> FolderListing:
    """Read a folder; nothing in it is opened.

    Raises:
        UserError: it is gone, is no folder, or cannot be read.
    """
    path = path.absolute()
    folders, pictures = _scan(path)
    return FolderListing(
        path=path,
        parent=path.parent if path.parent != path else None,
        folders=_in_order(path, folders),
        pictures=_in_order(path, pictures),
    )


def gather_pictures(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Return the files as given, and for each folder the pictures directly inside it.

    A picture that is reached twice comes once.

    Raises:
        UserError: a path does not exist, or a folder cannot be read.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            found.update(dict.fromkeys(list_folder(path).pictures))
        elif os.path.lexists(path):
            found[path.absolute()] = None
        else:
            raise UserError(f"There is no file or folder “{readable(path)}”.")
    return tuple(found)


def readable(path: Path) -> str:
    """Return a path as text that can always be printed; bytes that are no text become marks."""
    return os.fsencode(path).decode("utf-8", "replace")


def _scan(path: Path) -> tuple[list[str], list[str]]:
    folders: list[str] = []
    pictures: list[str] = []
    try:
        with os.scandir(path) as entries:
            for entry in entries:
                if entry.name.startswith("."):
                    continue
                if _is_folder(entry):
                    folders.append(entry.name)
                elif os.path.splitext(entry.name)[1].lower() in IMAGE_SUFFIXES:  # noqa: PTH122 - fast
                    pictures.append(entry.name)
    except FileNotFoundError:
        raise _unreadable("The folder is no longer there.", path) from None
    except NotADirectoryError:
        raise _unreadable("This is a file, not a folder.", path) from None
    except PermissionError:
        raise _unreadable("You do not have permission to read this folder.", path) from None
    except OSError as fault:
        raise _unreadable(f"The folder cannot be read: {fault.strerror}.", path) from None
    return folders, pictures


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads back to itself
        return False


def _in_order(path: Path, names: list[str]) -> tuple[Path, ...]:
    return tuple(path / name for name in sorted(names, key=lambda name: (_natural(name), name)))


def _unreadable(headline: str, path: Path) -> UserError:
    return UserError(headline, hint="Choose another folder.", detail=readable(path))
