"""One pane's map, copied and saved: with its picture, alone, and as raw values."""

from __future__ import annotations

import numpy as np
import pytest
from given_records import given_map
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog

from viewer.core.maps.colour_maps import colour_table, steps_of
from viewer.core.maps.geometry import InputRule, plan_geometry
from viewer.core.maps.heat import upsample
from viewer.core.maps.overlay import paint_over
from viewer.features.panes import KEEPING, PanesFeature
from viewer.ui.panes.pane_menu import PaneMenu

INSIDE = np.s_[1:39, 11:49]  # of the crop, less the line around it
RAW = np.linspace(0, 1, 12, dtype=np.float32).reshape(3, 4)


@pytest.fixture
def app(on_grey):
    """The window on a grey picture of 60 × 40, with a map of its middle in the second pane."""
    geometry = plan_geometry((60, 40), InputRule(size=(32, 32), shorter_side=32), "default")
    row = on_grey.window.pane_row
    row.set_heat(1, given_map(RAW, geometry))
    row.set_title(1, "LayerCAM · features.12 · dog")
    on_grey.window.commands.set_available("maps", available=True)
    return on_grey


def shown_map(app):
    return app.window.pane_row.panes[2].heat


def menu_of(app, pane):
    app[PanesFeature].show_menu(pane, QPoint(10, 10))
    menu = app.window.findChildren(PaneMenu)[-1]
    menu.hide()
    return menu


def choose(app, key):
    menu = menu_of(app, 2)
    next(action for action in menu.actions() if action.objectName() == key).trigger()


def rgb_of(image: QImage) -> np.ndarray:
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.array(image.constBits(), np.uint8).reshape(image.height(), -1)
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3)


@pytest.fixture
def saved(app, tmp_path, qtbot, monkeypatch):
    """Save in one of the ways; return what was suggested and the file."""

    def save(key):
        asked = []

        def answer(_parent, _title, start, *_more):
            asked.append(start.rpartition("/")[2])
            return str(tmp_path / asked[0]), ""

        monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
        choose(app, key)
        path = tmp_path / asked[0]
        qtbot.waitUntil(lambda: path.name in app.window.toast.text)
        return path

    return save


def test_the_menu_offers_what_can_be_kept_with_its_keys_and_nothing_of_an_empty_pane(app):
    rows = {action.objectName(): action for action in menu_of(app, 2).actions()}
    assert rows["copy_map"].text() == "Copy this map\tShift+C"
    assert rows["save_map"].text() == "Save this map…\tShift+S"
    assert all(rows[key].isEnabled() for key in KEEPING)
    rows = {action.objectName(): action for action in menu_of(app, 1).actions()}
    assert not any(rows[key].isEnabled() for key in KEEPING)


def test_the_folder_of_a_saved_map_is_one_click_away(app, saved, qtbot, monkeypatch):
    asked = []
    monkeypatch.setattr("viewer.features.picture_menu.show_in_folder", asked.append)
    path, toast = saved("save_map"), app.window.toast
    assert toast.button.isVisible()
    assert toast.rect().contains(toast.button.geometry())
    qtbot.mouseClick(toast.button, Qt.MouseButton.LeftButton)
    assert asked == [path]
    assert not toast.isVisible()
    toast.tell("Tab shows the panels.")
    assert not toast.button.isVisible()


def test_a_copied_map_is_the_overlay_that_figures_hold_too(app):
    choose(app, "copy_map")
    found = rgb_of(QGuiApplication.clipboard().image())
    grey = np.full((40, 60, 3), 90, np.uint8)
    expected = paint_over(grey, shown_map(app).heat, shown_map(app).style)
    assert found.shape == (40, 60, 3)
    assert np.abs(found.astype(int) - expected)[INSIDE].max() <= 2
    assert app.window.status.currentMessage() == "Map copied."


def test_the_map_with_its_picture_is_saved_under_the_names_of_both(app, saved):
    path = saved("save_map")
    assert path.name == "cat 1_LayerCAM_features.12_dog.png"
    grey = np.full((40, 60, 3), 90, np.uint8)
    expected = paint_over(grey, shown_map(app).heat, shown_map(app).style)
    found = np.asarray(Image.open(path).convert("RGB"), int)
    assert np.abs(found - expected)[INSIDE].max() <= 2
    assert (found[:, :9] == 45).all()


def test_the_map_alone_is_its_colours_where_the_model_looked_and_clear_elsewhere(app, saved):
    rgba = np.asarray(Image.open(saved("save_map_alone")))
    assert rgba.shape == (40, 60, 4)
    assert not rgba[:, :10, 3].any()
    assert not rgba[:, 50:, 3].any()  # the crop is the square in the middle
    assert (rgba[:, 10:50, 3] == 255).all()
    table = colour_table(shown_map(app).style.table_key)
    expected = table[steps_of(upsample(RAW, (40, 40), (0, 0, 40, 40)))]
    assert np.abs(rgba[:, 10:50, :3].astype(int) - expected).max() <= 2


def test_raw_values_are_saved_under_class_and_method(app, saved):
    path = saved("save_map_values")
    with np.load(path) as arrays:
        assert len(arrays.files) == 1
        assert arrays.files[0].endswith("/" + shown_map(app).heat.method)
        assert np.array_equal(arrays[arrays.files[0]], RAW)


def test_the_keys_take_the_pane_that_was_clicked_and_tell_where_there_is_no_map(app, qtbot):
    app.window.pane_row.panes[2].setFocus()
    app.window.commands.action("copy_map").trigger()
    assert app.window.status.currentMessage() == "Map copied."
    app.window.pane_row.set_heat(1, None)
    app.window.pane_row.set_heat(0, None)
    app.commands.run("copy_map")
    assert app.window.notices.text.startswith("There is no map in this pane.")
