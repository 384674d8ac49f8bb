"""The whole window on real pictures, with its engine, and how long a test waits for it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from viewer.app import build, make_application, start
from viewer.parts import Parts

LIMIT_MS = 120_000


@contextmanager
def window_on(chosen: Path, settings: Path) -> Iterator[Parts]:
    """Start the application on a picture or a folder; its window is closed in the end."""
    file = QSettings(str(settings), QSettings.Format.IniFormat)
    parts = build(make_application(), settings=file)
    parts.window.resize(1280, 800)
    parts.window.show()
    start(parts, [chosen])
    yield parts
    parts.window.close()
    parts.window.deleteLater()


def explained(parts: Parts, qtbot: QtBot) -> None:
    """Wait until the picture that is open is explained."""
    qtbot.waitUntil(lambda: parts.session.explanation is not None, timeout=LIMIT_MS)
