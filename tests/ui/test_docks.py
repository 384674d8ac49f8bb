"""Panels at the window's edges: shown and hidden by their commands, and remembered."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from viewer.core.tables.commands import COMMANDS
from viewer.ui.window.window import MainWindow

PANELS = [command.key for command in COMMANDS if command.key == "model_structure"]


def shown_window(qtbot) -> MainWindow:
    window = MainWindow()
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    return window


@pytest.mark.parametrize("key", PANELS)
def test_a_panel_is_hidden_first_and_its_command_bears_its_mark(key, qtbot):
    window = shown_window(qtbot)
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
    first.docks.toggle("model_structure")
    layouts = first.layouts()
    second = MainWindow()
    qtbot.addWidget(second)
    told: list[tuple[str, bool]] = []
    second.docks.shown_changed.connect(lambda *fact: told.append(fact))
    second.restore_layout(layouts)
    second.show()
    QApplication.processEvents()
    assert second.docks.is_shown("model_structure")
    assert told == [("model_structure", True)]
    assert second.commands.action("model_structure").isChecked()
