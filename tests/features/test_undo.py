"""Whatever a single key has changed comes back with Ctrl+Z, in the order in which it was done."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from viewer.core.asks.requests import PaneSpec


@pytest.fixture
def shown(window, qtbot):
    window.window.resize(1000, 700)
    with qtbot.waitActive(window.window):
        window.window.show()
    window.window.show_panes()
    window.window.pane_row.panes[1].setFocus()
    return window


def press(qtbot, app, *keys):
    for key in keys:
        qtbot.keyClick(app.window.pane_row.panes[1], key)


def state(app):
    comparing, options = app.window.pane_row.comparing, app.session.options
    return (*comparing.compared[:2], options["show_original"], options["cells"])


def test_difference_wipe_original_and_cells_are_taken_back_one_by_one(shown, qtbot):
    keys = (Qt.Key.Key_D, Qt.Key.Key_W, Qt.Key.Key_O, Qt.Key.Key_G)
    states = [state(shown)]
    for key in keys:
        press(qtbot, shown, key)
        states.append(state(shown))
    assert states[-1] == ((1, 2), (1, 2), False, True)
    assert len(set(states)) == 5
    for before in reversed(states[:-1]):
        shown.commands.run("undo")
        assert state(shown) == before
    for after in states[1:]:
        shown.commands.run("redo")
        assert state(shown) == after


def test_what_other_panes_end_comes_back_with_the_panes_in_one_step(shown, qtbot):
    press(qtbot, shown, Qt.Key.Key_D)
    before = shown.session.pane_list.specs
    shown.session.pane_list.set_specs([PaneSpec("fem"), PaneSpec("eigen_cam")])
    assert shown.window.pane_row.comparing.compared == (None, None, None, False)
    shown.commands.run("undo")
    assert shown.session.pane_list.specs == before
    assert shown.window.pane_row.comparing.compared == (None, (1, 2), None, False)
    assert shown.window.commands.action("difference").isChecked()
