"""The whole window with its panes, without pictures and without its engine."""

import pytest
from PySide6.QtCore import QSettings

from viewer.app import build, make_application


@pytest.fixture
def app(qapp, tmp_path):
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    app = build(make_application(), settings=settings)
    app.window.show()
    app.window.show_panes()
    yield app
    app.window.close()
    app.window.deleteLater()
