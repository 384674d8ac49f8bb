"""Threads that do not come back are replaced, and not waited for."""

from __future__ import annotations

import threading
import time

import pytest

from viewer.work import workers as module
from viewer.work.figures import Figures
from viewer.work.workers import Workers, are_left


@pytest.fixture
def gate():
    """What blocks the threads of a test until its end."""
    event = threading.Event()
    yield event
    event.set()


def test_the_most_urgent_comes_first(qapp, gate, qtbot) -> None:
    workers, done = Workers(1), []
    workers.start(gate.wait)
    for urgency in (0, 2, 1):
        workers.start(lambda urgency=urgency: done.append(urgency), urgency)
    gate.set()
    qtbot.waitUntil(lambda: len(done) == 3)
    assert done == [2, 1, 0]
    workers.shut_down()
    assert not are_left()


def test_others_take_over_from_threads_that_do_not_come_back(qapp, gate, qtbot, monkeypatch):
    monkeypatch.setattr(module, "PATIENCE_S", 0.1)
    workers, done, running = Workers(2), [], []
    for _ in range(2):
        workers.start(lambda: (running.append(1), gate.wait()))
    qtbot.waitUntil(lambda: len(running) == 2)
    workers.start(lambda: done.append("newest"))
    qtbot.waitUntil(lambda: done == ["newest"])
    gate.set()
    workers.shut_down()


def test_shutting_down_waits_no_longer_than_told(qapp, gate, qtbot) -> None:
    workers, running = Workers(1), threading.Event()
    workers.start(lambda: (running.set(), gate.wait()))
    qtbot.waitUntil(running.is_set)
    started = time.monotonic()
    workers.shut_down(50)
    assert time.monotonic() - started < 1
    assert are_left()
    gate.set()
    qtbot.waitUntil(lambda: not are_left())


def test_a_file_that_was_ordered_is_written_though_the_window_closes(qapp, tmp_path) -> None:
    figures, gone = Figures(), threading.Event()
    figures.write(lambda: (gone.wait(0.2), b"a")[1], tmp_path / "a.npy")
    figures.write(lambda: b"b", tmp_path / "b.npy")  # waits when the window closes
    figures.shut_down(0)
    assert (tmp_path / "b.npy").read_bytes() == b"b"
