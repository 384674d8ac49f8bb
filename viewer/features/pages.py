"""The pages of a file: turn to the next, to the one before, or to a number."""

from __future__ import annotations

from pathlib import Path
from typing import Self

from viewer.commands import Functions
from viewer.core.asks.references import ImageRef
from viewer.features.feature import Feature, Features
from viewer.house import House
from viewer.work.loader import LoadedPicture


class PagesFeature(Feature):
    """Turns pages; a page that cannot be read leaves the way to the others open."""

    def __init__(self, house: House, known: Features) -> None:
        super().__init__(house, known)
        self._file: Path | None = None  # whose pages are counted
        self._pages = 1

    @property
    def commands(self) -> Functions:
        """Turn to the page before or after."""
        return {"previous_page": lambda: self._turn(-1), "next_page": lambda: self._turn(1)}

    def introduce(self) -> None:
        """Count the pages of what is read."""
        loader = self.house.loader
        self.wire(self._session, "image_changed", self._note_image)
        self.wire(loader, "picture_loaded", self._note_picture)
        self.wire(loader, "picture_failed", self._note_failure)
        self.wire(self._window.pages, "page_chosen", self._turn_to)

    def take_over(self, before: Self) -> None:
        """Count anew: the file is read again."""

    def put_away(self) -> None:
        """Leave nothing at work."""

    def _turn_to(self, page: int) -> None:
        """Show a page of the present file, counted from 0; one that is not there is passed over."""
        image = self._session.image
        if image is not None and image.path == self._file and 0 <= page < self._pages:
            self._session.set_image(image.path, page)

    def _note_image(self, image: ImageRef | None) -> None:
        """Show no pages where there is no picture."""
        if image is None:
            self._file, self._pages = None, 1
            self._show(0)

    def _note_picture(self, loaded: LoadedPicture) -> None:
        """A file was read, and how many pages it has is known."""
        if loaded.ref == self._session.image:
            self._file, self._pages = loaded.ref.path, loaded.pages
            self._show(loaded.ref.page)

    def _note_failure(self, image: ImageRef) -> None:
        """A page cannot be read: of a file that was never read only those before it are known."""
        if image == self._session.image:
            known = self._pages if image.path == self._file and image.page else 1
            self._file, self._pages = image.path, max(known, image.page + 1)
            self._show(image.page)

    def _turn(self, delta: int) -> None:
        if self._session.image is not None:
            self._turn_to(self._session.image.page + delta)

    def _show(self, page: int) -> None:
        self._window.pages.set_pages(page, self._pages)
        self._window.commands.set_available("pages", available=self._pages > 1)
