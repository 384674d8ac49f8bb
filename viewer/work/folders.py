"""Reads the folders in folders on a thread of its own, for the tree of folders."""

from __future__ import annotations

import logging
import threading
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from viewer.core.files.subfolders import Subfolder, list_subfolders
from viewer.work.workers import WAIT_MS, Workers

log = logging.getLogger(__name__)


class FolderReader(QObject):
    """Answers by a signal; a folder that waits already is not asked for twice."""

    folders_read = Signal(object, object)  # Path, tuple of Subfolder

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workers = Workers(1, self)
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
        self._workers.start(lambda: self.work(path), priority)

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

    def shut_down(self, wait_ms: int = WAIT_MS) -> None:
        """Forget what waits and let what runs end, within limits."""
        self._ended = True
        self._workers.shut_down(wait_ms)
