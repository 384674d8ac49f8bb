"""An engine that notes what it is asked and answers as the test says, behind the window's seam."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from viewer.core.asks.jobs import JOBS
from viewer.core.asks.messages import Cancel, OpenModel
from viewer.core.asks.references import ModelRef
from viewer.core.asks.routes import Receives, Reply, Routes

Message = TypeVar("Message")


class FakeEngine(QObject):
    """Stands for ``EngineThread``: no thread, no process, and every reply at once."""

    crashed = Signal(object)
    gave_up = Signal(object)
    log_written = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.messages: list[object] = []  # what it was asked, in order
        self.calls: list[str] = []  # what else was done with it
        self.options: dict[str, object] = {}
        self._routes = Routes()
        self.process_id = 0
        self.variables: dict[str, str] = {}

    def asked(self, kind: type[Message]) -> list[Message]:
        """Return the questions of one kind, in order."""
        return [message for message in self.messages if isinstance(message, kind)]

    def deliver(self, reply: object) -> None:
        """Tell a reply to all who take its kind."""
        self._routes.deliver(reply)

    def ask(self, message: object) -> None:
        assert type(message) in JOBS
        self.messages.append(message)

    def open_model(self, ref: ModelRef) -> None:
        self.ask(OpenModel(ref=ref))

    def cancel(self) -> None:
        self.ask(Cancel())

    def on(
        self, kind: type[Reply], receiver: Callable[[Reply], object], *, aside: bool = False
    ) -> None:
        self._routes.on(kind, receiver, aside=aside)

    def on_each(self, receives: Receives, *, aside: bool = False) -> None:
        self._routes.on_each(receives, aside=aside)

    def set_options(self, **options: object) -> None:
        self.options = options

    def start(self) -> None:
        self.calls.append("start")

    def restart(self) -> None:
        self.calls.append("restart")

    def restart_hung(self) -> None:
        self.calls.append("restart_hung")

    def forget_listeners(self) -> None:
        self._routes.clear()

    def shut_down(self) -> None:
        self._routes.clear()
        self.calls.append("shut_down")
