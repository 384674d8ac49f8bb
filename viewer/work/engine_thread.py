"""The background QThread that owns the engine's process: sends requests, receives replies."""

from __future__ import annotations

import os
from collections.abc import Iterable

from PySide6.QtCore import QObject, QThread, Signal

from viewer.core.layer_maps import ExplainLayers
from viewer.core.limits import Limits
from viewer.core.messages import Cancel, ExplainAside, Neighbours, OpenModel
from viewer.core.records import ExplainRequest, ImageRef, ModelRef
from viewer.core.structure import DescribeModules
from viewer.core.verdicts import Judge
from viewer.core.zoo import ListZoo
from viewer.work.engine_process import EngineProcess
from viewer.work.workers import leave

STOP_LIMIT_MS = 3_000


class EngineThread(QThread):
    """What the window knows of the engine: wishes in, records out, all through signals."""

    reply_received = Signal(object)  # Ready, ModelInfo, OpenFailed, Prediction, HeatMap, …
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
        self._process = EngineProcess(command)
        self._process.moveToThread(self)
        self._process.reply_received.connect(self.reply_received)
        self._process.crashed.connect(self.crashed)
        self._process.gave_up.connect(self.gave_up)
        self._process.log_written.connect(self.log_written)
        self._message_posted.connect(self._process.send)
        self._restart_wished.connect(self._process.restart)
        self._hang_noticed.connect(self._process.restart_hung)
        self.started.connect(self._process.start)

    def run(self) -> None:
        """Serve signals until asked to quit, then take the process down."""
        self.exec()
        self._process.stop()

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

    def open_model(self, ref: ModelRef) -> None:
        """Wish for another model."""
        self._message_posted.emit(OpenModel(ref=ref))

    def explain(self, request: ExplainRequest) -> None:
        """Wish for an explanation; it replaces every earlier wish."""
        self._message_posted.emit(request)

    def look_ahead(self, images: Iterable[ImageRef]) -> None:
        """Say which pictures may be looked at next; they are explained in idle time."""
        self._message_posted.emit(Neighbours(images=tuple(images)))

    def describe(self, wish: DescribeModules) -> None:
        """Wish for the structure of the open model; explanations come first."""
        self._message_posted.emit(wish)

    def judge(self, wish: Judge) -> None:
        """Wish for the top class of some pictures; all else comes first."""
        self._message_posted.emit(wish)

    def explain_aside(self, wish: ExplainAside) -> None:
        """Wish for an explanation that a figure needs; the window's own come first."""
        self._message_posted.emit(wish)

    def list_zoo(self) -> None:
        """Wish for the list of published models."""
        self._message_posted.emit(ListZoo())

    def explain_layers(self, wish: ExplainLayers) -> None:
        """Wish for the maps of all blocks; explanations come first."""
        self._message_posted.emit(wish)

    def cancel(self) -> None:
        """Stop what is running and forget what waits."""
        self._message_posted.emit(Cancel())

    def restart(self) -> None:
        """End the process and start a new one with the same model and request."""
        self._restart_wished.emit()

    def restart_hung(self) -> None:
        """Start a new process because this one does not answer; a model it opens is given up."""
        self._hang_noticed.emit()

    def shut_down(self) -> None:
        """End the process and the thread; returns when both are gone, or do not go."""
        self.quit()
        leave(self, STOP_LIMIT_MS)

    @property
    def process_id(self) -> int:
        """The operating system's number of the engine's process; 0 when there is none."""
        return self._process.process_id
