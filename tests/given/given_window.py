"""The whole window on real pictures, with its engine, and how long a test waits for it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from viewer.app import build, make_application
from viewer.household import Household
from viewer.starting import start

LIMIT_MS = 120_000


@contextmanager
def window_on(chosen: Path, settings: Path) -> Iterator[Household]:
    """Start the application on a picture or a folder; its window is closed in the end."""
    file = QSettings(str(settings), QSettings.Format.IniFormat)
    app = build(make_application(), settings=file)
    app.window.resize(1280, 800)
    app.window.show()
    start(app, [chosen])
    yield app
    app.window.close()
    app.window.deleteLater()


def explained(app: Household, qtbot: QtBot) -> None:
    """Wait until the picture that is open is explained."""
    qtbot.waitUntil(lambda: app.session.explanation is not None, timeout=LIMIT_MS)
