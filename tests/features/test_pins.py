"""A pinned picture stays with its maps while others come and go above it."""

from __future__ import annotations

import numpy as np
import pytest
from given_records import given_map, given_model, given_prediction
from given_routes import tell
from PIL import Image

from viewer.core.asks.records import ExplainedPicture
from viewer.core.maps.geometry import InputRule, plan_geometry
from viewer.features.folders import FoldersFeature
from viewer.features.pictures import PicturesFeature

GEOMETRY = plan_geometry((60, 40), InputRule(size=(32, 32), shorter_side=32), "whole")


@pytest.fixture
def app(window, tmp_path, qtbot):
    """The window on the first of two pictures, with its two maps."""
    folder = tmp_path / "pictures"
    folder.mkdir()
    for name, grey in (("a.png", 60), ("b.png", 200)):
        Image.fromarray(np.full((40, 60, 3), grey, np.uint8)).save(folder / name)
    window.window.show()
    tell(window.session, given_model())
    window[FoldersFeature].opener.open([folder])
    qtbot.waitUntil(lambda: window[PicturesFeature].picture is not None)
    raw = np.linspace(0, 1, 12).reshape(3, 4)
    maps = [given_map(raw, GEOMETRY, pane=pane) for pane in (0, 1)]
    session = window.session
    session.explanation = ExplainedPicture(
        model=given_model(), prediction=given_prediction(GEOMETRY), maps=tuple(maps)
    )
    session.explained.emit(session.explanation)
    return window


def grey_of(row):
    image = row.panes[0].as_drawn()
    return image.pixelColor(10, 10).red()


def test_it_stays_while_another_is_looked_at(app, qtbot):
    pinned = app.window.pinned
    assert not pinned.isVisible()
    app.commands.run("pin_picture")
    assert pinned.isVisible()
    assert pinned.name.text() == "Pinned: a.png"
    app.window.browser.step(1)
    qtbot.waitUntil(lambda: grey_of(app.window.pane_row) == 200)
    assert grey_of(pinned.row) == 60
    assert [pane.heat is not None for pane in pinned.row.panes[1:]] == [True, True]
    assert app.window.pane_row.panes[1].heat is None


def test_it_is_painted_as_the_panes_are(app):
    app.commands.run("pin_picture")
    app.session.set_option("opacity", 0)
    heat = app.window.pinned.row.panes[1]
    assert heat.as_drawn().pixelColor(50, 35).red() == 60
    app.session.set_option("opacity", 100)
    assert heat.as_drawn().pixelColor(50, 35).red() != 60
    app.session.set_option("show_original", False)
    assert not app.window.pinned.row.panes[0].isVisible()


def test_it_is_let_go_by_its_button_and_by_command(app, qtbot):
    unpin = app.window.commands.action("unpin_picture")
    assert not unpin.isEnabled()
    app.commands.run("pin_picture")
    app.window.pinned.close_button.click()
    assert not app.window.pinned.isVisible()
    app.commands.run("pin_picture")
    assert unpin.isEnabled()
    unpin.trigger()
    assert not app.window.pinned.isVisible()
    assert not unpin.isEnabled()
