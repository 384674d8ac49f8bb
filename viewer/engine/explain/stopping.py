"""Stop the request that runs, from any thread: its work asks at each step if it may go on."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from viewer.core.errors import Cancelled
from viewer.engine.look.still import Check


def never() -> bool:
    """Say that nothing holds the work up."""
    return False


class Stopping:
    """What ends the running request."""

    def __init__(self) -> None:
        self._stop: threading.Event | None = None  # that of the running request

    def cancel(self) -> None:
        """Stop what is running, from any thread; it ends with Cancelled within a module."""
        if (stop := self._stop) is not None:
            stop.set()

    @contextmanager
    def check(self, hold: Callable[[], bool] = never) -> Iterator[Check]:
        """Give the check that raises Cancelled within when `cancel` is called, or hold says yes."""
        stop = self._stop = threading.Event()

        def check() -> None:
            if stop.is_set() or hold():
                raise Cancelled

        try:
            yield check
        finally:
            if self._stop is stop:
                self._stop = None
