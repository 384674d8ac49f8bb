"""All panes show the same part of the picture, whatever is done to the window or the view."""

from __future__ import annotations

import random

import numpy as np
import pytest
from given_records import given_map
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QImage
from PySide6.QtWidgets import QApplication

from viewer.core.maps.geometry import Geometry
from viewer.core.maps.heat_style import HeatStyle
from viewer.ui.panes.pane_row import PaneRow


def levels_of(width, height):
    y, x = np.mgrid[0:height, 0:width]
    rgb = np.stack([x % 256, y % 256, (x + y) % 256], axis=-1).astype(np.uint8)
    image = QImage(rgb.data, width, height, width * 3, QImage.Format.Format_RGB888)
    full = image.convertToFormat(QImage.Format.Format_RGB32)
    levels = [full]
    while max(levels[-1].width(), levels[-1].height()) > 128:
        levels.append(levels[-1].scaled(levels[-1].size() / 2))
    return levels


def heat_of(pane, raw, size=(300, 200)):
    geometry = Geometry(original=size, resized=(336, 224), offset=(56, 0), input=(224, 224))
    return given_map(raw, geometry, pane=pane)


RAW = np.arange(49).reshape(7, 7) / 10


@pytest.fixture
def row(qtbot):
    row = PaneRow()
    qtbot.addWidget(row)
    row.resize(1050, 560)
    row.show()
    row.set_picture(levels_of(300, 200))
    return row


def placed(pane):
    """The picture's place on the pane, relative to the pane."""
    frame = pane.frame()
    return frame.area, frame.scale, frame.origin


@pytest.mark.parametrize("size", [(300, 200), (200, 300)])
def test_random_moves_keep_all_panes_at_the_same_place(row, size):
    row.set_picture(levels_of(*size))
    chance = random.Random(11)
    for _ in range(300):
        move = chance.randrange(5)
        if move == 0:
            row.resize(chance.randrange(400, 1500), chance.randrange(250, 900))
        elif move == 1:
            offset = (chance.uniform(-200, 200), chance.uniform(-200, 200))
            row.view.zoom_at(offset, chance.choice((0.5, 0.8, 1.2, 2.0)))
        elif move == 2:
            row.view.pan_by(chance.uniform(-80, 80), chance.uniform(-80, 80))
        elif move == 3:
            row.set_arrangement(chance.choice(("row", "column", "automatic")))
        elif chance.random() < 0.2:
            row.view.fit()
        assert len({str(placed(pane)) for pane in row.panes}) == 1
        pane = row.panes[chance.randrange(3)]
        area = pane.frame().area
        middle = QPointF(area.x() + area.width() / 2, area.y() + area.height() / 2)
        half_a_pixel = 0.51 / row.view.scale
        assert pane.frame().to_image(middle) == pytest.approx(row.view.centre, abs=half_a_pixel)


def test_resizing_alone_moves_neither_centre_nor_scale(row):
    row.view.zoom_at((30, 20), 2.5)
    before = (row.view.centre, row.view.scale)
    chance = random.Random(5)
    for _ in range(300):
        row.resize(chance.randrange(400, 1500), chance.randrange(250, 900))
    assert (row.view.centre, row.view.scale) == before


def test_fit_shows_the_whole_picture_in_every_pane(row):
    for size in [(300, 200), (200, 300), (1200, 90)]:
        row.set_picture(levels_of(*size))
        for pane in row.panes:
            frame = pane.frame()
            assert frame.area.toRectF().contains(frame.place(frame.whole()))


