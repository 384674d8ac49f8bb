"""Keep what each window shows on the disk, so that a crash loses nothing."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from viewer.core.errors import UserError
from viewer.core.files.process_mark import ProcessMark, written
from viewer.core.files.whole_file import NotWritten, why
from viewer.core.scene import Scene
from viewer.session.session_file import SUFFIX, read_session, write_session

log = logging.getLogger(__name__)
DELAY_MS = 2_000
MARK = ".running"
MOST_LEFT = 20  # kept sessions of dead windows; older ones are given up


@dataclass(frozen=True, slots=True)
class Lost:
    """What a window showed that did not end properly, and how many more there were."""

    scene: Scene
    others: int = 0


class Autosave(QObject):
    """Writes the scene a while after each change; a marker tells a crash from an ordinary end.

    Each process has a file and a marker of its own. A marker is locked for as long as its process
    lives, so that windows do not take each other for dead.
    """

    failed = Signal(object)  # UserError: nothing is kept; told once

    def __init__(self, folder: Path, scene: Callable[[], Scene]) -> None:
        """Prepare; nothing is written before ``begin``.

        Args:
            folder: of the user's data; made when needed.
            scene: returns what the window shows.
        """
        super().__init__()
        self._data, self._folder = folder, folder / "windows"
        self._scene = scene
        self._told = False
        self._mark: ProcessMark | None = None
        self._offered: ProcessMark | None = None  # of the dead window whose scene was offered
        self._timer = QTimer(self, singleShot=True, interval=DELAY_MS)
        self._timer.timeout.connect(self.save)

    def begin(self, *, wanted: bool = True) -> Lost | None:
        """Start to keep the scene; return the newest one of a window that did not end properly.

        It is nobody else's from now on, until ``settle`` or ``end``.

        Args:
            wanted: whether it will be offered; else it stays for the next time.
        """
        try:
            self._mark = ProcessMark.of_this_process(self._folder, MARK)
        except OSError as error:
            self._tell(why(error.errno), error)
        return self._find_lost() if wanted else None

    def note_change(self) -> None:
        """Save soon."""
        if self._mark is not None and not self._timer.isActive():
            self._timer.start()

    def save(self) -> None:
        """Save now."""
        if self._mark is None:
            return
        try:
            write_session(self._scene(), _file_of(self._mark.path))
        except NotWritten as error:
            self._tell(error.reason, error)

    def settle(self) -> None:
        """Forget the scene that was offered: it is not wanted, or safe elsewhere."""
        if self._offered is not None:
            _remove(self._offered)
            self._offered = None

    def end(self) -> None:
        """The program ends properly: there is nothing to offer next time."""
        self._timer.stop()
        self.settle()
        if self._mark is not None:
            _remove(self._mark)
            self._mark = None

    def _tell(self, reason: str, error: Exception) -> None:
        """Log what goes wrong, and say so the first time: nobody has asked for it now."""
        log.warning("nothing is kept for the case of a crash: %s", error)
        if not self._told:
            self._told = True
            self.failed.emit(
                UserError("What is shown cannot be kept for the case of a crash.", hint=reason)
            )

    def _find_lost(self) -> Lost | None:
        """Claim the newest scene of a dead window; those that say nothing are taken away."""
        found: Lost | None = None
        others = 0
        for marker in self._markers():
            mark = ProcessMark.claim(marker)
            if mark is None:
                continue
            scene = _scene_in(_file_of(marker))
            if scene is None or others >= MOST_LEFT:
                _remove(mark)
            elif found is None:
                found, self._offered = Lost(scene), mark
            else:
                others += 1
                mark.release()
        return None if found is None else Lost(found.scene, others)

    def _markers(self) -> list[Path]:
        """Return the markers of all windows, that of the newest kept session first."""
        own = self._mark.path if self._mark is not None else None
        found = [path for path in self._folder.glob(f"*{MARK}") if path != own]
        earlier = self._data / "running"  # of versions whose windows shared one
        return sorted([*found, earlier], key=lambda path: written(_file_of(path)), reverse=True)


def _file_of(marker: Path) -> Path:
    """Return where the session of a marker is kept."""
    earlier = marker.suffix != MARK
    return marker.with_name(f"last{SUFFIX}") if earlier else marker.with_suffix(SUFFIX)


def _remove(mark: ProcessMark) -> None:
    mark.remove(_file_of(mark.path))


def _scene_in(path: Path) -> Scene | None:
    try:
        scene = read_session(path)
    except UserError as error:
        log.info("no session to offer: %s", error)
        return None
    return scene if scene.image is not None or scene.folder is not None else None
