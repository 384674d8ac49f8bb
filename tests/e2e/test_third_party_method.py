"""Another package's method in the real window: offered, explained, named and remembered."""

from __future__ import annotations

import sys

import pytest
from given_package import given_package
from given_window import LIMIT_MS, explained, window_on
from PySide6.QtCore import QPoint

from viewer.core.asks.requests import PaneSpec
from viewer.features.panes import PanesFeature
from viewer.session.pane_text import dump_panes
from viewer.ui.panes.pane_menu import PaneMenu

pytestmark = pytest.mark.slow


def offered(app) -> list[str]:
    """Return the methods that the menu of the first heat pane offers."""
    app[PanesFeature].show_menu(1, QPoint(0, 0))
    (menu,) = app.window.findChildren(PaneMenu)
    texts = [action.text() for action in menu.actions()[0].menu().actions()]
    menu.close()
    menu.deleteLater()
    return texts


def test_a_window_knows_the_methods_of_its_engine(qtbot, tmp_path, photo, monkeypatch):
    folder = given_package(tmp_path / "site")
    given_package(tmp_path / "site", "raise RuntimeError", name="broken")
    monkeypatch.setenv("PYTHONPATH", str(folder))
    remembered = (PaneSpec("strength_cam"), PaneSpec("grad_cam"))
    with window_on(photo, tmp_path / "settings.ini") as app:
        assert "Strength-CAM" not in offered(app)  # nobody has asked its package yet
        explained(app, qtbot)
        assert "Strength-CAM" in offered(app)
        assert "broken" in app.window.notices.text
        app.session.pane_list.set_specs(remembered)
        qtbot.waitUntil(lambda: app.session.explanation is not None, timeout=LIMIT_MS)
        maps = app.session.explanation.maps
        assert [heat.row.title for heat in maps] == ["Strength-CAM", "Grad-CAM"]
        assert app.window.pane_row.panes[1].title.startswith("Strength-CAM")
        assert "strength_method" not in sys.modules  # its code runs in the engine's process alone
    with window_on(photo, tmp_path / "settings.ini") as app:
        explained(app, qtbot)
        assert dump_panes(app.session.pane_list.specs) == dump_panes(remembered)
