"""The window with all its features and an engine that the test plays."""

from __future__ import annotations

from typing import Any, cast

import pytest
from given_engine import FakeEngine
from PySide6.QtCore import QSettings
from shiboken6 import isValid

from viewer.app import build, make_application


@pytest.fixture
def settings(tmp_path):
    return QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def windows(qapp, settings):
    """Make windows, one after another, on the same settings."""
    made = []

    def make(engine: Any = None):
        engine = engine or cast(Any, FakeEngine())
        made.append(build(make_application(), settings=settings, engine=engine))
        return made[-1]

    yield make
    for app in made:
        if isValid(app.window):  # one that was replaced is gone already
            app.window.close()
            app.window.deleteLater()


@pytest.fixture
def window(windows):
    """One window; its engine notes what it is asked, and answers when the test says so."""
    return windows()
