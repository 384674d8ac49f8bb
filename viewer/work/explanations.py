"""Explanations that a figure needs beyond those shown, asked for one by one beside the window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from viewer.core.asks.gathering import Gathering
from viewer.core.asks.messages import ExplainAside, Notice
from viewer.core.asks.model_info import ModelInfo
from viewer.core.asks.records import Failure, Finished, HeatMap, Prediction
from viewer.core.asks.requests import ExplainRequest
from viewer.core.asks.routes import Receives
from viewer.core.errors import UserError


class Explanations(QObject):
    """Sends one request at a time, numbered below zero, and puts the answers together.

    The session, whose requests are numbered from one, is not told these replies.
    """

    wished = Signal(object)  # ExplainAside
    progressed = Signal(int, int)  # how many are answered, of how many
    answered = Signal(object, object)  # ExplainRequest, Explanation
    finished = Signal()  # all are answered
    failed = Signal(object)  # UserError; the rest is given up

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: list[ExplainRequest] = []
        self._total = 0
        self._serial = 0
        self._model: ModelInfo | None = None
        self._answer = Gathering()
        self._crashed = False

    @property
    def busy(self) -> bool:
        """Whether anything is still to be answered."""
        return bool(self._waiting)

    def ask(self, requests: Sequence[ExplainRequest], model: ModelInfo) -> None:
        """Explain these with the open model; what was asked before is forgotten."""
        self.cancel()
        self._waiting, self._total, self._model = list(requests), len(requests), model
        self._crashed = False
        if self._waiting:
            self.progressed.emit(0, self._total)
            self._send()

    def cancel(self) -> None:
        """Stop, also in the middle of an explanation."""
        if self._waiting:
            self._waiting = []
            self.wished.emit(ExplainAside(request=None))

    @property
    def receives(self) -> Receives:
        """Which of the engine's replies it takes; answers to any other request are late."""
        return {
            ModelInfo: self._accept_model,
            Notice: self._accept_notice,
            Prediction: self._accept_prediction,
            HeatMap: self._accept_map,
            Finished: self._accept_end,
            Failure: self._accept_failure,
        }

    def note_crash(self, failure: Failure) -> None:
        """Ask once more after the engine has started again; the second time, give up."""
        if not self._waiting:
            return
        if self._crashed:
            self._give_up(UserError(failure.headline, hint="Try another layer or method."))
            return
        self._crashed = True
        self._send()

    def _send(self) -> None:
        self._serial -= 1
        self._answer = Gathering()
        self.wished.emit(ExplainAside(request=replace(self._waiting[0], serial=self._serial)))

    def _accept_model(self, model: ModelInfo) -> None:
        if self._model is not None and model.ref != self._model.ref:
            self._give_up(UserError("Another model was opened while the figure was computed."))

    def _accept_notice(self, notice: Notice) -> None:
        if self._model is not None:
            self._model = notice.renew(self._model)

    def _accept_prediction(self, prediction: Prediction) -> None:
        if self._is_wanted(prediction.serial):
            self._answer.put_prediction(prediction)

    def _accept_map(self, heat: HeatMap) -> None:
        if self._is_wanted(heat.serial):
            self._answer.put_map(heat)

    def _accept_failure(self, failure: Failure) -> None:
        if self._is_wanted(failure.serial):
            self._give_up(UserError(failure.headline, hint=failure.hint, detail=failure.detail))

    def _accept_end(self, reply: Finished) -> None:
        if self._is_wanted(reply.serial):
            self._finish_one()

    def _is_wanted(self, serial: int) -> bool:
        return bool(self._waiting) and serial == self._serial

    def _finish_one(self) -> None:
        request = self._waiting.pop(0)
        told = self._answer.whole(self._model)
        if told is not None:
            self.answered.emit(request, told)
        self.progressed.emit(self._total - len(self._waiting), self._total)
        if self._waiting:
            self._send()
        else:
            self.finished.emit()

    def _give_up(self, error: UserError) -> None:
        if self._waiting:
            self.cancel()
            self.failed.emit(error)
