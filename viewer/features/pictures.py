"""The picture in the panes: read beside the window, shown in few pixels first, then in full."""

from __future__ import annotations

from pathlib import Path
from typing import Self

from viewer.core.asks.messages import Neighbours
from viewer.core.asks.references import ImageRef
from viewer.core.asks.requests import ExplainRequest
from viewer.core.errors import UserError
from viewer.core.files.disk_questions import image_ref
from viewer.core.files.folder import FolderListing
from viewer.core.foreign_text import shown_path
from viewer.features.feature import BackgroundWorker, Feature, Features
from viewer.house import House
from viewer.ui.looks.language import spoken
from viewer.ui.looks.plain_text import title_text
from viewer.work.loader import CoarsePicture, LoadedPicture


class PicturesFeature(Feature):
    """Has the session's picture read, and puts it or the reason for its absence into the panes."""

    def __init__(self, house: House, known: Features) -> None:
        super().__init__(house, known)
        self.picture: LoadedPicture | None = None  # what the panes show, for figures

    @property
    def workers(self) -> tuple[BackgroundWorker, ...]:
        """The loader of pictures and listings."""
        return (self.house.loader,)

    def introduce(self) -> None:
        """Read what the session looks at; the engine hears what may come next."""
        session, loader = self._session, self.house.loader
        self.wire(session, "image_changed", self._show_image)
        self.wire(session, "painting_changed", self._show_painting)
        self.wire(session, "listing_changed", self._show_emptiness)
        self.wire(session, "request_issued", self._look_ahead)
        self.wire(loader, "picture_begun", self._show_coarse)
        self.wire(loader, "picture_loaded", self._show_picture)
        self.wire(loader, "picture_failed", self._show_unreadable)

    def take_over(self, before: Self) -> None:
        """Know nothing yet: the picture is read again when it is selected."""

    def put_away(self) -> None:
        """Remember which picture was shown last."""
        if self._session.image is not None:
            self.house.store.set_last_image(self._session.image.path)

    def neighbours(self, path: Path) -> tuple[Path, ...]:
        """Return the pictures after and before this one, which will be wanted next."""
        pictures = self._session.listing.pictures if self._session.listing else ()
        if path not in pictures:
            return ()
        index = pictures.index(path)
        return (*pictures[index + 1 : index + 2], *pictures[max(0, index - 1) : index])

    def _show_image(self, image: ImageRef | None) -> None:
        """Select another picture; the panes stay empty until its pixels are there."""
        panes = self._window.pane_row
        self._window.browser.set_current(image.path if image else None)
        self._window.commands.set_available("picture", available=image is not None)
        panes.set_message(-1, "")
        panes.set_geometry(None)
        if image is None:
            self.picture = None
            panes.vacate()
            self._set_title()
            return
        folder = image.path.parent
        title = f"{shown_path(image.path.name)} — {shown_path(folder.name or folder)}"
        self._window.setWindowTitle(title_text(title))
        self.house.loader.load_picture(image, self.neighbours(image.path))

    def _show_painting(self, image: ImageRef) -> None:
        """Show the same picture with what is painted over it; what is seen of it stays."""
        self.house.loader.load_picture(image, self.neighbours(image.path))

    def _show_emptiness(self, listing: FolderListing | None) -> None:
        """Say so where a folder has no picture to begin with."""
        if self._session.image is None and listing is not None and not listing.pictures:
            self._window.pane_row.vacate()

    def _show_coarse(self, coarse: CoarsePicture) -> None:
        """Paint a large picture in few pixels while it is being decoded."""
        if coarse.ref == self._session.image:
            self._window.pane_row.set_picture((coarse.image,), keep_view=True, size=coarse.size)
            self._set_title(self.tr("Reading…"))

    def _show_picture(self, loaded: LoadedPicture) -> None:
        """Paint the picture in every pane; the heat maps follow."""
        before, self.picture = self.picture, loaded
        same = before is not None and before.ref.plain == loaded.ref.plain
        repainted = same and before is not None and before.ref != loaded.ref
        keep = bool(self._session.options["keep_zoom"]) or repainted
        self._window.pane_row.set_picture(loaded.levels, keep_view=keep)
        painted = [self.tr("painted over")] if loaded.ref.painted else []
        notes = [spoken(note).rstrip(".。") for note in loaded.notes]
        self._set_title(*painted, shown_path(loaded.ref.path.name), *notes)

    def _show_unreadable(self, image: ImageRef, error: UserError) -> None:
        """Say in the place of the panes why a picture cannot be shown."""
        self.picture = None
        self._window.pane_row.vacate(error.headline, error.hint)
        self._set_title(shown_path(image.path.name))
        self._window.browser.set_failed(image.path, spoken(error.headline))

    def _set_title(self, *parts: str) -> None:
        original = self._window.pane_row.panes[0]
        original.set_title(" · ".join((self.tr("Original"), *parts)))

    def _look_ahead(self, request: ExplainRequest) -> None:
        """Tell the engine which pictures may be wanted next."""
        near = map(image_ref, self.neighbours(request.image.path))
        self.house.engine.ask(Neighbours(images=tuple(near)))