def test_wheel_drag_and_keys_on_one_pane_move_all(row, qtbot):
    qtbot.keyClick(row.panes[2], Qt.Key.Key_Plus)
    row.view.zoom_in()
    row.view.zoom_out()
    qtbot.mousePress(row.panes[1], Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
    qtbot.mouseMove(row.panes[1], QPoint(130, 120))
    qtbot.mouseRelease(row.panes[1], Qt.MouseButton.LeftButton, pos=QPoint(130, 120))
    assert not row.view.fits
    assert len({str(placed(pane)) for pane in row.panes}) == 1
    row.view.actual_size()
    assert row.view.scale == 1.0
    row.view.fit()
    assert row.view.fits


def test_view_is_kept_when_stepping_to_a_picture_of_the_same_size(row):
    row.view.zoom_at((10, 5), 3)
    before = (row.view.centre, row.view.scale)
    row.set_picture((), keep_view=True)
    row.set_picture(levels_of(300, 200), keep_view=True)
    assert (row.view.centre, row.view.scale) == before
    row.set_picture(levels_of(200, 300), keep_view=True)
    assert not row.view.fits
    share = (before[0][0] / 300 * 200, before[0][1] / 200 * 300)
    assert row.view.centre == pytest.approx(share)
    row.view.zoom_at((10, 5), 3)
    row.set_picture(levels_of(200, 300), keep_view=False)
    assert row.view.fits


def test_the_value_under_the_cursor_is_read_in_every_pane(row, qtbot):
    row.set_heat(0, heat_of(0, RAW))
    row.set_heat(1, heat_of(1, RAW * 10))
    qtbot.mouseMove(row.panes[0], row.panes[0].picture_area().center())
    x, y = row.view.cursor
    assert (x, y) == pytest.approx((150, 100), abs=1)
    assert row.panes[0].reading().startswith(f"x {int(x)}  y {int(y)}   RGB")
    small, large = (float(pane.reading().split()[0]) for pane in row.panes[1:])
    assert small == pytest.approx(2.4, abs=0.1)
    assert large == pytest.approx(10 * small, rel=0.01)


def test_messages_and_titles_go_to_their_panes(row):
    row.set_title(0, "Grad-CAM · blocks.6 · dog")
    assert [pane.title for pane in row.panes] == ["Original", "Grad-CAM · blocks.6 · dog", ""]
    row.set_message(-1, "The engine stopped.", "It starts again.")
    said = [pane.accessibleDescription() for pane in row.panes]
    assert said == [
        "",
        "The engine stopped. It starts again.",
        "The engine stopped. It starts again.",
    ]
    row.set_message(1, "")
    assert row.panes[2].accessibleDescription() == ""


def test_maps_are_cleared_together(row):
    row.set_heat(0, heat_of(0, RAW))
    row.set_message(1, "No.")
    for pane in range(len(row.panes) - 1):
        row.set_heat(pane, None)
    row.set_geometry(None)
    assert [pane.heat for pane in row.panes] == [None, None, None]
    assert row.panes[2].accessibleDescription() == ""


def test_more_and_fewer_panes_keep_what_was_set(row, qtbot):
    row.set_style(HeatStyle(colour_map="jet", opacity=0.8))
    row.set_pane_count(3)
    row.set_heat(2, heat_of(2, RAW))
    assert len(row.strips) == 3
    newest = row.panes[3].grab().toImage()
    row.set_heat(1, heat_of(1, RAW))
    area = row.panes[3].picture_area()
    assert newest.copy(area) == row.panes[2].grab().toImage().copy(area)
    row.set_pane_count(1)
    assert (len(row.panes), len(row.strips)) == (2, 1)


def test_every_heat_pane_has_its_strip_and_a_click_asks_for_more(row, qtbot):
    row.set_heat(1, heat_of(1, RAW))
    assert [bool(strip.accessibleDescription()) for strip in row.strips] == [False, True]
    assert all(strip.height() == 64 for strip in row.strips)
    with qtbot.waitSignal(row.levels_wished):
        qtbot.mouseClick(row.strips[0], Qt.MouseButton.LeftButton)


def test_a_context_menu_is_asked_for_with_its_pane(row, qtbot):
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(9, 60), QPoint(19, 70))
    with qtbot.waitSignal(row.context_menu_requested) as asked:
        QApplication.sendEvent(row.panes[2], event)
    assert asked.args == [2, QPoint(19, 70)]


def test_stepping_to_a_picture_of_another_shape_turns_nothing_over(row):
    def shape():
        return [(pane.x(), pane.width(), pane.geometry().center().y()) for pane in row.panes]

    row.resize(1200, 500)
    row.set_picture([QImage(600, 400, QImage.Format.Format_RGB32)])
    wide = shape()
    row.set_picture([QImage(4000, 500, QImage.Format.Format_RGB32)])
    assert shape() == wide
    row.forget_scales()  # another folder
    row.set_picture([QImage(4000, 500, QImage.Format.Format_RGB32)])
    assert shape() != wide


def test_footers_of_a_row_say_alike(row):
    for pane, values in ((0, RAW / 1000), (1, RAW * 10)):  # peaks of 0.0048 and 48
        row.set_heat(pane, heat_of(pane, values))
    assert [pane.reading() for pane in row.panes[1:]] == ["", ""], "the colours end at the peak"
    row.set_style(HeatStyle(scaling="fixed", fixed=(0.0, 100.0)))
    assert [pane.reading() for pane in row.panes[1:]] == ["peak 0.00480", "peak 48.0"]


@pytest.mark.parametrize("width", [140, 190, 330])
def test_colours_stand_in_all_footers_of_a_row_or_in_none(row, width):
    row.set_pane_count(5)
    row.resize(6 * width, 400)
    row.set_arrangement("row")
    for pane in range(5):
        row.set_heat(pane, heat_of(pane, RAW * 1000**pane / 1e6))
    row.set_style(HeatStyle(scaling="fixed", fixed=(0.0, 1e5)))
    shots = [pane.grab(pane.rect().adjusted(0, pane.height() - 24, 0, 0)) for pane in row.panes[1:]]
    coloured = [has_colours(shot.toImage()) for shot in shots]
    assert len(set(coloured)) == 1


def has_colours(image):
    seen = {image.pixelColor(x, y).hsvSaturation() for x in range(80) for y in range(8, 16)}
    return max(seen) > 150
