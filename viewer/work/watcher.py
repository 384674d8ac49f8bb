"""Follows the disk: tells, a moment after things rest, that a folder or a file has changed.

Qt's watcher is used; it needs no further package. It tells that a folder's entries have changed,
not which, so the folder is listed anew, which takes a third of a second for a hundred thousand
files. It tells of changed contents only for the files it is given: those in sight. To begin to
watch is to ask the disk, which may never answer, so that is done on a thread of its own.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QThread, QTimer, Signal, Slot

from viewer.core.files.folder import FolderListing
from viewer.core.files.path_list import PathList
from viewer.work.workers import leave

REST_MS = 200  # without a change, before the change is told
PATIENCE_MS = 1_000  # of changes without rest, after which it is told all the same
DEAF_MS = 2_000  # for a thread to watch what it is given, before another one does
MAX_FOLDERS = 2_000  # watched below a folder that is listed deeply


class Watcher(QObject):
    """Watches one folder and a few files."""

    folder_changed = Signal()
    file_changed = Signal(object)  # Path: it is there, with other contents
    _wished = Signal(object, object)  # the folders and the files to be watched: sets of str

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folders: set[str] = set()
        self._files: set[str] = set()
        self._thread: _Thread | None = None
        self._owed = 0  # wishes that the thread has not come to yet
        self._deaf = QTimer(self, singleShot=True, interval=DEAF_MS)
        self._deaf.timeout.connect(self._replace)

    def watch_folder(self, listing: FolderListing) -> None:
        """Watch a listed folder, and no longer the one before."""
        if not listing.complete:
            return
        self._folders = {
            str(listing.path),
            *(_folders_of(listing.pictures) if listing.deep else ()),
        }
        self._wish()

    def watch_files(self, paths: Iterable[Path]) -> None:
        """Watch the contents of these files, and no longer those before."""
        files = {str(path) for path in paths}
        if files != self._files:
            self._files = files
            self._wish()

    def shut_down(self, wait_ms: int = 500) -> None:
        """Watch nothing."""
        self._deaf.stop()
        thread, self._thread = self._thread, None
        if thread is not None:
            self._wished.disconnect(thread.eyes.watch)
            thread.end(wait_ms)

    def _wish(self) -> None:
        if self._thread is None:
            self._thread = thread = _Thread()
            self._wished.connect(thread.eyes.watch)
            thread.eyes.watching.connect(self._note_watching)
            thread.eyes.folder_changed.connect(self.folder_changed)
            thread.eyes.file_changed.connect(self.file_changed)
            self._owed = 0
        self._owed += 1
        self._wished.emit(self._folders, self._files)
        if not self._deaf.isActive():
            self._deaf.start()

    @Slot()
    def _note_watching(self) -> None:
        self._owed -= 1
        if not self._owed:
            self._deaf.stop()

    def _replace(self) -> None:
        """Leave a thread that is held up by a disk; another one watches what is wished later."""
        later = self._owed > 1
        self.shut_down(0)
        if later:
            self._wish()


class _Thread(QThread):
    """A thread with eyes."""

    def __init__(self) -> None:
        super().__init__()
        self.eyes = _Eyes()
        self.eyes.moveToThread(self)
        self.start()

    def run(self) -> None:
        """Watch until asked to quit."""
        self.exec()
        self.eyes.close()

    def end(self, wait_ms: int) -> None:
        """End the thread, or leave it where it is."""
        self.eyes.blockSignals(True)
        self.quit()
        leave(self, wait_ms)


class _Eyes(QObject):
    """Watches, on the other thread."""

    watching = Signal()  # what was wished for
    folder_changed = Signal()
    file_changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._watcher: QFileSystemWatcher | None = None
        self._watched: set[str] = set()
        self._files: set[str] = set()
        self._changed: set[str] = set()
        self._folder_differs = False
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        for timer in (self._rest, self._patience):
            timer.timeout.connect(self._tell)

    @Slot(object, object)
    def watch(self, folders: set[str], files: set[str]) -> None:
        """Watch these, and nothing else."""
        if self._watcher is None:
            self._watcher = QFileSystemWatcher()
            self._watcher.directoryChanged.connect(self._note_folder)
            self._watcher.fileChanged.connect(self._note_file)
        old, new = self._watched, folders | files
        if old - new:
            self._watcher.removePaths(list(old - new))
        present = [path for path in new - old if os.path.lexists(path)]
        if present:
            self._watcher.addPaths(present)
        self._watched, self._files = new, files
        self.watching.emit()

    def close(self) -> None:
        """Watch nothing more."""
        self._rest.stop()
        self._patience.stop()
        self._watcher = None

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
            if os.path.lexists(path) and self._watcher is not None:
                # A file that was exchanged for another of its name is no longer watched.
                if path in self._files and path not in self._watcher.files():
                    self._watcher.addPath(path)
                self.file_changed.emit(Path(path))


def _folders_of(pictures: Sequence[Path]) -> list[str]:
    """Return the folders that hold these pictures, as many as can be watched."""
    if not isinstance(pictures, PathList):
        return []
    return [str(pictures.folder / name) for name in pictures.folders[:MAX_FOLDERS]]
