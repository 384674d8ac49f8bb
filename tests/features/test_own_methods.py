"""A method is begun from the menu, stands in the lists, and follows its file when that is saved."""

import numpy as np
import pytest
from given_window import LIMIT_MS, explained, window_on
from PIL import Image
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from viewer.core.asks.requests import PaneSpec
from viewer.core.stores.method_files import method_files


@pytest.mark.slow
def test_a_method_is_written_and_follows_its_file(qtbot, tmp_path, monkeypatch):
    pixels = np.random.default_rng(2).integers(0, 256, (120, 180, 3), dtype=np.uint8)
    Image.fromarray(pixels).save(tmp_path / "a.png")
    opened, file = [], tmp_path / "mine"
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))
    with window_on(tmp_path / "a.png", tmp_path / "settings.ini") as app:
        explained(app, qtbot)
        session = app.session
        app.window.commands.action("new_method").trigger()
        file = file.with_suffix(".py")
        assert opened == [str(file)]
        qtbot.waitUntil(lambda: session.pane_list.methods.knows("my_cam"), timeout=LIMIT_MS)
        maps = {}
        session.heat_map_changed.connect(
            lambda _pane, heat: heat is not None and maps.update({heat.method: heat.raw})
        )
        session.pane_list.change(0, PaneSpec("my_cam"))
        session.pane_list.change(1, PaneSpec("grad_cam"))
        qtbot.waitUntil(lambda: maps.keys() >= {"my_cam", "grad_cam"}, timeout=LIMIT_MS)
        known = maps["grad_cam"]
        np.testing.assert_allclose(maps["my_cam"], known, atol=1e-5)
        file.write_text(file.read_text().replace("return np", "return 2 * np"))
        qtbot.waitUntil(lambda: np.allclose(maps["my_cam"], 2 * known, atol=1e-5), timeout=LIMIT_MS)
        assert len(method_files()) == 1
        _mends_what_was_broken(app, qtbot, file, maps)


def _mends_what_was_broken(app, qtbot, file, maps):
    """Save the file in the midst of an edit, and again when it is whole."""
    failures, whole = [], file.read_text()
    app.session.failed.connect(failures.append)
    file.write_text(whole.replace("def my_cam(", "def my_cam(("))
    qtbot.waitUntil(lambda: bool(failures), timeout=LIMIT_MS)
    assert "The methods in “mine.py” cannot be used, from line 6 on" in failures[0].hint
    assert app.window.pane_row.panes[1].title == "My CAM"  # it is not forgotten what it was
    assert "mine.py" in app.window.notices.text
    maps.clear()
    file.write_text(whole)
    qtbot.waitUntil(lambda: "my_cam" in maps, timeout=LIMIT_MS)
    assert not app.window.notices.text
