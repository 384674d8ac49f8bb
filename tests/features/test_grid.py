"""Many pictures at once: the keys of a grid, the way back, and a size that is remembered."""

from __future__ import annotations

import numpy as np
import pytest
from given_keys import press
from given_records import given_model
from given_routes import tell
from PIL import Image
from PySide6.QtCore import Qt

from viewer.features.folders import FoldersFeature
from viewer.ui.browser.browser_model import THUMBNAIL
from viewer.ui.browser.picture_grid import PictureGrid

Key = Qt.Key
COUNT = 30


@pytest.fixture
def app(window, tmp_path, qtbot):
    folder = tmp_path / "pictures"
    folder.mkdir()
    for number in range(COUNT):
        grey = np.full((30, 40, 3), 5 * number, np.uint8)
        Image.fromarray(grey).save(folder / f"{number}.png")
    window.window.resize(1000, 700)
    window.window.show()
    qtbot.waitUntil(window.window.isActiveWindow)
    tell(window.session, given_model())
    window[FoldersFeature].opener.open([folder])
    qtbot.waitUntil(lambda: window.session.listing is not None and window.session.image is not None)
    press(Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    return window


def shown(app):
    return int(app.session.image.path.stem)


def across(app):
    grid = app.window.grid_page.grid
    return grid.viewport().width() // grid.gridSize().width()


def test_arrows_go_along_and_down_and_return_opens(app, qtbot):
    page = app.window.grid_page
    assert page.isVisible()
    assert page.grid.hasFocus()
    assert app.window.commands.action("grid_view").isChecked()
    press(Key.Key_Right)
    assert shown(app) == 1
    press(Key.Key_Down)
    assert shown(app) == 1 + across(app)
    press(Key.Key_M)
    assert app.window.status._whereabouts.text().endswith("1 marked")
    press(Key.Key_Return)
    assert not page.isVisible()
    assert app.window.pane_row.isVisible()
    assert app.window.focusWidget() is app.window.browser.list
    assert not app.window.commands.action("grid_view").isChecked()


def test_escape_goes_back_and_stops_nothing(app):
    app.engine.messages.clear()
    press(Key.Key_Escape)
    assert not app.window.grid_page.isVisible()
    assert app.engine.messages == []


def test_it_asks_for_the_thumbnails_in_sight(app, qtbot):
    model = app.window.browser.list.model()
    rows = range(app.window.grid_page.grid.visible_rows()[1] + 1)
    assert len(rows) > across(app)
    qtbot.waitUntil(lambda: not any(map(model.wants_thumbnail, rows)))


@pytest.mark.parametrize(("ratio", "side"), [(1.0, 256), (2.0, 512)])
def test_large_cells_get_thumbnails_as_sharp_as_the_screen(
    app, tmp_path, qtbot, monkeypatch, ratio, side
):
    """Stripes of one pixel at the size shown: what is made smaller and enlarged is grey."""
    stripes = np.zeros((side, side, 3), np.uint8)
    stripes[:, ::2] = 255
    folder = tmp_path / "sharp"
    folder.mkdir()
    Image.fromarray(stripes).save(folder / "stripes.png")
    app.window.grid_page.slider.setValue(256)
    monkeypatch.setattr(PictureGrid, "devicePixelRatioF", lambda _self: ratio)
    app[FoldersFeature].opener.turn_to(folder)
    index = app.window.browser.list.model().index
    qtbot.waitUntil(lambda: app.session.image.path.name == "stripes.png")

    def made():
        thumbnail = index(0).data(THUMBNAIL)
        return thumbnail is not None and thumbnail.width() == side

    qtbot.waitUntil(made)
    assert [index(0).data(THUMBNAIL).pixelColor(x, 9).red() for x in range(4)] == [255, 0, 255, 0]
    app.window.grid_page.slider.setValue(64)
    assert made()  # a larger one serves smaller cells
    icon = index(0).data(Qt.ItemDataRole.DecorationRole).pixmap(56).toImage()
    assert abs(icon.pixelColor(28, 28).red() - 127) < 40  # all stripes are counted


def test_the_size_is_remembered_and_the_folder_may_change_meanwhile(app, tmp_path, qtbot):
    before = across(app)
    app.window.grid_page.slider.setValue(64)
    assert across(app) > before
    assert app.store.options()["grid_px"] == 64
    other = tmp_path / "other"
    other.mkdir()
    Image.fromarray(np.full((30, 40, 3), 7, np.uint8)).save(other / "99.png")
    app[FoldersFeature].opener.turn_to(other)
    qtbot.waitUntil(lambda: shown(app) == 99)
    assert app.window.grid_page.isVisible()
    assert app.window.grid_page.grid.model().rowCount() == 1


@pytest.mark.parametrize("side", [64, 128, 256])
def test_nothing_is_left_at_the_end_of_a_line(app, side):
    page = app.window.grid_page
    page.slider.setValue(side)
    room, cell = page.grid.viewport().width(), page.grid.gridSize().width()
    assert 0 <= room - across(app) * cell <= across(app)
    first, last = page.grid.model().index(0, 0), page.grid.model().index(across(app) - 1, 0)
    assert page.grid.visualRect(first).top() == page.grid.visualRect(last).top()
    assert page.grid.visualRect(first).width() == cell  # so is what is selected
