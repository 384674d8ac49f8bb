"""Garbage is collected where it is asked for, once enough of it was made."""

from __future__ import annotations

import gc
import threading
import weakref

from viewer.core.garbage import collect_due


class Ring:
    """Goes only when garbage is collected."""

    def __init__(self) -> None:
        self.myself = self


def make_enough() -> None:
    """Make as many objects as Python waits for before it collects."""
    made = [[] for _ in range(gc.get_threshold()[0] + 1)]
    assert len(made) <= gc.get_count()[0]


def test_what_is_due_goes_when_asked_for_and_on_no_thread_at_work():
    gc.collect()
    goes = weakref.ref(Ring())
    worker = threading.Thread(target=make_enough)
    worker.start()
    worker.join()
    assert goes() is not None
    kept = [[] for _ in range(gc.get_threshold()[0] + 1)]
    collect_due()
    assert kept
    assert goes() is None


def test_little_is_not_looked_through():
    gc.collect()
    waits = weakref.ref(Ring())
    collect_due()
    assert waits() is not None
    gc.collect()
    assert waits() is None
