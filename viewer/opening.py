"""Open what the user points at: a folder, a picture, several pictures, or a model's file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Signal

from viewer.core.errors import UserError
from viewer.core.folder import FolderListing
from viewer.core.following import stand_in
from viewer.session.session import Session
from viewer.work.loader import Loader

MODEL_SUFFIXES = frozenset({".pth", ".pt", ".safetensors", ".bin", ".ckpt", ".pkl", ".pt2"})
# The engine knows these by their content, and says in words why they do not open, or opens them.
_DOUBTFUL = frozenset({".onnx", ".tflite", ".keras", ".h5", ".hdf5", ".tar", ".torchscript"})

KEPT_SUFFIXES = frozenset({".camscope", ".pdf", ".svg"})


class Opener(QObject):
    """Turns paths into a listing and a selection; what cannot be opened is told in words."""

    wished = Signal()  # something is to be opened, in place of whatever else was
    failed = Signal(object)  # UserError
    first_names_read = Signal(object)  # FolderListing: not yet complete
    kept_chosen = Signal(object)  # Path: a session file, or a figure that is no picture
    model_chosen = Signal(object)  # Path: a model's file was dropped or given

    def __init__(self, session: Session, loader: Loader) -> None:
        super().__init__()
        self._session = session
        self._loader = loader
        self._folder: Path | None = None  # the folder being listed
        self._select: Path | None = None
        self._following = False  # the listing under way was asked for by the disk

    def open(self, paths: Sequence[Path]) -> None:
        """Open one folder, one picture in its folder, or a choice of pictures."""
        self.wished.emit()
        found = [path.expanduser().absolute() for path in paths]
        missing = [path for path in found if not path.exists()]
        if missing:
            self._refuse_missing(missing[0])
        found = [path for path in found if path not in missing]
        for path in found:
            if path.suffix.lower() in KEPT_SUFFIXES and path.is_file():
                self.kept_chosen.emit(path)
                return
        models = [path for path in found if is_model(path)]
        if models:
            self.model_chosen.emit(models[0])
        found = [path for path in found if path not in models]
        folders = [path for path in found if path.is_dir()]
        if folders:
            self.open_folder(folders[0])
        elif len(found) == 1:
            self.open_folder(found[0].parent, select=found[0])
        elif found:
            self._show_choice(found)

    def open_folder(self, folder: Path, *, select: Path | None = None) -> None:
        """List a folder beside the window and show one of its pictures."""
        self.wished.emit()
        self._list(folder, select)

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
        if select is not None and outside and select.parent == listing.path and select.is_file():
            listing = replace(listing, pictures=(select, *listing.pictures))
        self._session.set_listing(listing, select=select)

    def refuse_folder(self, folder: Path, error: UserError) -> None:
        """Say why a folder cannot be shown; the one before stays."""
        if folder == self._folder:
            self.failed.emit(error)

    def _list(self, folder: Path, select: Path | None) -> None:
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


def is_model(path: Path) -> bool:
    """Tell whether a path is that of a model's file, by its name."""
    return path.suffix.lower() in MODEL_SUFFIXES | _DOUBTFUL and path.is_file()
