"""An errand is done beside the window, outdated by the next one, and never waited for."""

from __future__ import annotations

import os
import threading
import time

import pytest

from viewer.core.errors import UserError
from viewer.work.errands import Errands


@pytest.fixture
def errands(qapp):
    errands = Errands()
    errands.failures, errands.told = [], []
    errands.failed.connect(errands.failures.append)
    errands.late.connect(errands.told.append)
    yield errands
    errands.shut_down()


def test_a_result_comes_back_in_the_windows_thread(errands, qtbot):
    found = []
    errands.start(
        lambda _cancelled: threading.current_thread(),
        lambda worker: found.extend((worker, threading.current_thread())),
    )
    qtbot.waitUntil(lambda: bool(found))
    assert found[0] is not found[1] is threading.main_thread()
    assert not errands.busy


def test_a_later_errand_outdates_an_earlier_one(errands, qtbot):
    gate, found, asked = threading.Event(), [], []

    def slow(cancelled):
        gate.wait(10)
        asked.append(cancelled())

    errands.start(slow, lambda _none: found.append("early"))
    errands.start(lambda _cancelled: "late", found.append)
    qtbot.waitUntil(lambda: bool(found))
    gate.set()
    qtbot.waitUntil(lambda: bool(asked))
    assert (found, asked) == (["late"], [True])


def test_what_goes_wrong_is_told(errands, qtbot):
    def fail(_cancelled):
        raise UserError("No.")

    errands.start(fail, errands.told.append)
    qtbot.waitUntil(lambda: len(errands.failures) == 1)
    errands.start(lambda _cancelled: 1 // 0, errands.told.append)
    qtbot.waitUntil(lambda: len(errands.failures) == 2)
    assert [error.headline for error in errands.failures] == ["No.", "This file could not be read."]


def test_what_takes_long_is_told_and_can_be_stopped(errands, qtbot):
    gate = threading.Event()
    errands._timer.setInterval(1)
    errands.start(lambda _cancelled: gate.wait(10), errands.told.append)
    qtbot.waitUntil(lambda: errands.told == [True])
    assert errands.stop()
    assert errands.told == [True, False]
    assert not errands.stop()
    gate.set()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_an_errand_that_never_ends_keeps_nobody_waiting(errands, tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    errands.start(lambda _cancelled: pipe.read_bytes(), errands.told.append)
    start = time.perf_counter()
    errands.shut_down()
    assert time.perf_counter() - start < 1.0
    os.close(os.open(pipe, os.O_WRONLY))  # lets the thread go


def test_one_that_ends_after_the_window_tells_nobody(qapp, qtbot):
    gate, ended, found = threading.Event(), threading.Event(), []
    errands = Errands()

    def work(_cancelled):
        gate.wait(10)
        ended.set()

    errands.start(work, found.append)
    errands.shut_down()
    gate.set()
    assert ended.wait(10)
    qapp.processEvents()
    assert found == []
