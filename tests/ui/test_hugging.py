"""Panes are as large as their picture, within their room; the picture's middle never moves."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QImage, QWheelEvent

from viewer.ui.panes.arrangement import Cell
from viewer.ui.panes.hugging import hug, viewport
from viewer.ui.panes.pane_row import PaneRow
from viewer.ui.panes.view_state import ViewState

ROOM = Cell(QRect(0, 0, 400, 652), QRect(0, 652, 400, 64))  # 400 × 600 for the picture


def view_of(width, height, ratio=1):
    view = ViewState()
    view.set_picture_size(width, height)
    view.set_viewport(*viewport([ROOM], ratio))
    return view


@pytest.mark.parametrize("ratio", [1, 2])
def test_title_and_strip_stand_close_to_the_picture(qapp, ratio):
    cell = hug(ROOM, view_of(600, 400, ratio), ratio)  # shown at 400 × 267 logical pixels
    assert cell.pane == QRect(0, 164, 400, 324)  # 2 × 166 are spare, taken in steps of 4
    assert cell.strip == QRect(0, 488, 400, 64)


def test_a_slender_picture_leaves_its_title_room(qapp):
    cell = hug(ROOM, view_of(40, 600), 1)  # 40 pixels wide at full height
    assert cell.pane == QRect(80, 0, 240, 652)
    assert cell.strip == QRect(80, 652, 240, 64)


def test_a_pane_grows_with_its_picture_up_to_its_room(qapp):
    view = view_of(600, 400)
    view.zoom_at((0, 0), 1.5)  # 400 pixels high
    assert hug(ROOM, view, 1).pane.height() == 52 + 400
    view.zoom_at((0, 0), 4)
    assert hug(ROOM, view, 1) == ROOM
    view.zoom_at((0, 0), 0.001)
    assert hug(ROOM, view, 1).pane.height() == 324, "the whole picture's room is kept"


def test_without_a_picture_a_pane_fills_its_room(qapp):
    assert hug(ROOM, ViewState(), 1) == ROOM


@pytest.fixture
def row(qtbot):
    row = PaneRow()
    qtbot.addWidget(row)
    row.resize(1050, 700)
    row.set_arrangement("row")
    row.show()
    row.set_picture([QImage(QSize(300, 200), QImage.Format.Format_RGB32)])
    return row


def turn_wheel(pane, at, keys=Qt.KeyboardModifier.NoModifier):
    left, wheel = Qt.MouseButton.NoButton, Qt.ScrollPhase.NoScrollPhase
    place = pane.mapToGlobal(at)
    pane.wheelEvent(QWheelEvent(at, place, QPoint(), QPoint(0, 120), left, keys, wheel, False))


def test_what_is_under_the_mouse_stays_there_while_panes_grow(row):
    pane, at = row.panes[1], QPointF(60, 70)
    spot, before = pane.mapToGlobal(at), pane.frame().to_image(at)
    small = pane.height()
    for _notch in range(3):
        turn_wheel(pane, pane.mapFromGlobal(spot))
    assert pane.height() > small
    assert pane.frame().to_image(pane.mapFromGlobal(spot)) == pytest.approx(before, abs=1)
    assert row.view.cursor == pytest.approx(before, abs=1)
    assert len({(each.y(), each.height()) for each in row.panes}) == 1


def test_a_pane_that_is_zoomed_alone_grows_alone(row):
    small = row.panes[0].height()
    turn_wheel(row.panes[1], QPointF(100, 80), Qt.KeyboardModifier.ShiftModifier)
    assert row.panes[1].height() > row.panes[2].height() == small
    row.panes[1].come_back()
    assert row.panes[1].height() == small
