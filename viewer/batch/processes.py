"""A back end of several processes, each of which explains one picture at a time on one core.

A picture's numbers hang neither on how many processes there are nor on which one it comes to.
"""

from __future__ import annotations

import pickle
import subprocess
import threading
from collections.abc import Iterable, Iterator
from contextlib import suppress
from queue import SimpleQueue
from typing import Any

from viewer import paths
from viewer.batch.item import Item, Outcome
from viewer.batch.order import ExportOptions
from viewer.batch.way import BY_TORCH, Opened, Opening, Way
from viewer.core.asks.model_info import ModelInfo
from viewer.core.errors import UserError

AHEAD = 2  # outcomes for each process that may wait to be written
_WAIT_S = 2.0


class Processes:
    """Runs each item where there is room.

    Args:
        count: how many processes, at most; where a GPU computes there is one.
        way: that all pictures shall go; what is open of it the first process finds out.
    """

    def __init__(self, count: int, way: Way = BY_TORCH) -> None:
        self._count = count
        self._way = way
        self._options: ExportOptions | None = None
        self._first: _Child | None = None
        self._waiting: list[_Child] = []  # begun, and told nothing yet
        self._children: set[_Child] = set()
        self._threads: list[threading.Thread] = []
        self._room = threading.Semaphore(AHEAD * count)
        self._taking = threading.Lock()
        self._closed = False

    def open(self, options: ExportOptions) -> ModelInfo:
        """Open the model in the first process, while the others begin.

        These open it, too, when it is known how all pictures go.
        """
        self._options = options
        self._waiting = [self._start() for _ in range(self._count - 1)]
        opened = self._open_first(options)
        if opened is None and None in {self._way.fast, self._way.whole}:
            self._way = BY_TORCH  # it may have died of the other one
            opened = self._open_first(options)
        if opened is None:
            raise UserError(
                "The process that explains pictures has ended.", hint="Export with --jobs 1."
            )
        self._way = opened.way
        if not opened.info.device.startswith("CPU"):
            self._count = 1
            while self._waiting:
                self._waiting.pop().end()
        return opened.info

    def run(self, items: Iterable[Item]) -> Iterator[Outcome]:
        """Yield the outcomes as they come."""
        waiting, outcomes = iter(items), SimpleQueue[Outcome | None]()
        for number in range(self._count):
            work = (waiting, outcomes, self._first if number == 0 else None)
            thread = threading.Thread(target=self._serve, args=work, name="explaining", daemon=True)
            self._threads.append(thread)
            thread.start()
        left = self._count
        while left:
            outcome = outcomes.get()
            if outcome is None:
                left -= 1
                continue
            yield outcome
            self._room.release()

    def close(self) -> None:
        """End all processes."""
        self._closed = True
        for _ in self._threads:
            self._room.release()
        for child in [*self._children]:
            child.end()
        for thread in self._threads:
            thread.join(_WAIT_S)

    def _open_first(self, options: ExportOptions) -> Opened | None:
        """Return what the first process says when the model is open; None: it has ended.

        Raises:
            UserError: the model cannot be opened.
        """
        self._first = self._start()
        opened = self._first.ask(Opening(options=options, way=self._way))
        if isinstance(opened, UserError):
            raise opened
        return opened if isinstance(opened, Opened) else None

    def _serve(
        self, items: Iterator[Item], outcomes: SimpleQueue[Outcome | None], child: _Child | None
    ) -> None:
        """Let one process after the other do items, a fresh one where the last one has died."""
        try:
            while (item := self._next(items)) is not None:
                child = child or self._opened()
                if child is None:
                    return
                found = child.ask(item)
                if not isinstance(found, Outcome):
                    child.end()
                    child = None
                    found = Outcome(item=item, error=_died())
                outcomes.put(found)
        finally:
            outcomes.put(None)

    def _next(self, items: Iterator[Item]) -> Item | None:
        self._room.acquire()
        with self._taking:
            return None if self._closed else next(items, None)

    def _opened(self) -> _Child | None:
        """Return another process with the model open; None: it cannot be opened a second time."""
        assert self._options is not None  # noqa: S101 - there is a first one
        with self._taking:
            begun = self._waiting.pop() if self._waiting else None
        child = begun or self._start()
        if isinstance(child.ask(Opening(options=self._options, way=self._way)), Opened):
            return child
        child.end()
        return None

    def _start(self) -> _Child:
        child = _Child()
        self._children.add(child)
        if self._closed:
            child.end()
        return child


class _Child:
    """One process, which answers one message after the other."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            paths.worker_command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def ask(self, message: object) -> Any:
        """Return the answer to a message; None: the process has ended."""
        process = self._process
        assert process.stdin is not None  # noqa: S101 - they are pipes
        assert process.stdout is not None  # noqa: S101
        try:
            pickle.dump(message, process.stdin)
            process.stdin.flush()
            return pickle.load(process.stdout)  # noqa: S301 - from our own process
        except (EOFError, OSError, ValueError, pickle.UnpicklingError):
            return None

    def end(self) -> None:
        """End the process at once, and wait for that."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError, ValueError):
                if pipe is not None:
                    pipe.close()


def _died() -> UserError:
    return UserError(
        "The process that explained this picture has ended.",
        hint="There may be too little memory: export with fewer --jobs.",
    )
