"""What the answer to a message is made with: the engine, the inbox, and the way to the window."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from viewer import paths
from viewer.core.asks.jobs import JOBS, Job, interrupts
from viewer.core.asks.references import ImageRef
from viewer.core.asks.requests import ExplainRequest
from viewer.core.stores.verdict_store import VerdictStore
from viewer.engine.serve.inbox import Inbox

if TYPE_CHECKING:
    from viewer.engine.engine import Engine


class Service:
    """One engine at the disposal of one window."""

    def __init__(self, send: Callable[[object], None]) -> None:
        """Prepare; ``send`` takes a record to the window, from any thread."""
        self.send = send
        self.inbox = Inbox()
        self.store = VerdictStore(paths.user_cache() / "verdicts.sqlite")
        self.answered: ExplainRequest | None = None  # what may be prepared for
        self.neighbours: tuple[ImageRef, ...] = ()
        self._engine: Engine | None = None
        self._running: Job | None = None

    @property
    def engine(self) -> Engine:
        """What computes; there is none before torch is imported."""
        if self._engine is None:
            raise RuntimeError("there is no engine yet")
        return self._engine

    @engine.setter
    def engine(self, engine: Engine) -> None:
        self._engine = engine

    def set_running(self, message: object | None) -> None:
        """Take note of what is computed now; None: nothing, or what nobody has asked for."""
        self._running = None if message is None else JOBS[type(message)]

    @property
    def outdated(self) -> bool:
        """Whether something waits for which the running message makes way."""
        return self._running is not None and self.inbox.interrupts(self._running)

    def leave(self) -> None:
        """Stop whatever is running."""
        if self._engine is not None:
            self._engine.cancel()

    def make_way(self, message: object) -> None:
        """Stop what is running, where it makes way for a message that has just arrived."""
        if self._engine is not None and interrupts(message, self._running):
            self._engine.cancel()
