"""Panels at the window's edges: shown and hidden by their commands, and remembered."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from viewer.ui.window.window import MainWindow

PANEL = "model_structure"  # its command is in the table, its panel is brought by whoever owns it


def window_with_panel(qtbot) -> MainWindow:
    window = MainWindow()
    qtbot.addWidget(window)
    edge = Qt.DockWidgetArea.RightDockWidgetArea
    window.docks.add(PANEL, "Model structure", QWidget, edge)
    return window


def shown_window(qtbot) -> MainWindow:
    window = window_with_panel(qtbot)
    with qtbot.waitExposed(window):
        window.show()
    return window


def test_a_panel_is_hidden_first_and_its_command_bears_its_mark(qtbot):
    window, key = shown_window(qtbot), PANEL
    told: list[tuple[str, bool]] = []
    window.docks.shown_changed.connect(lambda *fact: told.append(fact))
    assert not window.docks.is_shown(key)
    assert not window.commands.action(key).isChecked()
    window.docks.toggle(key)
    assert window.docks.is_shown(key)
    assert window.commands.action(key).isChecked()
    window.docks.toggle(key)
    assert told == [(key, True), (key, False)]
    assert not window.commands.action(key).isChecked()


def test_a_shown_panel_is_shown_again_in_the_next_window(qtbot):
    first = shown_window(qtbot)
    first.docks.toggle(PANEL)
    layouts = first.layouts()
    second = window_with_panel(qtbot)
    told: list[tuple[str, bool]] = []
    second.docks.shown_changed.connect(lambda *fact: told.append(fact))
    second.restore_layout(layouts)
    second.show()
    QApplication.processEvents()
    assert second.docks.is_shown(PANEL)
    assert told == [(PANEL, True)]
    assert second.commands.action(PANEL).isChecked()
