"""Full screen: the panes alone, with keys that still work, and Tab for the rest."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDockWidget


@pytest.fixture
def full(window, qtbot):
    app = window
    app.window.resize(900, 600)
    with qtbot.waitExposed(app.window):
        app.window.show()
    app.window.show_panes()
    app.window.docks.toggle("layer_strip")
    app.window.commands.action("fullscreen").trigger()
    qtbot.waitUntil(app.window.isFullScreen)
    return app


def around(app):
    window = app.window
    others = (window.menuBar(), window.browser, window.predictions, window.controls, window.status)
    return [each.isVisible() for each in (*others, window.findChild(QDockWidget, "layer_strip"))]


def test_the_panes_have_the_screen_alone_and_are_left_by_escape(full):
    assert not any(around(full))
    assert full.window.pane_row.isVisible()
    assert "Tab" in full.window.toast.text
    full.window.commands.action("stop").trigger()
    assert not full.window.isFullScreen()
    assert all(around(full))
    assert not full.window.findChild(QDockWidget, "trust").isVisible(), "what was hidden stays so"


def test_tab_brings_the_panels_and_hides_them_again(full, qtbot):
    row = full.window.pane_row
    qtbot.keyClick(row, Qt.Key.Key_Tab)
    assert all(around(full))
    row.panes[1].setFocus()
    qtbot.keyClick(row.panes[1], Qt.Key.Key_Tab)
    assert not any(around(full))


def test_keys_of_the_panes_and_of_the_menus_work_without_them(full, qtbot):
    opacity = full.session.options["opacity"]
    qtbot.keyClick(full.window.pane_row, Qt.Key.Key_BracketRight)
    assert full.session.options["opacity"] > opacity
    panes = len(full.session.pane_list.specs)
    qtbot.keyClick(full.window.pane_row, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert len(full.session.pane_list.specs) == panes + 1


def test_tab_goes_from_field_to_field_outside_the_full_screen(full, qtbot):
    full.window.full_screen.leave()
    qtbot.keyClick(full.window.pane_row.panes[0], Qt.Key.Key_Tab)
    assert all(around(full))


def test_a_window_that_closes_in_full_screen_opens_with_its_panels(full):
    full.window.layouts()
    assert all(around(full))
