"""Every key that does something alone: it is told, and Ctrl+Z takes back what it has changed.

The rows are read from the table of commands: a new one must be one of the kinds below.
"""

from __future__ import annotations

import numpy as np
import pytest
from given_answers import SQUARE, newest
from given_keys import press
from given_records import given_map, given_model, given_prediction
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence

from viewer.core.asks.records import Finished
from viewer.core.asks.requests import ExplainRequest
from viewer.core.asks.scores import ClassScore
from viewer.core.asks.target import Target
from viewer.features.folders import FoldersFeature
from viewer.features.history import HistoryFeature
from viewer.features.pictures import PicturesFeature

OPENS = frozenset(  # what is opened tells it, and Escape closes it
    ["levels", "pane_menu", "class_against", "about_methods", "keyboard", "save_map"]
)
SHOWS = frozenset(  # another picture: the status bar says which
    ["previous_image", "next_image", "first_image", "last_image"]
)
# These are told, and change no choice.
TELLS = frozenset(
    ["zoom_in", "zoom_out", "copy_map", "slideshow", "fullscreen"]
)  # and change no choice
BUSY = frozenset(["reload", "stop", "slideshow_pause"])  # what is computed, or shown by itself
NAMES = ("cat", "dog", "hen", "owl", "pig")


def single_rows(app):
    """Return the rows with a key that needs neither Ctrl nor Alt, each with that key."""
    for row in app.window.commands.rows:
        for keys in row.shortcuts:
            if not keys.startswith(("Ctrl+", "Alt+")):
                yield row, keys


@pytest.fixture
def app(window, qtbot, tmp_path):
    """The window on a picture of five classes and two boxes, all of it explained."""
    folder = tmp_path / "pictures"
    folder.mkdir()
    for name in ("a.png", "b.png"):
        Image.fromarray(np.full((3, 3, 3), 90, np.uint8)).save(folder / name)
    window.window.resize(1100, 700)
    with qtbot.waitActive(window.window):
        window.window.show()
    window.engine.deliver(given_model(class_names=NAMES))
    window[FoldersFeature].opener.open([folder])
    qtbot.waitUntil(lambda: window.session.listing is not None)
    qtbot.waitUntil(lambda: window[PicturesFeature].picture is not None)
    qtbot.waitUntil(lambda: bool(window.engine.asked(ExplainRequest)))
    answer(window)
    window.window.pane_row.panes[1].setFocus()
    return window


def answer(app):
    """Answer the newest request: five classes, of which two are boxes, and two maps."""
    request = newest(app.engine)
    told = {"serial": request.serial, "image": request.image}
    boxes = ("", "", "", "box 1", "box 2")
    top = tuple(
        ClassScore(name=name, index=place, logit=1.0, probability=0.2, asks=boxes[place])
        for place, name in enumerate(NAMES)
    )
    app.engine.deliver(given_prediction(SQUARE, top=top, **told))
    for pane, spec in enumerate(request.panes):
        raw = np.arange(9, dtype=np.float32).reshape(3, 3) + pane
        app.engine.deliver(given_map(raw, SQUARE, pane=pane, method=spec.method, **told))
    app.engine.deliver(Finished(serial=request.serial))


def is_explained(app):
    """Answer what was asked last; it may be that the next question is still on its way."""
    if app.session.explanation is not None:
        return True
    answer(app)
    return app.session.explanation is not None


def strike(keys):
    pressed = QKeySequence(keys)[0]
    press(pressed.key(), pressed.keyboardModifiers())


def told(app):
    return app.window.status.currentMessage() or app.window.toast.text


def state(app):
    """Return what the user has chosen, as the session, the panes and the marks say it."""
    session, row = app.session, app.window.pane_row
    alone = tuple(pane._stays_alone for pane in row.panes)
    marks = app[HistoryFeature].history._marks.paths
    options = dict(session.options)
    compared = row.comparing.compared
    return session.target, session.layer, session.pane_list.specs, options, marks, compared, alone


def test_every_single_key_is_of_a_known_kind(app):
    keys = {row.key for row, _ in single_rows(app)}
    assert keys > OPENS | SHOWS | TELLS | BUSY
    changing = keys - OPENS - SHOWS - TELLS - BUSY
    assert {"mark", "move_alone", "blink", "class_2", "box_next", "threshold_up"} < changing


def test_what_a_single_key_changes_is_told_and_undone(app, qtbot):
    session, commands = app.session, app.window.commands
    tried = 0
    for row, keys in single_rows(app):
        if row.key in OPENS | SHOWS | TELLS | BUSY:
            continue
        commands.set_available("maps", available=True)
        # something that each key changes: a class that is neither the best nor one of its rows
        session.set_target(Target.parse("1") if row.key == "class_top" else Target())
        session.set_option("threshold", 50)
        qtbot.waitUntil(lambda: is_explained(app))
        before = state(app)
        app.window.status.clearMessage()
        strike(keys)
        assert state(app) != before, row.key
        assert told(app), row.key
        assert "takes it back" in told(app), row.key
        press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert state(app) == before, row.key
        tried += 1
    assert tried >= 22


def test_what_changes_no_choice_leaves_nothing_to_undo(app, qtbot):
    history = app[HistoryFeature].history
    for row, keys in single_rows(app):
        if row.key not in SHOWS | TELLS | BUSY:
            continue
        app.window.commands.set_available("maps", available=True)
        before, changes = state(app), history.changes
        app.window.status.clearMessage()
        app.window.toast.clear()
        strike(keys)
        assert (state(app), history.changes) == (before, changes), row.key
        assert told(app) or row.key not in TELLS, row.key
    app.window.full_screen.leave()


def test_a_key_that_changes_nothing_promises_nothing(app):
    app.session.set_option("threshold", 0)
    app.window.status.clearMessage()
    strike(",")
    assert app.session.options["threshold"] == 0
    assert not told(app)


def test_a_pause_of_the_slide_show_is_told(app):
    app.window.commands.action("slideshow").trigger()
    app.window.status.clearMessage()
    strike("Space")
    assert "Space goes on" in told(app)
    strike("Space")
    assert told(app) == "The slide show goes on."
    app.window.commands.action("slideshow").trigger()


def test_blinking_and_moving_alone_come_back_by_redo_and_for_new_panes_too(app):
    strike("L")
    strike("Shift+B")
    both = app.window.pane_row.comparing.compared
    assert both == (None, None, (1, 2), True)
    assert app.window.commands.action("move_alone").isChecked()
    for _ in range(2):
        press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert app.window.pane_row.comparing.compared == (None, None, None, False)
    assert not app.window.commands.action("blink").isChecked()
    app.commands.run("redo")
    app.commands.run("redo")
    assert app.window.pane_row.comparing.compared == both
    app.session.pane_list.add()
    assert all(pane._stays_alone for pane in app.window.pane_row.panes)
