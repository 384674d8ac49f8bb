"""Keeps the mouse wheel from changing a control that nobody has clicked into."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget


class WheelGuard(QObject):
    """Takes wheel turns from the controls that it watches, unless they have the focus."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ignore wheel turns over controls without focus."""
        if not isinstance(watched, QWidget) or watched.hasFocus():
            return False
        turned = event.type() == QEvent.Type.Wheel
        if turned:
            event.ignore()
        return turned
