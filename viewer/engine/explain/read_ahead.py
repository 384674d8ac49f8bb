"""Work on many things, such as pictures to be read, by threads ahead of their turn and in order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import TypeVar

from viewer.engine.look.still import Check

THREADS = 4  # each may hold one picture of 100 megapixels
_POLL_S = 0.005

Thing = TypeVar("Thing")
Made = TypeVar("Made")


def read_ahead(
    work: Callable[[Thing], Made],
    things: Iterable[Thing],
    check: Check,
    *,
    threads: int,
    ahead: int,
) -> Generator[tuple[Thing, Future[Made]]]:
    """Yield each thing with what work has made of it, or with what that has raised, in order.

    Args:
        work: called by threads; it lets go of Python's lock.
        things: taken a few at a time.
        check: called while a result is waited for; what it raises ends the work, but for what the
            threads are at: that ends by itself, and is heard of by nobody.
        threads: how many, `THREADS` at most.
        ahead: how many results may wait.
    """
    pool = ThreadPoolExecutor(min(threads, THREADS), thread_name_prefix="reading")
    waiting: deque[tuple[Thing, Future[Made]]] = deque()
    try:
        for thing in things:
            waiting.append((thing, pool.submit(work, thing)))
            if len(waiting) > ahead:
                yield _done(waiting, check)
        while waiting:
            yield _done(waiting, check)
    finally:
        pool.shutdown(wait=not waiting, cancel_futures=True)


def _done(waiting: deque[tuple[Thing, Future[Made]]], check: Check) -> tuple[Thing, Future[Made]]:
    while not wait([waiting[0][1]], timeout=_POLL_S).done:
        check()
    return waiting.popleft()
