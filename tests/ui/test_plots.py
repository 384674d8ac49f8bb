"""Plots are imported beside the window, and what draws them is called when they are there."""

from __future__ import annotations

import subprocess
import sys
import threading

import pytest

from viewer.ui.plots import Plots

IMPORT = """
import gc, threading
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
application = QApplication([])
from viewer.ui.plots import Plots
plots, called = Plots(), []
before = {id(one) for one in gc.get_objects() if isinstance(one, QObject)}
plots.call(lambda: called.append(threading.current_thread()))
assert not called
plots._thread.join()
made = [one for one in gc.get_objects() if isinstance(one, QObject) and id(one) not in before]
assert not made, made  # they would belong to a thread that is gone
while not called:
    application.processEvents()
assert called == [threading.main_thread()]
"""


@pytest.fixture
def plots(qapp):
    made = Plots()
    yield made
    made.shut_down()


def test_what_draws_is_called_in_turns_of_its_own_and_in_order(plots, qtbot):
    called = []
    plots.prepare()
    plots.call(lambda: called.append(1))
    plots.call(lambda: called.append(2))
    assert called == []
    qtbot.waitUntil(lambda: called == [1, 2])
    plots.call(lambda: called.append(3))
    assert called == [1, 2]
    qtbot.waitUntil(lambda: called == [1, 2, 3])


def test_ending_leaves_no_thread_and_calls_nothing(plots, qtbot):
    called = []
    plots.call(lambda: called.append(1))
    plots.shut_down()
    qtbot.wait(60)
    assert called == []
    assert not [one for one in threading.enumerate() if one.name == "plots"]


def test_the_import_makes_nothing_that_belongs_to_its_thread():
    done = subprocess.run(
        [sys.executable, "-c", IMPORT], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
