"""What the desktop and later starts of the program bring; it waits until the window has begun."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

from PySide6.QtCore import SignalInstance

Receiver = Callable[..., object]


class Arrivals:
    """Passes on what arrives: at once, or when `begin` is called."""

    def __init__(self) -> None:
        self._waiting: list[Callable[[], object]] | None = []  # None: the window has begun

    def begin(self) -> None:
        """Pass on what has arrived, and all that is to come."""
        waiting, self._waiting = self._waiting or [], None
        for arrival in waiting:
            arrival()

    @contextmanager
    def hearing(self, told: list[tuple[SignalInstance, Receiver]]) -> Iterator[None]:
        """Let receivers hear of signals from outside as long as their window is there."""
        slots = [(signal, partial(self._take, receiver)) for signal, receiver in told]
        for signal, slot in slots:
            signal.connect(slot)
        yield
        for signal, slot in slots:
            signal.disconnect(slot)

    def _take(self, receiver: Receiver, *given: object) -> None:
        if self._waiting is None:
            receiver(*given)
        else:
            self._waiting.append(partial(receiver, *given))
