"""What of a window the keyboard reaches, and what of it a screen reader cannot name."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

# What a QWidget is to a screen reader unless it says more.
SPEECHLESS = {QAccessible.Role.NoRole}
INSIDE = ("qt_", "QScroll", "QLineEditIconButton", "QTabBar", "QComboBoxPrivate", "QStackedWidget")


def controls(top: QWidget) -> list[QWidget]:
    """What the keyboard reaches, without the inner parts of Qt's own widgets."""
    return [
        widget
        for widget in top.findChildren(QWidget)
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and widget.focusProxy() is None
        and widget.window() is top  # the lists of combo boxes are windows of their own
        and not widget.objectName().startswith("qt_")
        and not type(widget).__name__.startswith(INSIDE)
    ]


def nameless(top: QWidget) -> list[str]:
    found = []
    for widget in controls(top):
        interface = QAccessible.queryAccessibleInterface(widget)
        name = interface.text(QAccessible.Text.Name)
        if not name.strip() or interface.role() in SPEECHLESS:
            found.append(f"{type(widget).__name__} in {type(widget.parent()).__name__}")
    return found
