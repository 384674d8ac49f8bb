"""What waits for the first paint comes right after it, and the first page waits for what comes."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from viewer.ui.window import first_paint, welcome
from viewer.ui.window.first_paint import after_first_paint
from viewer.ui.window.window import MainWindow


def window_with_middle(qtbot) -> QMainWindow:
    window = QMainWindow()
    window.setCentralWidget(QWidget())
    qtbot.addWidget(window)
    return window


def test_it_comes_with_the_paint_and_only_once(qtbot, monkeypatch):
    monkeypatch.setattr(first_paint, "PATIENCE_MS", 3_600_000)
    window, told = window_with_middle(qtbot), []
    after_first_paint(window, lambda: told.append("painted"))
    QApplication.processEvents()
    assert told == []
    window.show()
    qtbot.waitUntil(lambda: told == ["painted"])
    window.centralWidget().repaint()
    QApplication.processEvents()
    assert told == ["painted"]


def test_a_window_that_nobody_sees_is_not_waited_for_long(qtbot, monkeypatch):
    monkeypatch.setattr(first_paint, "PATIENCE_MS", 1)
    window, told = window_with_middle(qtbot), []
    after_first_paint(window, lambda: told.append("gone on"))
    qtbot.waitUntil(lambda: told == ["gone on"])


def test_where_pictures_are_expected_nothing_is_offered_for_a_moment(qtbot, monkeypatch):
    monkeypatch.setattr(welcome, "WAIT_MS", 50)
    monkeypatch.setattr("viewer.ui.window.window.WAIT_MS", 50)
    window = MainWindow()
    qtbot.addWidget(window)
    window.expect_pictures()
    window.show()
    assert not window.welcome._folder.isVisible()
    assert window.browser.list.words == ""
    qtbot.waitUntil(window.welcome._folder.isVisible)
    qtbot.waitUntil(lambda: window.browser.list.words == "No folder is open.")
