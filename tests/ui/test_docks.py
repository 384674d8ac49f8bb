"""Panels at the window's edges: shown and hidden by their commands, and remembered."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QListWidget, QWidget

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


def test_a_panel_at_the_lower_edge_stands_under_the_panes_only(qtbot):
    first = window_with_panel(qtbot)
    bottom = Qt.DockWidgetArea.BottomDockWidgetArea
    first.docks.add("layer_strip", "Layer strip", QListWidget, bottom)
    with qtbot.waitExposed(first):
        first.show()
    first.show_panes()
    first.docks.toggle("layer_strip")
    side, panel = first.browser, first.docks.panel("layer_strip")
    qtbot.waitUntil(lambda: panel.height() > 0 and _top(panel) > _top(first.pane_row))
    left = panel.mapTo(first, panel.rect().topLeft()).x()
    assert left > side.mapTo(first, side.rect().topRight()).x()
    assert _bottom(first.predictions) > _top(panel)
    assert _bottom(first.pane_row) < _top(panel)
    second = window_with_panel(qtbot)
    second.docks.add("layer_strip", "Layer strip", QListWidget, bottom)
    second.restore_layout(first.layouts())
    assert second.docks.is_shown("layer_strip")
    assert not second.docks.is_shown(PANEL)


def _top(widget: QWidget) -> int:
    return widget.mapTo(widget.window(), widget.rect().topLeft()).y()


def _bottom(widget: QWidget) -> int:
    return widget.mapTo(widget.window(), widget.rect().bottomLeft()).y()
