"""The command for black and white of deep pictures: open where the picture has more than 8 bits."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt

from viewer.core.asks.records import ImageRef
from viewer.session.session import Session
from viewer.ui.window.window import MainWindow
from viewer.work.loader import LoadedPicture


class LevelCommands:
    """Shows the dialog over the window; what is set there holds for the following pictures, too."""

    def __init__(self, window: MainWindow, session: Session) -> None:
        self._window, self._session = window, session
        self._loaded: LoadedPicture | None = None

    @property
    def functions(self) -> dict[str, Callable[[], object]]:
        """The commands by their keys."""
        return {"black_and_white": self._show}

    def note_image(self, _image: ImageRef | None) -> None:
        """Another picture is wished for, which may have 8 bits."""
        self._loaded = None
        self._window.commands.set_available("deep", available=False)

    def note_picture(self, loaded: LoadedPicture) -> None:
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
