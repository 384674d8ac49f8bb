"""Pictures made by a thread of their own, a few ahead, while the model looks at those before."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager

from viewer.core.maps.arrays import Floats


@contextmanager
def made_ahead(pictures: Iterable[Floats], most: int) -> Iterator[Iterator[Floats]]:
    """Let a thread make pictures in their order; what fails there fails where it is waited for.

    At the end, whatever ends it, the thread is gone: it makes at most the one that it is at.

    Args:
        pictures: made one after the other, each when it is asked for.
        most: so many are made ahead.
    """
    source = iter(pictures)
    with ThreadPoolExecutor(1, thread_name_prefix="pictures") as thread:
        try:
            yield _in_turn(thread, source, most)
        finally:
            thread.shutdown(cancel_futures=True)


def _in_turn(thread: ThreadPoolExecutor, source: Iterator[Floats], most: int) -> Iterator[Floats]:
    waiting: deque[Future[Floats | None]] = deque()
    for _ in range(most):
        waiting.append(thread.submit(next, source, None))
    while (made := waiting.popleft().result()) is not None:
        waiting.append(thread.submit(next, source, None))
        yield made
