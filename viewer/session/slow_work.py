"""How far slow methods are: passed on for the newest request alone, and stopped on request."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from viewer.core.asks.messages import Progress
from viewer.core.asks.records import Failure, Finished
from viewer.core.asks.requests import ExplainRequest
from viewer.core.asks.routes import Receives


class SlowWork(QObject):
    """Knows whether a slow method runs for what the user has asked for last."""

    progressed = Signal(object)  # Progress
    stop_wished = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._serial = 0
        self._running = False

    def set_request(self, request: ExplainRequest) -> None:
        """Take note of what is asked for now; progress of anything else is late."""
        self._serial, self._running = request.serial, False

    @property
    def receives(self) -> Receives:
        """Which of the engine's replies it takes: progress, and that work has ended."""
        return {Progress: self._accept, Finished: self._end, Failure: self._end}

    def stop(self) -> bool:
        """Stop the slow method that is running, and tell whether there was one."""
        if self._running:
            self.stop_wished.emit()
        return self._running

    def _accept(self, progress: Progress) -> None:
        if progress.serial == self._serial:
            self._running = True
            self.progressed.emit(progress)

    def _end(self, _reply: Finished | Failure) -> None:
        self._running = False
