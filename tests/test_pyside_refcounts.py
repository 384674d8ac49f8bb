"""The installed PySide6 keeps its count of references to None and True.

PySide6 6.12.0 on Python 3.11 dropped one reference with every call that returns nothing and with
every emit, and killed the process after some hundred of them; pyproject.toml excludes it.
"""

import sys

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

CALLS = 2000
TOLERANCE = 100


class Sender(QObject):
    happened = Signal(bool)
    told = Signal()


def lost_references(action) -> dict[str, int]:
    """How far the counts of None and True move while an action is repeated."""
    action()
    before = sys.getrefcount(None), sys.getrefcount(True)
    for _ in range(CALLS):
        action()
    after = sys.getrefcount(None), sys.getrefcount(True)
    return {"None": after[0] - before[0], "True": after[1] - before[1]}


def test_calls_that_return_nothing_keep_the_counts(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    moved = lost_references(widget.update)
    assert all(abs(count) < TOLERANCE for count in moved.values()), moved


def test_emits_keep_the_counts(qapp):
    sender = Sender()
    heard: list[int] = []
    sender.happened.connect(lambda value: heard.append(int(value)))
    moved = lost_references(lambda: sender.happened.emit(True))
    assert all(abs(count) < TOLERANCE for count in moved.values()), moved
    assert sum(heard) == CALLS + 1


def test_emits_without_listeners_keep_the_counts(qapp):
    sender = Sender()
    moved = lost_references(sender.told.emit)
    assert all(abs(count) < TOLERANCE for count in moved.values()), moved
