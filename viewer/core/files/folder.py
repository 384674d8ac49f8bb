"""List a folder's pictures and sub-folders in natural order, fast."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from viewer.core.errors import UserError
from viewer.core.files.natural_order import in_natural_order
from viewer.core.files.path_list import PathList
from viewer.core.foreign_text import shown_path
from viewer.core.pictures.picture_file import IMAGE_SUFFIXES

FIRST_NAMES = 512  # shown while the rest of a large folder is still being read
FIRST_S = 0.05  # a folder that is read in this time is shown whole at once
MAX_DEPTH = 64  # of folders in folders
# What systems and programs put beside pictures of people: archives, thumbnails, code.
OF_MACHINES = frozenset({"__MACOSX", "__pycache__", "@eaDir", "lost+found"})


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderListing:
    """What a folder held when it was read; hidden entries are left out."""

    path: Path  # absolute
    parent: Path | None  # None at the top of the file system
    folders: Sequence[Path]  # in natural order: "2" before "10"
    pictures: Sequence[Path]  # by suffix, in natural order; with those of all sub-folders if deep
    deep: bool = False
    complete: bool = True  # False: only the names met first, the rest follows


def list_folder(
    path: Path,
    *,
    deep: bool = False,
    levels: int = MAX_DEPTH,
    show_first: Callable[[FolderListing], object] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> FolderListing:
    """Read a folder; nothing in it is opened.

    Args:
        path: a folder.
        deep: whether to list the pictures of all its sub-folders too, and no folders.
        levels: how far down these may lie.
        show_first: called once with an incomplete listing if reading takes long.
        cancelled: asked now and then; the listing ends early if it says yes.

    Raises:
        UserError: it is gone, is no folder, or cannot be read.
    """
    path = path.absolute()
    scan = _Scan(path, levels if deep else 0, show_first, cancelled)
    scan.run()
    listing = scan.listing(scan.folders, scan.pictures)
    if isinstance(listing.pictures, PathList):
        listing.pictures.prepare()
    return listing


def names_below(path: Path, levels: int) -> list[str]:
    """Return the pictures of a folder and of those below it, in the order in which they are met.

    Args:
        path: a folder.
        levels: how far down folders are looked into.

    Returns:
        Names below the folder, with separators where they lie deeper.

    Raises:
        UserError: as for ``list_folder``.
    """
    scan = _Scan(path.absolute(), levels, None, lambda: False)
    scan.run()
    return scan.pictures


@dataclass(slots=True)
class _Scan:
    """One reading of a folder, or of a folder with all that is below it."""

    root: Path
    levels: int  # of folders in folders
    show_first: Callable[[FolderListing], object] | None
    cancelled: Callable[[], bool]
    folders: list[str] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    _seen: set[tuple[int, int]] = field(default_factory=set)  # folders: a link may lead back up
    _start_s: float = field(default_factory=time.perf_counter)

    def run(self) -> None:
        """Read the folder, then what is below it, level by level."""
        with _FolderFaults(self.root):
            status = self.root.stat()
            self._seen.add((status.st_dev, status.st_ino))
            waiting = self._read("")
        for _ in range(self.levels):
            below: list[str] = []
            for folder in waiting:
                try:
                    below += self._read(f"{folder}{os.sep}")
                except OSError:
                    continue  # a sub-folder that cannot be read holds nothing for us
            waiting = below

    @property
    def deep(self) -> bool:
        """Whether folders are looked into, and not listed."""
        return self.levels > 0

    def listing(
        self, folders: Sequence[str], pictures: Sequence[str], *, complete: bool = True
    ) -> FolderListing:
        """Return these names in natural order."""
        root = self.root
        return FolderListing(
            path=root,
            parent=root.parent if root.parent != root else None,
            folders=PathList(root, in_natural_order(() if self.deep else folders)),
            pictures=PathList(root, in_natural_order(pictures)),
            deep=self.deep,
            complete=complete,
        )

    def _read(self, below: str) -> list[str]:
        """Read one folder; return its sub-folders, none of them met before."""
        found: list[str] = []
        with os.scandir(self.root / below) as entries:
            for entry in entries:
                if entry.name.startswith("."):
                    continue
                if _is_folder(entry):
                    if self.deep and entry.name in OF_MACHINES:
                        continue
                    found += self._new(entry, below)
                elif os.path.splitext(entry.name)[1].lower() in IMAGE_SUFFIXES:  # noqa: PTH122 - fast
                    self.pictures.append(below + entry.name)
                    self._perhaps_show_first()
                if self.cancelled():
                    break
        self.folders += found
        return found

    def _new(self, entry: os.DirEntry[str], below: str) -> list[str]:
        if self.deep:
            try:
                status = entry.stat()
            except OSError:
                return []
            if (status.st_dev, status.st_ino) in self._seen:
                return []
            self._seen.add((status.st_dev, status.st_ino))
        return [below + entry.name]

    def _perhaps_show_first(self) -> None:
        if self.show_first is None or len(self.pictures) < FIRST_NAMES:
            return
        if time.perf_counter() - self._start_s > FIRST_S:
            first = self.pictures[:FIRST_NAMES]
            self.show_first(self.listing(self.folders, first, complete=False))
            self.show_first = None


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads back to itself
        return False


class _FolderFaults:
    """Turns what reading a folder raises into a sentence for the user."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> None:
        """Nothing is needed beforehand."""

    def __exit__(self, kind: object, fault: BaseException | None, trace: object) -> None:
        if not isinstance(fault, OSError):
            return
        headline = f"The folder cannot be read: {fault.strerror}."
        if isinstance(fault, FileNotFoundError):
            headline = "The folder is no longer there."
        elif isinstance(fault, NotADirectoryError):
            headline = "This is a file, not a folder."
        elif isinstance(fault, PermissionError):
            headline = "You do not have permission to read this folder."
        hint = "Choose another folder."
        raise UserError(headline, hint=hint, detail=shown_path(self._path)) from None
