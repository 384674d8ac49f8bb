"""Keep what the window shows on the disk, so that a crash loses nothing."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from viewer.core.errors import UserError
from viewer.core.scene import Scene
from viewer.core.whole_file import NotWritten, why
from viewer.session.session_file import SUFFIX, read_session, write_session

log = logging.getLogger(__name__)
DELAY_MS = 2_000


class Autosave(QObject):
    """Writes the scene a while after each change; a marker tells a crash from an ordinary end."""

    failed = Signal(object)  # UserError: nothing is kept; told once

    def __init__(self, folder: Path, scene: Callable[[], Scene]) -> None:
        """Prepare; nothing is written before ``begin``.

        Args:
            folder: of the user's data; made when needed.
            scene: returns what the window shows.
        """
        super().__init__()
        self._file = folder / f"last{SUFFIX}"
        self._marker = folder / "running"
        self._scene = scene
        self._begun = False
        self._told = False
        self._timer = QTimer(self, singleShot=True, interval=DELAY_MS)
        self._timer.timeout.connect(self.save)

    def begin(self) -> Scene | None:
        """Start to keep the scene; return the last one if the program did not end properly."""
        lost = self._lost() if self._marker.exists() else None
        try:
            self._marker.parent.mkdir(parents=True, exist_ok=True)
            self._marker.touch()
            self._begun = True
        except OSError as error:
            self._tell(why(error.errno), error)
        return lost

    def note_change(self) -> None:
        """Save soon."""
        if self._begun and not self._timer.isActive():
            self._timer.start()

    def save(self) -> None:
        """Save now."""
        if not self._begun:
            return
        try:
            write_session(self._scene(), self._file)
        except NotWritten as error:
            self._tell(error.reason, error)

    def end(self) -> None:
        """The program ends properly: there is nothing to offer next time."""
        self._timer.stop()
        if self._begun:
            self._begun = False
            try:
                self._marker.unlink(missing_ok=True)
            except OSError as error:
                log.warning("the next start takes this end for a crash: %s", error)

    def _tell(self, reason: str, error: Exception) -> None:
        """Log what goes wrong, and say so the first time: nobody has asked for it now."""
        log.warning("nothing is kept for the case of a crash: %s", error)
        if not self._told:
            self._told = True
            self.failed.emit(
                UserError("What is shown cannot be kept for the case of a crash.", hint=reason)
            )

    def _lost(self) -> Scene | None:
        try:
            scene = read_session(self._file)
        except UserError as error:
            log.info("no session to offer: %s", error)
            return None
        return scene if scene.image is not None or scene.folder is not None else None
