"""Wipe, blink and difference show truly what they say, and end without a trace."""

from __future__ import annotations

import numpy as np
import pytest
from given_records import given_map
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage

from viewer.core.maps.geometry import Geometry
from viewer.core.maps.heat_style import HeatStyle
from viewer.core.maps.overlay import paint_over
from viewer.ui.panes.pane_row import PaneRow

SIZE = (300, 200)
GEOMETRY = Geometry(original=SIZE, resized=SIZE, offset=(0, 0), input=SIZE)
RAMP = np.tile(np.linspace(0.0, 1.0, 7, dtype=np.float32), (7, 1))
GREY = np.full((200, 300, 3), 120, np.uint8)
STYLE = HeatStyle(opacity=1.0)


def heat_of(pane, raw, method="grad_cam"):
    return given_map(raw, GEOMETRY, pane=pane, method=method)


@pytest.fixture
def row(qtbot):
    row = PaneRow()
    qtbot.addWidget(row)
    row.resize(1200, 500)
    row.show()
    image = QImage(GREY.tobytes(), 300, 200, 900, QImage.Format.Format_RGB888)
    row.set_picture([image.convertToFormat(QImage.Format.Format_RGB32)])
    row.set_style(STYLE)
    row.set_heat(0, heat_of(0, RAMP))
    row.set_heat(1, heat_of(1, RAMP.T, "layer_cam"))
    for pane, title in enumerate(("Grad-CAM · a", "LayerCAM · a")):
        row.set_title(pane, title)
    row.view.actual_size()
    return row


def picture_on(pane):
    """The picture's own pixels as the pane shows them at 100 %."""
    image = pane.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
    rgb = rows[:, : image.width() * 3].reshape(image.height(), image.width(), 3)
    left, top = pane.frame().origin
    return rgb[top : top + 200, left : left + 300].astype(int)


def wanted(raw):
    return paint_over(GREY, heat_of(0, raw), STYLE).astype(int)


def near(a, b):
    return np.abs(a - b).max() <= 2


def test_a_wipe_shows_one_map_at_each_side_of_the_divider(row):
    row.comparing.wipe(1, 2)
    shown = picture_on(row.panes[1])
    assert near(shown[:80, :130], wanted(RAMP)[:80, :130])
    assert near(shown[:80, 170:], wanted(RAMP.T)[:80, 170:])
    assert near(picture_on(row.panes[2]), wanted(RAMP.T))
    row.comparing.wipe(1, 2)
    assert near(picture_on(row.panes[1]), wanted(RAMP))


def test_the_divider_is_dragged_and_the_picture_is_not(row, qtbot):
    row.comparing.wipe(1, 2)
    pane, before = row.panes[1], row.view.centre
    area = pane.picture_area()
    start = QPoint(area.center().x(), area.top() + 30)
    qtbot.mousePress(pane, Qt.MouseButton.LeftButton, pos=start)
    drag_to(pane, QPoint(area.left() + round(0.75 * area.width()), start.y()))
    qtbot.mouseRelease(pane, Qt.MouseButton.LeftButton, pos=start)
    assert row.view.centre == before
    shown = picture_on(pane)
    assert near(shown[:80, 160:220], wanted(RAMP)[:80, 160:220])


def drag_to(pane, position):
    from PySide6.QtCore import QEvent, QPointF
    from PySide6.QtGui import QMouseEvent
    from PySide6.QtWidgets import QApplication

    event = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(position),
        QPointF(pane.mapToGlobal(position)),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(pane, event)


def test_holding_a_key_shows_the_other_map(row, qtbot):
    pane = row.panes[1]
    row.window().activateWindow()
    pane.setFocus()
    qtbot.keyPress(pane, Qt.Key.Key_B)
    assert near(picture_on(pane), wanted(RAMP.T))
    qtbot.keyRelease(pane, Qt.Key.Key_B)
    assert near(picture_on(pane), wanted(RAMP))


def test_blinking_alternates_until_it_is_ended(row, qtbot, monkeypatch):
    told = []
    row.comparing.changed.connect(lambda *on: told.append(on))
    row.comparing.blink(2, 1)
    assert near(picture_on(row.panes[2]), wanted(RAMP))
    row.comparing._alternate()
    assert near(picture_on(row.panes[2]), wanted(RAMP.T))
    row.comparing.blink(2, 1)
    assert told == [(False, True, False, False), (False,) * 4]
    assert near(picture_on(row.panes[2]), wanted(RAMP.T))


def test_a_difference_is_signed_and_told_in_numbers(row):
    row.comparing.subtract(1, 2)
    pane = row.comparing.pane
    assert pane.title == "Grad-CAM − LayerCAM"
    assert pane.accessibleDescription().startswith("r 0.00 · SSIM ")
    assert pane.heat.limits == pytest.approx((-1.0, 1.0), abs=0.01)
    assert pane.heat.at(295.0, 5.0).value == pytest.approx(1.0, abs=0.02)
    assert pane.heat.at(5.0, 195.0).value == pytest.approx(-1.0, abs=0.02)
    assert pane.heat.at(150.0, 100.0).value == pytest.approx(0.0, abs=0.02)
    row.view.set_cursor((295.0, 5.0))
    assert pane.reading() == "1.00"
    assert len({each.size().toTuple() for each in (*row.panes, pane)}) == 1
    row.set_heat(1, heat_of(1, RAMP * 3, "layer_cam"))
    assert pane.accessibleDescription() == "The two maps are the same, up to their scales."
    assert row.comparing.result.pearson == pytest.approx(1.0)
    row.comparing.subtract(1, 2)
    assert row.comparing.pane is None


def test_nothing_is_said_of_maps_that_are_still_on_their_way(row):
    row.comparing.subtract(1, 2)
    pane = row.comparing.pane
    row.set_heat(1, None)
    assert row.comparing.result is None
    assert "no part" not in pane.accessibleDescription()
    row.set_heat(1, heat_of(1, RAMP, "layer_cam"))
    assert "the same" in pane.accessibleDescription()


def test_other_panes_end_what_was_compared(row):
    row.comparing.wipe(1, 2)
    row.comparing.subtract(1, 2)
    row.rearrange([1, 0])
    assert row.comparing.pane is None
    assert near(picture_on(row.panes[1]), wanted(RAMP.T))


def test_the_original_is_a_partner_when_there_is_one_map(row):
    row.set_pane_count(1)
    assert row.comparing.pair_at(-1) == (1, 0)
    row.comparing.wipe(1, 0)
    assert near(picture_on(row.panes[1])[:80, 170:], GREY[:80, 170:].astype(int))


def test_methods_that_coincide_say_so_below_the_map(row):
    row.set_heat(1, heat_of(1, RAMP * 5, "hires_cam"))
    assert row.panes[2].accessibleDescription().startswith("The same map as Grad-CAM.")
    assert row.panes[1].accessibleDescription() == ""


def test_any_two_panes_are_compared_by_clicking_one_after_the_other(row, qtbot):
    row.set_pane_count(4)
    row.window().activateWindow()
    assert row.comparing.chosen() == (1, 2), "before any click, the first and the next"
    qtbot.mouseClick(row.panes[4], Qt.MouseButton.LeftButton)
    assert row.comparing.chosen() == (4, 1), "the last has no next one"
    qtbot.mouseClick(row.panes[2], Qt.MouseButton.LeftButton)
    assert row.comparing.chosen() == (2, 4)
    row.set_pane_count(3)
    assert row.comparing.chosen()[1] != 4, "a pane that is gone is forgotten"
