"""Reads the folders in folders on a thread of its own, for the tree of folders."""

from __future__ import annotations

import logging
import threading
from pathlib import Path

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from viewer.core.subfolders import Subfolder, list_subfolders

log = logging.getLogger(__name__)


class FolderReader(QObject):
    """Answers by a signal; a folder that waits already is not asked for twice."""

    folders_read = Signal(object, object)  # Path, tuple of Subfolder

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._lock = threading.Lock()
        self._waiting: set[Path] = set()
        self._ended = False

    def read(self, path: Path) -> None:
        """Read the folders in a folder, the newest wish first."""
        with self._lock:
            if path in self._waiting:
                return
            self._waiting.add(path)
            priority = len(self._waiting)
        self._pool.start(_Job(self, path), priority)

    def work(self, path: Path) -> None:
        """Read one folder; called on the pool's thread."""
        with self._lock:
            self._waiting.discard(path)
        try:
            found = list_subfolders(path, cancelled=lambda: self._ended)
        except Exception:  # the worker's border
            log.exception("reading the folders in %s failed", path)
            found: tuple[Subfolder, ...] = ()
        self.folders_read.emit(path, found)

    def shut_down(self) -> None:
        """Forget what waits and let what runs end."""
        self._ended = True
        self._pool.clear()
        self._pool.waitForDone()


class _Job(QRunnable):
    """A turn on the pool."""

    def __init__(self, reader: FolderReader, path: Path) -> None:
        super().__init__()
        self._reader, self._path = reader, path

    def run(self) -> None:
        """Do the work; called by the pool."""
        self._reader.work(self._path)
