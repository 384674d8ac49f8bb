"""What the engine was given, what of it is in work, and what it must not be given again."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from typing import Any

from viewer.core.asks.jobs import JOBS, Survivor
from viewer.core.asks.messages import Began, OpenFailed, OpenModel, Ready, stopped
from viewer.core.asks.model_info import ModelInfo
from viewer.core.asks.records import Failure, Finished
from viewer.core.asks.requests import ExplainRequest
from viewer.work import engine_news as news

# How long an engine may go on with what nobody wants any more, before its process is ended. Once
# between two modules it listens; to end it costs seconds, as torch and the model come anew.
STOP_MS = 1_000  # because the user has stopped it
MODEL_MS = 3_000  # because of another model
REQUEST_MS = 6_000  # because of another picture or class

RECENT = 100  # requests that the process may still begin


class EngineWork:
    """The record of one engine through all its processes; it sends nothing itself."""

    def __init__(self) -> None:
        self.deaths = 0  # since the last finished answer
        self.pending: ExplainRequest | None = None
        self._model: OpenModel | None = None  # the one wished for last that did not fail
        self._good: OpenModel | None = None  # the one that answered last
        self._opening = False
        self._ready = False
        self._stopping = False
        self._begun: Survivor | None = None  # what the process works on, as far as it has said
        self._unbegun: deque[ExplainRequest] = deque(maxlen=RECENT)
        self._deaths_of: Survivor | None = None  # what the process last died or hung over
        self._refused: ExplainRequest | None = None  # not sent the next time
        self._notes: dict[type[Any], Callable[[Any], bool]] = {
            Ready: self._accept_ready,
            Began: self._accept_began,
            ModelInfo: self._accept_model,
            OpenFailed: self._accept_failed,
            Failure: self._accept_failure,
            Finished: self._accept_end,
        }

    def begin_again(self) -> Sequence[Survivor]:
        """Return what a new process must be given."""
        self._begun, self._ready, self._stopping = None, False, False
        self._opening = self._model is not None
        self._unbegun.clear()
        if self.pending is not None:
            self._unbegun.append(self.pending)
        return [task for task in (self._model, self.pending) if task is not None]

    def note(self, message: Any) -> None:
        """Take note of what is sent and survives the death of a process."""
        self._stopping = False
        kind = JOBS[type(message)].survives
        if kind == "model":
            self._model, self._opening, self.pending = message, True, None
        elif kind == "request":
            self.pending = message
            self._unbegun.append(message)
        elif kind == "stop":
            self._stopping = self._opening or self.pending is not None

    def accept(self, reply: object) -> bool:
        """Take note of what is answered, and tell whether it concerns anybody."""
        note = self._notes.get(type(reply))
        return True if note is None else note(reply)

    def refuses(self, request: ExplainRequest) -> bool:
        """Tell whether a request was just given up, and is not worth another try at once."""
        refused, self._refused = self._refused, None
        return request == refused

    @property
    def owed(self) -> tuple[object, int] | None:
        """What the process has to listen to, and in how many milliseconds; None: to nothing."""
        if self._stopping:
            return "stop", STOP_MS
        if not self._ready:
            return None
        if self._opening:
            return (self._begun, MODEL_MS) if self._begun != self._model else None
        waits = self.pending is not None and self._begun is not self.pending
        return (self._begun, REQUEST_MS) if waits else None

    def note_death(self, detail: str) -> OpenFailed | Failure | None:
        """Take note that the process has died; return what is to be told if that was over enough.

        What it died over twice is given up, and so is what was being stopped.
        """
        self.deaths += 1
        culprit = self._begun or self.pending or (self._model if self._opening else None)
        poisoned = culprit is not None and culprit == self._deaths_of
        self._deaths_of = culprit
        if self._stopping:
            return self._stopped()
        if poisoned and culprit == self.pending:
            self.pending = None
            return news.died_twice(culprit, detail) if isinstance(culprit, ExplainRequest) else None
        if poisoned and isinstance(culprit, OpenModel) and culprit == self._model:
            self._leave_model()
            return news.died_twice_opening(culprit.ref, detail)
        return None

    def give_up_deaf(self) -> OpenFailed | Failure | None:
        """Give up what the process does not leave; return what is to be told of it."""
        self._deaths_of = self._begun
        return self._stopped() if self._stopping else None

    def give_up_hung(self) -> OpenFailed | Failure | None:
        """Give up a model that is not answered, or an explanation that was not answered twice."""
        self.deaths, hung = 0, self._begun
        again, self._deaths_of = hung is not None and hung == self._deaths_of, hung
        if isinstance(hung, OpenModel):
            if not self._opening or hung != self._model:
                return None
            self._leave_model()
            return news.hung_opening(hung.ref)
        if hung is None or hung is not self.pending or not again:
            return None
        self._refused, self.pending = hung, None
        return news.hung_twice(hung)

    def forgive(self) -> None:
        """Forget what has died over what."""
        self.deaths, self._deaths_of, self._refused = 0, None, None

    def _find(self, began: Began) -> Survivor | None:
        """Return what was begun; what was sent before it is not begun any more."""
        if began.ref is not None:
            return OpenModel(ref=began.ref)
        while self._unbegun:
            request = self._unbegun.popleft()
            if request.serial == began.serial:
                return request
        return None

    def _accept_ready(self, _reply: Ready) -> bool:
        self._ready = True
        return True

    def _accept_began(self, reply: Began) -> bool:
        self._begun = self._find(reply)
        return False

    def _accept_model(self, _reply: ModelInfo) -> bool:
        begun, self._begun = self._begun, None
        if begun is not None and begun != self._model:
            return False  # another one was wished for meanwhile
        self._good, self._opening, self._stopping = self._model, False, False
        return True

    def _accept_failed(self, reply: OpenFailed) -> bool:
        if isinstance(self._begun, OpenModel) and self._begun.ref == reply.ref:
            self._begun = None
        if self._model is None or reply.ref != self._model.ref:
            return False
        self._model, self._opening, self._stopping = self._good, False, False
        return True

    def _accept_failure(self, reply: Failure) -> bool:
        if reply.pane < 0:  # else the other panes go on
            self._end(reply.serial)
        return True

    def _accept_end(self, reply: Finished) -> bool:
        self._end(reply.serial)
        return True

    def _end(self, serial: int) -> None:
        if self.pending is None:
            return
        self.deaths = 0
        if serial == self.pending.serial:
            if self.pending == self._deaths_of:
                self._deaths_of = None
            self.pending, self._begun, self._stopping = None, None, False

    def _leave_model(self) -> None:
        """Go back to the model that answered last, unless that is the very one."""
        self._good = None if self._good == self._model else self._good
        self._model, self._opening = self._good, False

    def _stopped(self) -> OpenFailed | Failure | None:
        self._stopping = False
        if self._opening and self._model is not None:
            model = self._model
            self._leave_model()
            return stopped(model)
        request, self.pending = self.pending, None
        return stopped(request) if request is not None else None
