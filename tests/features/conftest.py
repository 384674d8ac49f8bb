"""The window with all its features and an engine that the test plays."""

from __future__ import annotations

from typing import Any, cast

import numpy as np
import pytest
from given_engine import FakeEngine
from given_records import given_model
from given_routes import tell
from PIL import Image
from PySide6.QtCore import QSettings
from shiboken6 import isValid

from viewer.app import build, make_application
from viewer.features.folders import FoldersFeature
from viewer.features.pictures import PicturesFeature


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
def on_grey(window, tmp_path, qtbot):
    """The window on a grey picture of 60 × 40, “cat 1.png”."""
    folder = tmp_path / "pictures"
    folder.mkdir()
    Image.fromarray(np.full((40, 60, 3), 90, np.uint8)).save(folder / "cat 1.png")
    window.window.show()
    tell(window.session, given_model())
    window[FoldersFeature].opener.open([folder])
    qtbot.waitUntil(lambda: window[PicturesFeature].picture is not None)
    return window


@pytest.fixture
def window(windows):
    """One window; its engine notes what it is asked, and answers when the test says so."""
    return windows()
