"""A slide show goes on when a picture was seen and explained; Space pauses, Escape ends it."""

from __future__ import annotations

import numpy as np
import pytest
from given_keys import press
from given_records import given_model
from given_routes import tell
from PIL import Image
from PySide6.QtCore import Qt

from viewer.features.folders import FoldersFeature
from viewer.features.slideshow import SlideshowFeature

Key = Qt.Key


@pytest.fixture
def app(window, tmp_path, qtbot):
    folder = tmp_path / "pictures"
    folder.mkdir()
    for name in "abc":
        Image.fromarray(np.full((30, 40, 3), 90, np.uint8)).save(folder / f"{name}.png")
    window.window.show()
    qtbot.waitUntil(window.window.isActiveWindow)
    tell(window.session, given_model())
    window[FoldersFeature].opener.open([folder])
    qtbot.waitUntil(lambda: window.session.listing is not None and window.session.image is not None)
    window.window.browser.list.setFocus()
    press(Key.Key_F5, Qt.KeyboardModifier.ShiftModifier)
    return window


def shown(app):
    return app.session.image.path.stem


def wait_over(app):
    """Let the time of a picture be over."""
    timer = app[SlideshowFeature]._timer
    assert timer.isActive()
    assert timer.interval() == 1000 * app.session.options["slideshow_s"]
    timer.stop()
    timer.timeout.emit()


def explain(app):
    """Let the maps of the present picture be there."""
    app.session.explanation = object()
    app[SlideshowFeature]._go_on()


def test_a_picture_stays_until_its_maps_were_there_and_the_last_leads_to_the_first(app):
    wait_over(app)
    assert shown(app) == "a"  # its maps are still on their way
    explain(app)
    assert shown(app) == "b"
    app.session.explanation = object()
    wait_over(app)
    assert shown(app) == "c"
    app.session.explanation = object()
    wait_over(app)
    assert shown(app) == "a"


def test_space_pauses_and_escape_ends(app):
    feature = app[SlideshowFeature]
    assert "Space pauses" in app.window.status.currentMessage()
    press(Key.Key_Space)
    assert not feature._timer.isActive()
    press(Key.Key_Right)  # one's own step does not end the pause
    assert shown(app) == "b"
    assert not feature._timer.isActive()
    press(Key.Key_Space)
    assert feature._timer.isActive()
    press(Key.Key_Escape)
    assert not feature.running
    assert not feature._timer.isActive()
    assert not app.window.commands.action("slideshow").isChecked()
    assert not app.window.commands.action("slideshow_pause").isEnabled()
