"""The background QThread that owns the engine's process: sends requests, receives replies."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThread, Signal, Slot

from viewer.core.asks.messages import Cancel, OpenModel
from viewer.core.asks.references import ModelRef
from viewer.core.asks.routes import Receives, Reply, Routes
from viewer.core.pictures.limits import Limits
from viewer.work.workers import leave

if TYPE_CHECKING:
    from viewer.work.engine_process import EngineProcess

STOP_LIMIT_MS = 3_000


class EngineThread(QThread):
    """What the window knows of the engine: questions in, each reply out to who takes its kind."""

    crashed = Signal(object)  # Failure: the process died and was started again
    gave_up = Signal(object)  # Failure: it dies again and again, so it stays down until restart()
    log_written = Signal(str)
    _message_posted = Signal(object)
    _restart_wished = Signal()
    _hang_noticed = Signal()

    def __init__(self, command: list[str], parent: QObject | None = None) -> None:
        """Prepare the thread; ``command`` is the program and arguments of the engine."""
        super().__init__(parent)
        self.setObjectName("engine")
        self._routes = Routes()
        self._command = command

    @cached_property
    def _process(self) -> EngineProcess:
        """What owns the process; made when something is first wished of it."""
        from viewer.work.engine_process import EngineProcess  # noqa: PLC0415

        process = EngineProcess(self._command)
        process.moveToThread(self)
        process.reply_received.connect(self.deliver)
        process.crashed.connect(self.crashed)
        process.gave_up.connect(self.gave_up)
        process.log_written.connect(self.log_written)
        self._message_posted.connect(process.send)
        self._restart_wished.connect(process.restart)
        self._hang_noticed.connect(process.restart_hung)
        self.started.connect(process.start)
        return process

    def start(self, /, priority: QThread.Priority = QThread.Priority.InheritPriority) -> None:
        """Start the thread and the process; what was sent before waits for them."""
        _ = self._process
        super().start(priority)

    def run(self) -> None:
        """Serve signals until asked to quit, then take the process down."""
        self.exec()
        self._process.stop()

    @property
    def variables(self) -> dict[str, str]:
        """What the next process's environment says besides our own: how it computes."""
        return dict(self._process.variables)

    def set_options(self, *, device: str, half: bool, cache_mb: int, limits: Limits) -> None:
        """Say how the next process computes; one that runs is not affected.

        Args:
            device: auto, cpu, cuda or mps; what --device said in the environment comes first.
            half: whether it computes in half precision; --half in the environment says yes.
            cache_mb: how much memory results may take; 0: a quarter of what is free.
            limits: how large pictures may be.
        """
        device = os.environ.get("CAMSCOPE_DEVICE", device)
        told = {"CAMSCOPE_DEVICE": device, "CAMSCOPE_CACHE_MB": str(cache_mb)}
        told["CAMSCOPE_HALF"] = os.environ.get("CAMSCOPE_HALF", "1" if half else "0")
        self._process.variables = told | limits.variables

    def ask(self, message: object) -> None:
        """Send a message; what becomes of it stands in its row of the table of jobs.

        Raises:
            TypeError: it has no row.
        """
        from viewer.core.asks.jobs import JOBS  # noqa: PLC0415 - after the first paint

        if type(message) not in JOBS:
            raise TypeError(f"{type(message).__name__} is not in the table of jobs")
        _ = self._process
        self._message_posted.emit(message)

    def open_model(self, ref: ModelRef) -> None:
        """Ask for another model."""
        self.ask(OpenModel(ref=ref))

    def cancel(self) -> None:
        """Stop what is running and forget what waits."""
        self.ask(Cancel())

    def on(
        self, kind: type[Reply], receiver: Callable[[Reply], object], *, aside: bool = False
    ) -> None:
        """Tell a receiver every reply of a kind, on the window's thread.

        Args:
            kind: of the replies.
            receiver: takes one of them.
            aside: whether it has asked for a figure, and not for the window.
        """
        self._routes.on(kind, receiver, aside=aside)

    def on_each(self, receives: Receives, *, aside: bool = False) -> None:
        """Tell a part of the window all that it takes."""
        self._routes.on_each(receives, aside=aside)

    @Slot(object)
    def deliver(self, reply: object) -> None:
        """Tell a reply to all who take it; the fault of one keeps it from no other."""
        for receiver in self._routes.receivers(reply):
            try:
                receiver(reply)
            except Exception as error:  # noqa: BLE001 - as Qt does with every slot
                sys.excepthook(type(error), error, error.__traceback__)

    def forget_listeners(self) -> None:
        """Tell nobody any reply any more; another window may listen from now on."""
        self._routes.clear()

    def restart(self) -> None:
        """End the process and start a new one with the same model and request."""
        _ = self._process
        self._restart_wished.emit()

    def restart_hung(self) -> None:
        """Start a new process because this one does not answer; a model it opens is given up."""
        _ = self._process
        self._hang_noticed.emit()

    def shut_down(self) -> None:
        """End the process and the thread; returns when both are gone, or do not go."""
        self._routes.clear()
        self.quit()
        leave(self, STOP_LIMIT_MS)

    @property
    def process_id(self) -> int:
        """The operating system's number of the engine's process; 0 when there is none."""
        return self._process.process_id
