"""Keys as a user presses them: they go to whatever has the focus, or to the open popup."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget


def focused() -> QWidget:
    """Return what has the focus; there must be something."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def type_text(text: str, end: Qt.Key | None = None) -> None:
    """Type a text where the focus is, and press one key more."""
    QTest.keyClicks(focused(), text)
    if end is not None:
        QTest.keyClick(focused(), end)


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key as the desktop would: a popup has it, else the window, shortcuts first."""
    window: Any = QApplication.activePopupWidget() or QApplication.activeWindow()
    QTest.keyClick(window.windowHandle(), key, modifier)
