"""Follows the disk: tells, a moment after things rest, that a folder or a file has changed.

Qt's watcher is used: it needs no thread and no further package. It tells that a folder's entries
have changed, not which, so the folder is listed anew, which takes a third of a second for a hundred
thousand files. It tells of changed contents only for the files it is given: those in sight.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from viewer.core.folder import FolderListing
from viewer.core.path_list import PathList

REST_MS = 200  # without a change, before the change is told
PATIENCE_MS = 1_000  # of changes without rest, after which it is told all the same
MAX_FOLDERS = 2_000  # watched below a folder that is listed deeply


class Watcher(QObject):
    """Watches one folder and a few files."""

    folder_changed = Signal()
    file_changed = Signal(object)  # Path: it is there, with other contents

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._watcher = QFileSystemWatcher(self)
        self._folders: set[str] = set()
        self._files: set[str] = set()
        self._changed: set[str] = set()
        self._folder_differs = False
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        for timer in (self._rest, self._patience):
            timer.timeout.connect(self._tell)
        self._watcher.directoryChanged.connect(self._note_folder)
        self._watcher.fileChanged.connect(self._note_file)

    def watch_folder(self, listing: FolderListing) -> None:
        """Watch a listed folder, and no longer the one before."""
        if not listing.complete:
            return
        wanted = {str(listing.path), *(_folders_of(listing.pictures) if listing.deep else ())}
        self._folders = self._exchange(self._folders, wanted)

    def watch_files(self, paths: Iterable[Path]) -> None:
        """Watch the contents of these files, and no longer those before."""
        self._files = self._exchange(self._files, {str(path) for path in paths})

    def shut_down(self) -> None:
        """Watch nothing."""
        self._rest.stop()
        self._patience.stop()
        self._folders = self._exchange(self._folders, set())
        self._files = self._exchange(self._files, set())

    def _exchange(self, old: set[str], new: set[str]) -> set[str]:
        if old - new:
            self._watcher.removePaths(list(old - new))
        present = [path for path in new - old if os.path.lexists(path)]
        if present:
            self._watcher.addPaths(present)
        return new

    def _note_folder(self, _path: str) -> None:
        self._folder_differs = True
        self._wait()

    def _note_file(self, path: str) -> None:
        self._changed.add(path)
        self._wait()

    def _wait(self) -> None:
        self._rest.start()
        if not self._patience.isActive():
            self._patience.start()

    def _tell(self) -> None:
        self._rest.stop()
        self._patience.stop()
        changed, self._changed = self._changed, set()
        if self._folder_differs:
            self._folder_differs = False
            self.folder_changed.emit()
        for path in changed:
            if os.path.lexists(path):
                # A file that was exchanged for another of its name is no longer watched.
                if path in self._files and path not in self._watcher.files():
                    self._watcher.addPath(path)
                self.file_changed.emit(Path(path))


def _folders_of(pictures: Sequence[Path]) -> list[str]:
    """Return the folders that hold these pictures, as many as can be watched."""
    if not isinstance(pictures, PathList):
        return []
    return [str(pictures.folder / name) for name in pictures.folders[:MAX_FOLDERS]]
