"""The whole window with its panes, without pictures and without its engine."""

import pytest
from PySide6.QtCore import QSettings

from viewer.app import build, make_application


@pytest.fixture
def parts(qapp, tmp_path):
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    parts = build(make_application(), settings=settings)
    parts.window.show()
    parts.window.show_panes()
    yield parts
    parts.window.close()
    parts.window.deleteLater()
