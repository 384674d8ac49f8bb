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
SMALL_PX = 128  # the side that the list needs
SETTLED_S = 3.0  # a file younger than this may change again within its stamp's second


class Thumbnails(QObject):
    """Makes thumbnails beside the window, on threads that give way to all others."""

    thumbnail_loaded = Signal(object, QImage, int)  # Path; the side of the square it was made for
    thumbnail_failed = Signal(object, str)  # Path, sentence

    def __init__(self, cache: ThumbnailCache | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cache = cache  # None: the one that all programs share
        self._workers = Workers(THREADS, self, priority=QThread.Priority.LowPriority)
        self._lock = threading.Lock()
        self._waiting: list[tuple[Path, int]] = []
        self._running: set[tuple[Path, int]] = set()

    def want(self, paths: Iterable[Path], side_px: int = SMALL_PX) -> None:
        """Make the thumbnails in sight; those asked for before and not yet begun are dropped.

        Args:
            paths: of the pictures, first those wanted most.
            side_px: of the square that each shall fit into: 128, 256 or 512.
        """
        wishes = [(path, side_px) for path in dict.fromkeys(paths)]
        with self._lock:
            self._waiting = [wish for wish in wishes if wish not in self._running]
            count = len(self._waiting)
        for _ in range(count):
            self._workers.start(self.work)

    def work(self) -> None:
        """Make the thumbnail wanted most, if any; called on the pool's threads."""
        with self._lock:
            if not self._waiting:
                return
            path, side_px = wish = self._waiting.pop(0)
            self._running.add(wish)
        try:
            result = to_image(self._make(path, side_px))
        except UserError as error:
            result = str(error)
        except Exception:  # the worker's border
            log.exception("making a thumbnail failed")
            result = "This file could not be read."
        with self._lock:
            self._running.discard(wish)  # first: whoever is told may wish for it again
        if isinstance(result, str):
            self.thumbnail_failed.emit(path, result)
        else:
            self.thumbnail_loaded.emit(path, result, side_px)

    def shut_down(self, wait_ms: int = WAIT_MS) -> None:
        """Forget what waits and let what runs end, within limits."""
        with self._lock:
            self._waiting = []
        self._workers.shut_down(wait_ms)

    def _make(self, path: Path, side_px: int) -> Pixels:
        from viewer.core.pictures.images import load_thumbnail  # noqa: PLC0415 - Pillow, on the pool
        from viewer.core.stores.thumbnail_cache import ThumbnailCache  # noqa: PLC0415

        cache = self._cache or ThumbnailCache()
        try:
            mtime_ns = path.stat().st_mtime_ns
        except OSError:
            mtime_ns = 0
        kept = cache.find(path, mtime_ns, side_px)
        if kept is not None and kept.rgb is not None:
            return kept.rgb
        if kept is not None:
            raise UserError(kept.sentence or "This picture could not be read before.")
        data = read_bytes(path)
        settled = time.time() - mtime_ns / 1e9 > SETTLED_S
        try:
            rgb = load_thumbnail(data, side_px)
        except LimitReached:
            raise
        except UserError as error:
            if settled:
                cache.keep_failure(path, mtime_ns, str(error))
            raise
        if settled:
            cache.keep(path, mtime_ns, rgb, side_px)
        return rgb
