"""Black and white of deep pictures: set in a dialog where the picture has more than 8 bits."""

from __future__ import annotations

from typing import Self

from PySide6.QtCore import Qt

from viewer.commands import Functions
from viewer.features.feature import Feature, Features
from viewer.house import House
from viewer.work.loader import LoadedPicture


class LevelsFeature(Feature):
    """Shows the dialog over the window; what is set there holds for the following pictures, too."""

    def __init__(self, house: House, known: Features) -> None:
        super().__init__(house, known)
        self._loaded: LoadedPicture | None = None

    @property
    def commands(self) -> Functions:
        """Open the dialog."""
        return {"black_and_white": self._show}

    def introduce(self) -> None:
        """Follow the picture that is shown."""
        self.wire(self._session, "image_changed", self._note_image)
        self.wire(self.house.loader, "picture_loaded", self._note_picture)

    def take_over(self, before: Self) -> None:
        """Know nothing yet: the picture is read again."""

    def put_away(self) -> None:
        """Leave nothing at work."""

    def _note_image(self) -> None:
        """Another picture is wished for, which may have 8 bits."""
        self._loaded = None
        self._window.commands.set_available("deep", available=False)

    def _note_picture(self, loaded: LoadedPicture) -> None:
        """A picture was read, and how deep it is is known."""
        if loaded.ref == self._session.image:
            self._loaded = loaded
            deep = loaded.black_and_white is not None
            self._window.commands.set_available("deep", available=deep)

    def _show(self) -> None:
        from viewer.ui.dialogs.black_and_white import BlackAndWhiteDialog

        loaded, image = self._loaded, self._session.image
        if loaded is None or image is None or loaded.black_and_white is None:
            return
        dialog = BlackAndWhiteDialog(loaded.black_and_white, image.levels, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.levels_wished.connect(self._session.set_levels)
        dialog.open()
