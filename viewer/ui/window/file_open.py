"""Hear of files that the system asks to open; macOS tells them so, not on the command line."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Signal
from PySide6.QtGui import QFileOpenEvent


class FileOpenFilter(QObject):
    """Watches the application for QFileOpenEvent."""

    paths_received = Signal(list)  # of Path

    def __init__(self, application: QCoreApplication) -> None:
        super().__init__(application)
        application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the event; everything else goes its way."""
        if isinstance(event, QFileOpenEvent) and event.file():
            self.paths_received.emit([Path(event.file())])
            return True
        return super().eventFilter(watched, event)
