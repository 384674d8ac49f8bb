"""Open what the user points at: a folder, a picture, several pictures, or a model's file."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Signal, Slot

from viewer.core.asks.target import Target
from viewer.core.errors import UserError
from viewer.core.files.disk_questions import ask
from viewer.core.files.folder import FolderListing
from viewer.core.files.following import stand_in
from viewer.core.files.shards import is_index
from viewer.core.models.model_formats import DOUBTFUL_SUFFIXES, model_suffixes
from viewer.session.kept_reading import REPORT_SUFFIXES
from viewer.session.session import Session
from viewer.work.loader import Loader

KEPT_SUFFIXES = frozenset({".camscope", ".pdf", ".svg"}) | REPORT_SUFFIXES


class Opener(QObject):
    """Turns paths into a listing and a selection; what cannot be opened is told in words."""

    wished = Signal()  # something is to be opened, in place of whatever else was
    turned = Signal()  # the user turns to another thing: what was said of the last one is over
    failed = Signal(object)  # UserError
    first_names_read = Signal(object)  # FolderListing: not yet complete
    kept_chosen = Signal(object)  # Path: a session file, or a figure that is no picture
    model_chosen = Signal(object)  # Path: a model's file was dropped or given
    asking_changed = Signal(object)  # Path that does not say what it is, or None
    _sorted_late = Signal(object, object)  # the wish, Sorted

    def __init__(self, session: Session, loader: Loader) -> None:
        super().__init__()
        self._session = session
        self._loader = loader
        self._folder: Path | None = None  # the folder being listed
        self._select: Path | None = None
        self._following = False  # the listing under way was asked for by the disk
        self._wish: object = None  # stands for what was asked for last
        self._sorted_late.connect(self._open_sorted)

    def open(self, paths: Sequence[Path]) -> None:
        """Open one folder, one picture in its folder, or a choice of pictures."""
        self.wished.emit()
        self.turned.emit()
        self._sort([path.expanduser().absolute() for path in paths], only_first=False)

    def open_first(self, paths: Sequence[Path]) -> None:
        """Open the first of these that is there; nothing is said of the others."""
        if paths:
            self._sort(list(paths), only_first=True)

    def open_folder(self, folder: Path, *, select: Path | None = None) -> None:
        """List a folder beside the window and show one of its pictures."""
        self.wished.emit()
        self._list(folder, select)

    def turn_to(self, folder: Path) -> None:
        """List the folder that the user turns to."""
        self.turned.emit()
        self._leave_for(folder)
        self.open_folder(folder)

    def take_over(self, other: Opener) -> None:
        """Show the folder, or the choice of pictures, that another window has shown."""
        self._folder, listing, image = other._folder, other._session.listing, other._session.image
        if listing is not None:
            self._session.set_listing(listing, select=image.path if image else None)
        if image is not None:
            self._session.set_image(image.path, image.page)
        if self._folder is not None and (listing is None or listing.path != self._folder):
            self._list(self._folder, other._select)  # it was still being listed

    def reload(self) -> None:
        """List the present folder again and keep the present picture."""
        image = self._session.image
        if self._folder is not None:
            self._list(self._folder, image.path if image else None)

    def follow(self) -> None:
        """List the present folder again because it has changed on the disk."""
        if self._folder is not None:
            self._following = True
            self._loader.list_folder(self._folder, deep=self._session.options["folders"] == "flat")

    def heed_option(self, key: str, value: object) -> None:
        """List the folder anew when its sub-folders come in, or go out."""
        listing = self._session.listing
        if key == "folders" and (listing is None or listing.deep != (value == "flat")):
            self.reload()

    def show_first(self, listing: FolderListing) -> None:
        """Show the first names of a large folder while the rest is being read."""
        if listing.path == self._folder and not self._following:
            self.first_names_read.emit(listing)

    def accept_listing(self, listing: FolderListing) -> None:
        """Show a listing that has arrived, unless another one was asked for since."""
        if listing.path != self._folder:
            return
        before, following, self._following = self._session.listing, self._following, False
        image, select, self._select = self._session.image, self._select, None
        if select is None and image is not None:
            select = image.path  # looked at already, or chosen while the rest was being read
        if following and before is not None and before.path == listing.path:
            if (before.folders, before.pictures) == (listing.folders, listing.pictures):
                return
            if image is not None and image.path not in listing.pictures:
                select = stand_in(image, before.pictures, listing.pictures)
        outside = select is not None and select not in listing.pictures
        if select is not None and outside and select.parent == listing.path and _is_there(select):
            listing = replace(listing, pictures=(select, *listing.pictures))
        self._session.set_listing(listing, select=select)

    def refuse_folder(self, folder: Path, error: UserError) -> None:
        """Say why a folder cannot be shown; the one before stays."""
        if folder == self._folder:
            self.failed.emit(error)

    def _sort(self, paths: list[Path], *, only_first: bool) -> None:
        """See what the paths are; a disk that does not answer is waited for in the background."""
        self._wish = wish = object()
        if not paths:
            return
        found = ask(
            lambda: sort_paths(paths, only_first=only_first),
            None,
            place=paths[0].parent,
            late=lambda found: self._sorted_late.emit(wish, found),
        )
        if found is None:
            self.asking_changed.emit(paths[0])
        else:
            self._open_sorted(wish, found)

    @Slot(object, object)
    def _open_sorted(self, wish: object, found: Sorted | None) -> None:
        if wish is not self._wish or found is None:
            return
        self.asking_changed.emit(None)
        if found.missing:
            self._refuse_missing(found.missing[0])
        if found.kept:
            self.kept_chosen.emit(found.kept[0])
            return
        if found.models:
            self.model_chosen.emit(found.models[0])
        if found.folders:
            self._leave_for(found.folders[0])
            self._list(found.folders[0], None)
        elif len(found.pictures) == 1:
            self._leave_for(found.pictures[0].parent, stray=True)
            self._list(found.pictures[0].parent, found.pictures[0])
        elif found.pictures:
            self._show_choice(found.pictures)

    def _leave_for(self, folder: Path, *, stray: bool = False) -> None:
        """Let go of what was chosen for the folder before: its class, and the look below it.

        Args:
            folder: that comes.
            stray: it is opened for the sake of one picture; what is below it was not asked for.
        """
        before, self._folder = self._folder, folder
        if before == folder:
            return
        if before is not None:
            self._session.set_target(Target())
        if before is not None or stray:
            way = self._session.options["folders"]
            self._session.set_option("folders", "tree" if way == "flat" else way)

    def _list(self, folder: Path, select: Path | None) -> None:
        self._wish = object()  # a later wish than any that is being sorted
        self._folder, self._select, self._following = folder, select, False
        self._loader.list_folder(folder, deep=self._session.options["folders"] == "flat")

    def _show_choice(self, pictures: list[Path]) -> None:
        parent = pictures[0].parent
        self._folder = None
        listing = FolderListing(
            path=parent, parent=parent.parent, folders=(), pictures=tuple(pictures)
        )
        self._session.set_listing(listing)

    def _refuse_missing(self, path: Path) -> None:
        headline = QCoreApplication.translate("Opener", "“{name}” is not there.")
        hint = QCoreApplication.translate("Opener", "Check the path, or open another folder.")
        self.failed.emit(UserError(headline.format(name=path.name), hint=hint, detail=str(path)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorted:
    """What some paths are."""

    missing: list[Path]
    kept: list[Path]  # sessions, and figures that are no pictures
    models: list[Path]
    folders: list[Path]
    pictures: list[Path]  # whatever else: the reader tells what it is


def sort_paths(paths: Sequence[Path], *, only_first: bool = False) -> Sorted:
    """Ask the disk what paths are.

    Args:
        paths: absolute.
        only_first: take the first that is there, and no note of the others.
    """
    # os.path, unlike pathlib, says no where it may not look.
    there = [path for path in paths if os.path.exists(path)]  # noqa: PTH110
    missing = [] if only_first else [path for path in paths if path not in there]
    there = there[:1] if only_first else there
    files = [path for path in there if os.path.isfile(path)]  # noqa: PTH113
    kept = [path for path in files if path.suffix.lower() in KEPT_SUFFIXES]
    models = [path for path in files if has_model_name(path)]
    left = [path for path in there if path not in models and path not in kept]
    folders = [path for path in left if os.path.isdir(path)]  # noqa: PTH112
    pictures = [path for path in left if path not in folders]
    return Sorted(missing=missing, kept=kept, models=models, folders=folders, pictures=pictures)


def has_model_name(path: Path) -> bool:
    """Tell whether a path ends like that of a model's file."""
    return path.suffix.lower() in model_suffixes() | DOUBTFUL_SUFFIXES or is_index(path)


def is_model(path: Path) -> bool:
    """Tell whether a path is that of a model's file, by its name."""
    return has_model_name(path) and _is_there(path)


def _is_there(path: Path) -> bool:
    return ask(path.is_file, otherwise=True, place=path.parent)
