"""Explanations that a figure needs beyond those shown, asked for one by one beside the window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from viewer.core.errors import UserError
from viewer.core.gathering import Gathering
from viewer.core.messages import ExplainAside, Notice
from viewer.core.records import (
    ExplainRequest,
    Failure,
    Finished,
    ModelInfo,
)


class Explanations(QObject):
    """Sends one request at a time, numbered below zero, and puts the answers together.

    The session, whose requests are numbered from one, passes over these replies.
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

    def accept(self, reply: object) -> None:
        """Take a reply of the engine; all but those to the present request are passed over."""
        if (
            isinstance(reply, ModelInfo)
            and self._model is not None
            and reply.ref != self._model.ref
        ):
            self._give_up(UserError("Another model was opened while the figure was computed."))
        if isinstance(reply, Notice) and self._model is not None:
            self._model = reply.renew(self._model)
        if not self._waiting or getattr(reply, "serial", 0) != self._serial:
            return
        self._answer.put(reply)
        if isinstance(reply, Failure):
            self._give_up(UserError(reply.headline, hint=reply.hint, detail=reply.detail))
        elif isinstance(reply, Finished):
            self._finish_one()

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
