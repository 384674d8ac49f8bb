"""Every control has a name and a role, can be reached by keyboard, and shows when it is reached."""

from __future__ import annotations

import pytest
from given_controls import controls, nameless
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication


def test_every_control_of_the_window_has_a_name_and_a_role(parts):
    assert len(controls(parts.window)) > 10
    for panel in ("model_structure", "layer_strip"):
        parts.window.docks.toggle(panel)
    for part in (parts.window.layer_strip, parts.window.model_panel, parts.window.browser.triage):
        assert part.isVisible()
        assert controls(parts.window) != controls(part)
    assert nameless(parts.window) == []


def test_a_tab_walks_through_every_part_of_the_window(qtbot, parts):
    reached = []
    parts.window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    for _ in range(60):
        reached.append(QApplication.focusWidget())
        qtbot.keyClick(reached[-1], Qt.Key.Key_Tab)
    for part in (parts.window.controls, parts.window.browser, parts.window.predictions):
        assert any(part.isAncestorOf(widget) for widget in reached), type(part).__name__


@pytest.fixture
def heard(qapp):
    """What the system asks the program to open."""
    from viewer.ui.window.file_open import FileOpenFilter

    taken = []
    listener = FileOpenFilter(qapp)
    listener.paths_received.connect(taken.append)
    yield taken
    qapp.removeEventFilter(listener)
    listener.deleteLater()


def test_a_file_opened_by_the_system_is_heard(qapp, heard, tmp_path):
    QApplication.sendEvent(qapp, QFileOpenEvent(str(tmp_path / "猫.png")))
    assert heard == [[tmp_path / "猫.png"]]


def test_a_window_kept_on_a_screen_that_is_gone_comes_back_into_sight(parts):
    window = parts.window
    window.move(90_000, 90_000)
    layouts = window.layouts()
    window.restore_layout(layouts)
    seen = QRect()
    for screen in QApplication.screens():
        seen |= screen.availableGeometry()
    assert seen.contains(window.geometry().center())
