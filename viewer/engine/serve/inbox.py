"""What waits to be done: at most one message of each kind, the latest, in the order of urgency."""

from __future__ import annotations

import threading
from typing import Any

from viewer.core.asks.jobs import JOBS, Job, interrupts


class Closed(Exception):  # noqa: N818 - nothing went wrong
    """Nothing more will come."""


class Inbox:
    """Filled by the thread that reads the pipe, emptied by the one that computes."""

    def __init__(self) -> None:
        self._arrived = threading.Condition()
        self._messages: dict[type[Any], Any] = {}
        self._closed = False

    def put(self, message: object) -> None:
        """Let a message wait; it replaces what it outdates, and the one of its kind before."""
        with self._arrived:
            self._drop(message)
            self._messages[type(message)] = message
            self._arrived.notify()

    def drop_outdated(self, message: object) -> list[Any]:
        """Forget what waits and is outdated by a message; return it, most urgent first."""
        with self._arrived:
            return self._drop(message)

    def put_back(self, message: object) -> None:
        """Let what was interrupted wait again, unless a newer wish or another model came since."""
        unless = JOBS[type(message)].put_back_unless
        with self._arrived:
            if unless is not None and not any(kind in self._messages for kind in unless):
                self._messages.setdefault(type(message), message)

    def take(self) -> Any:
        """Wait for the next thing to do, the most urgent first.

        Raises:
            Closed: the window has hung up.
        """
        with self._arrived:
            self._arrived.wait_for(lambda: self._messages or self._closed)
            if self._closed:
                raise Closed
            kind = next(kind for kind in JOBS if kind in self._messages)
            return self._messages.pop(kind)

    def close(self) -> None:
        """Let whoever waits for something to do know that nothing comes."""
        with self._arrived:
            self._closed = True
            self._arrived.notify()

    def holds_more_urgent(self, message: object) -> bool:
        """Tell whether something waits that is more urgent than a message."""
        kinds = list(JOBS)
        urgent = kinds[: kinds.index(type(message))]
        with self._arrived:
            return any(kind in self._messages for kind in urgent)

    @property
    def occupied(self) -> bool:
        """Whether anything waits."""
        return bool(self._messages)

    def interrupts(self, running: Job) -> bool:
        """Tell whether something waits for which the running job makes way."""
        with self._arrived:
            return any(interrupts(message, running) for message in self._messages.values())

    def _drop(self, message: object) -> list[Any]:
        outdated = [
            kind
            for kind, job in JOBS.items()
            if type(message) in job.outdated_by and kind in self._messages
        ]
        return [self._messages.pop(kind) for kind in outdated]
