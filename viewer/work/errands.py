"""One errand at a time beside the window: a later one outdates it, and none is waited for."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from viewer.core.errors import Cancelled, UserError

log = logging.getLogger(__name__)
LATE_MS = 500
Work = Callable[[Callable[[], bool]], object]  # is told how to ask whether it is still wanted
_unfinished: list[Errands] = []  # kept for good: a thread that hangs on a disk may still know them


class Errands(QObject):
    """Does what may take long, such as reading from a disk that does not answer, on a thread.

    The thread is the process's own to drop: a work that never returns keeps neither the window
    nor its end waiting.
    """

    failed = Signal(object)  # UserError
    late = Signal(bool)  # the errand under way takes a while; False: it is done, or not wanted
    _done = Signal(object, object, object)  # which, what to do with the result, the result

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wanted: object = None  # stands for the errand under way
        self._threads: list[threading.Thread] = []
        self._timer = QTimer(self, singleShot=True, interval=LATE_MS)
        self._timer.timeout.connect(self._tell_late)
        self._done.connect(self._deliver)

    @property
    def busy(self) -> bool:
        """Whether an errand is under way."""
        return self._wanted is not None

    def start(self, work: Work, deliver: Callable[[Any], object]) -> None:
        """Do a work beside the window instead of the one under way.

        Args:
            work: what to do; it asks now and then whether it is still wanted.
            deliver: gets the result in the window's thread, unless it is no longer wanted.
        """
        self.stop()
        self._wanted = errand = object()
        self._timer.start()

        def run() -> None:
            result = _attempt(work, lambda: self._wanted is not errand)
            if self._wanted is errand:
                with suppress(RuntimeError):  # the window is gone
                    self._done.emit(errand, deliver, result)

        thread = threading.Thread(target=run, daemon=True)
        self._threads = [one for one in self._threads if one.is_alive()] + [thread]
        thread.start()

    def stop(self) -> bool:
        """Let go of the errand under way; return whether there was one."""
        was, self._wanted = self.busy, None
        self._timer.stop()
        if was:
            self.late.emit(False)
        return was

    def shut_down(self) -> None:
        """Let go of everything; nothing is waited for."""
        self.stop()
        if any(thread.is_alive() for thread in self._threads):
            _unfinished.append(self)

    def _tell_late(self) -> None:
        self.late.emit(True)

    @Slot(object, object, object)
    def _deliver(self, errand: object, deliver: Callable[[Any], object], result: object) -> None:
        if errand is not self._wanted:
            return
        self.stop()
        if isinstance(result, UserError):
            self.failed.emit(result)
        else:
            deliver(result)


def _attempt(work: Work, cancelled: Callable[[], bool]) -> object:
    """Return the work's result, or a UserError in its place: no file may end a thread."""
    try:
        return work(cancelled)
    except (UserError, Cancelled) as error:
        return error
    except Exception as error:  # the worker's border
        log.exception("an errand failed")
        return UserError(
            "This file could not be read.", hint="Help > Show log tells why.", detail=repr(error)
        )
