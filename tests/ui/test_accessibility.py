"""Every control has a name and a role, can be reached by keyboard, and shows when it is reached."""

from __future__ import annotations

import pytest
from given_controls import controls, nameless
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

from viewer.features.layer_strip import LayerStripFeature
from viewer.features.structure import StructureFeature


def test_every_control_of_the_window_has_a_name_and_a_role(app):
    assert len(controls(app.window)) > 10
    for panel in ("model_structure", "layer_strip"):
        app.window.docks.toggle(panel)
    for part in (
        app[LayerStripFeature].strip,
        app[StructureFeature].panel,
        app.window.browser.triage,
    ):
        assert part.isVisible()
        assert controls(app.window) != controls(part)
    assert nameless(app.window) == []


def test_a_tab_walks_through_every_part_of_the_window(qtbot, app):
    reached = []
    app.window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    for _ in range(60):
        reached.append(QApplication.focusWidget())
        qtbot.keyClick(reached[-1], Qt.Key.Key_Tab)
    for part in (app.window.controls, app.window.browser, app.window.predictions):
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


def test_a_window_kept_on_a_screen_that_is_gone_comes_back_into_sight(app):
    window = app.window
    window.move(90_000, 90_000)
    layouts = window.layouts()
    window.restore_layout(layouts)
    seen = QRect()
    for screen in QApplication.screens():
        seen |= screen.availableGeometry()
    assert seen.contains(window.geometry().center())
