"""Panes never drift apart: a thousand random operations leave the same picture point everywhere."""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QSplitter, QWidget

from viewer.ui.panes.pane_row import PaneRow

LARGEST_DRIFT_PX = 0.01


def levels_of(width, height):
    return [QImage(width, height, QImage.Format.Format_RGB32)]


@pytest.fixture
def window(qtbot):
    """A row of panes beside another widget, with a splitter between them."""
    split = QSplitter()
    qtbot.addWidget(split)
    split.addWidget(QWidget())
    split.addWidget(PaneRow())
    split.resize(1200, 600)
    split.show()
    row = split.widget(1)
    row.set_picture(levels_of(600, 400))
    return split


class Walk:
    """The operations that a user can do, each by a number and two others that say how far."""

    def __init__(self, window):
        self.window, self.row = window, window.widget(1)
        self.expected = None  # centre and scale, where the last operation says what they must be

    def resize(self, a, b):
        before = self.seen()
        self.window.resize(500 + round(1000 * a), 300 + round(600 * b))
        self.expected = before

    def split(self, a, _b):
        before = self.seen()
        self.window.setSizes([round(50 + 300 * a), round(600 + 300 * (1 - a))])
        self.expected = before

    def zoom(self, a, b):
        offset = (400 * a - 200, 300 * b - 150)
        self.row.view.zoom_at(offset, 0.5 + 1.5 * b)

    def pan(self, a, b):
        self.row.view.pan_by(200 * a - 100, 200 * b - 100)

    def title(self, a, _b):
        before = self.seen()
        self.row.set_title(0, "Grad-CAM · " + "long " * round(40 * a))
        self.expected = before

    def arrange(self, a, _b):
        before = self.seen()
        self.row.set_arrangement(("row", "column", "automatic")[int(2.99 * a)])
        self.expected = before

    def count(self, a, _b):
        before = self.seen()
        self.row.set_pane_count(1 + int(7 * a))
        self.expected = before

    def seen(self):
        return None if self.row.view.fits else (self.row.view.centre, self.row.view.scale)

    def step(self, which, a, b):
        moves = (self.resize, self.split, self.zoom, self.pan, self.title, self.arrange, self.count)
        self.expected = None
        moves[which % len(moves)](a, b)

    def drift_px(self):
        """How far, in picture pixels, the panes are apart at the middle of their areas."""
        points = []
        for pane in self.row.panes:
            frame = pane.frame()
            area, ratio = frame.area, frame.ratio
            middle = QPointF(
                (area.x() + area.width() / 2) / ratio, (area.y() + area.height() / 2) / ratio
            )
            points.append(frame.to_image(middle))
        return max(abs(p[i] - points[0][i]) for p in points for i in range(2))


def check(walk):
    assert walk.drift_px() < LARGEST_DRIFT_PX
    if walk.expected is not None:
        centre, scale = walk.expected
        assert walk.row.view.centre == pytest.approx(centre, abs=LARGEST_DRIFT_PX)
        assert walk.row.view.scale == scale


def test_a_thousand_operations_leave_no_drift(window):
    walk, chance = Walk(window), random.Random(20)
    for _ in range(1000):
        walk.step(chance.randrange(7), chance.random(), chance.random())
        check(walk)


SHARE = st.floats(0.0, 1.0, allow_nan=False)


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(st.tuples(st.integers(0, 6), SHARE, SHARE), min_size=1, max_size=25))
def test_no_sequence_of_operations_makes_the_panes_drift(window, moves):
    walk = Walk(window)
    for which, a, b in moves:
        walk.step(which, a, b)
        check(walk)


def wheel(pane, keys=Qt.KeyboardModifier.NoModifier):
    middle = QPointF(pane.picture_area().center()) + QPointF(30, 20)
    event = QWheelEvent(
        middle,
        QPointF(pane.mapToGlobal(middle.toPoint())),
        QPoint(),
        QPoint(0, 240),
        Qt.MouseButton.NoButton,
        keys,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(pane, event)


def test_with_shift_one_pane_moves_alone_until_it_is_released(window):
    walk = Walk(window)
    pane, others = walk.row.panes[1], [walk.row.panes[0], walk.row.panes[2]]
    before = [str(each.frame()) for each in others]
    wheel(pane, Qt.KeyboardModifier.ShiftModifier)
    assert walk.drift_px() > 1
    assert [str(each.frame()) for each in others] == before
    none = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(pane, QKeyEvent(QEvent.Type.KeyRelease, Qt.Key.Key_Shift, none))
    assert walk.drift_px() == 0


def test_moving_alone_can_be_kept_and_ended(window):
    walk = Walk(window)
    walk.row.comparing.move_alone(True)
    wheel(walk.row.panes[2])
    walk.window.resize(900, 500)
    assert walk.drift_px() > 1
    walk.row.comparing.move_alone(False)
    assert walk.drift_px() == 0


def test_the_cross_hair_is_linked_also_while_a_pane_is_alone(window):
    row = window.widget(1)
    wheel(row.panes[1], Qt.KeyboardModifier.ShiftModifier)
    row.view.set_cursor((10.0, 20.0))
    assert all(pane.shared.cursor == (10.0, 20.0) for pane in row.panes)


def test_a_picture_brings_every_pane_back(window):
    row = window.widget(1)
    wheel(row.panes[1], Qt.KeyboardModifier.ShiftModifier)
    row.set_picture(levels_of(400, 600))
    assert Walk(window).drift_px() == 0
