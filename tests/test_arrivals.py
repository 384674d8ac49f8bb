"""What arrives from outside waits until the window has begun, and is then passed on at once."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from viewer.arrivals import Arrivals


class Desktop(QObject):
    paths_received = Signal(list)


def test_what_arrives_early_is_passed_on_when_the_window_begins():
    desktop, arrivals, taken = Desktop(), Arrivals(), []
    with arrivals.hearing([(desktop.paths_received, taken.append)]):
        desktop.paths_received.emit(["early"])
        assert taken == []
        arrivals.begin()
        assert taken == [["early"]]
        desktop.paths_received.emit(["late"])
        assert taken == [["early"], ["late"]]
    desktop.paths_received.emit(["for another window"])
    assert taken == [["early"], ["late"]]
