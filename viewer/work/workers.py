"""Threads beside the window; where some do not come back, others take over, and nobody waits.

A thread that reads from a disk which does not answer, or that is deep in a decoder, cannot be
stopped from outside. It costs nothing but itself, so it is left alone.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QRunnable, QThread, QThreadPool, QTimer

log = logging.getLogger(__name__)
PATIENCE_S = 2.0  # after which a thread counts no more, and may be replaced
MOST = 64  # threads, with those that do not come back
MOST_AT_ONCE = 8  # that do not come back, before further ones need a new wish
WAIT_MS = 1_500  # for all that still works when the window closes


class Workers(QObject):
    """A few threads that do pieces of work, the most urgent first."""

    def __init__(
        self,
        count: int,
        parent: QObject | None = None,
        *,
        replaced: bool = True,
        priority: QThread.Priority = QThread.Priority.InheritPriority,
    ) -> None:
        """Prepare; threads begin with the work.

        Args:
            count: how many work at a time.
            parent: of this object; the threads have none, since they may outlive it.
            replaced: whether others take over from those that do not come back.
            priority: of the threads.
        """
        super().__init__(parent)
        self._pool = QThreadPool()
        self._pool.setMaxThreadCount(count)
        self._pool.setThreadPriority(priority)
        self._count, self._replaced = count, replaced
        self._lock = threading.Lock()
        self._begun: dict[object, float] = {}  # what is being done, and since when
        self._waiting = 0
        self._look = QTimer(self, singleShot=True, interval=int(1000 * PATIENCE_S))
        self._look.timeout.connect(self._look_again)

    def start(self, work: Callable[[], object], urgency: int = 0) -> None:
        """Do some work as soon as a thread is free."""
        self._replace()
        with self._lock:
            self._waiting += 1
        self._pool.start(_Job(self, work), urgency)
        self._look.start()

    def shut_down(self, wait_ms: int = WAIT_MS, *, forget: bool = True) -> None:
        """Let what runs end, and what waits too unless it is forgotten; but wait no longer."""
        self._look.stop()
        if forget:
            self._pool.clear()
        if not self._pool.waitForDone(wait_ms):
            self._pool.setExpiryTimeout(0)
            _LEFT.append(self._pool)  # to destroy it would be to wait for it

    def run(self, work: Callable[[], object]) -> None:
        """Do some work and take its time; called by the threads."""
        mark = object()
        with self._lock:
            self._waiting -= 1
            self._begun[mark] = time.monotonic()
        try:
            work()
        except Exception:  # the threads' border
            log.exception("work beside the window failed")
        finally:
            with self._lock:
                del self._begun[mark]

    def _replace(self) -> int:
        """Let as many work as there should be, without those that do not come back: so many."""
        if not self._replaced:
            return 0
        long_ago = time.monotonic() - PATIENCE_S
        with self._lock:
            lost = sum(begun <= long_ago for begun in self._begun.values())
        self._pool.setMaxThreadCount(min(MOST, self._count + lost))
        return lost

    def _look_again(self) -> None:
        """Replace threads for what still waits, but not ever more of them for one dead place."""
        if self._replace() < MOST_AT_ONCE and self._waiting:
            self._look.start()


class _Job(QRunnable):
    """One piece of work."""

    def __init__(self, workers: Workers, work: Callable[[], object]) -> None:
        super().__init__()
        self._workers, self._work = workers, work

    def run(self) -> None:
        """Do it; called by the pool."""
        self._workers.run(self._work)


_LEFT: list[QThreadPool] = []
_THREADS: list[QThread] = []  # a QThread that is destroyed while it runs ends the program


def leave(thread: QThread, wait_ms: int) -> None:
    """Wait a while for a thread that was told to quit; after that it is left alone."""
    if not thread.wait(wait_ms):
        _THREADS.append(thread)


def are_left() -> bool:
    """Tell whether threads that nobody waits for still work."""
    _LEFT[:] = [pool for pool in _LEFT if not pool.waitForDone(0)]
    _THREADS[:] = [thread for thread in _THREADS if not thread.wait(0)]
    return bool(_LEFT or _THREADS)
