"""Thumbnails of the pictures in sight, newest wish first, kept on disk for the next time."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThread, Signal
from PySide6.QtGui import QImage

from viewer.core.errors import LimitReached, UserError
from viewer.core.pictures.picture_file import read_bytes
from viewer.work.qt_image import to_image
from viewer.work.workers import WAIT_MS, Workers

if TYPE_CHECKING:
    from viewer.core.pictures.images import Pixels
    from viewer.core.stores.thumbnail_cache import ThumbnailCache

log = logging.getLogger(__name__)
THREADS = 2
SETTLED_S = 3.0  # a file younger than this may change again within its stamp's second


class Thumbnails(QObject):
    """Makes thumbnails beside the window, on threads that give way to all others."""

    thumbnail_loaded = Signal(object, QImage)  # Path
    thumbnail_failed = Signal(object, str)  # Path, sentence

    def __init__(self, cache: ThumbnailCache | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cache = cache  # None: the one that all programs share
        self._workers = Workers(THREADS, self, priority=QThread.Priority.LowPriority)
        self._lock = threading.Lock()
        self._waiting: list[Path] = []
        self._running: set[Path] = set()

    def want(self, paths: Iterable[Path]) -> None:
        """Make the thumbnails in sight; those asked for before and not yet begun are dropped."""
        with self._lock:
            self._waiting = [path for path in dict.fromkeys(paths) if path not in self._running]
            count = len(self._waiting)
        for _ in range(count):
            self._workers.start(self.work)

    def work(self) -> None:
        """Make the thumbnail wanted most, if any; called on the pool's threads."""
        with self._lock:
            if not self._waiting:
                return
            path = self._waiting.pop(0)
            self._running.add(path)
        try:
            result = to_image(self._make(path))
        except UserError as error:
            result = str(error)
        except Exception:  # the worker's border
            log.exception("making a thumbnail failed")
            result = "This file could not be read."
        with self._lock:
            self._running.discard(path)  # first: whoever is told may wish for it again
        if isinstance(result, str):
            self.thumbnail_failed.emit(path, result)
        else:
            self.thumbnail_loaded.emit(path, result)

    def shut_down(self, wait_ms: int = WAIT_MS) -> None:
        """Forget what waits and let what runs end, within limits."""
        with self._lock:
            self._waiting = []
        self._workers.shut_down(wait_ms)

    def _make(self, path: Path) -> Pixels:
        from viewer.core.pictures.images import load_thumbnail  # noqa: PLC0415 - Pillow, on the pool
        from viewer.core.stores.thumbnail_cache import NORMAL_PX, ThumbnailCache  # noqa: PLC0415

        cache = self._cache or ThumbnailCache()
        try:
            mtime_ns = path.stat().st_mtime_ns
        except OSError:
            mtime_ns = 0
        kept = cache.find(path, mtime_ns)
        if kept is not None and kept.rgb is not None:
            return kept.rgb
        if kept is not None:
            raise UserError(kept.sentence or "This picture could not be read before.")
        data = read_bytes(path)
        settled = time.time() - mtime_ns / 1e9 > SETTLED_S
        try:
            rgb = load_thumbnail(data, NORMAL_PX)
        except LimitReached:
            raise
        except UserError as error:
            if settled:
                cache.keep_failure(path, mtime_ns, str(error))
            raise
        if settled:
            cache.keep(path, mtime_ns, rgb)
        return rgb
