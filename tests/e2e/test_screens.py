"""Several screens: a window moved to a finer one is sharp there, and comes back when it is gone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
LEFT = {"name": "left", "x": 0, "y": 0, "width": 1400, "height": 900}
FINE = {"name": "fine", "x": 1400, "y": 0, "width": 3000, "height": 1900}
BEGIN = """
import json, sys
import numpy as np
from PySide6.QtCore import QSettings
from PySide6.QtGui import QGuiApplication, QImage
from viewer.app import build, make_application

application = make_application()
settings = QSettings(sys.argv[1], QSettings.Format.IniFormat)
app = build(application, settings=settings)
window, row = app.window, app.window.pane_row
window.show_panes()

def settle():
    for _ in range(20):
        application.processEvents()

def tell(**what):
    print(json.dumps(what))
    app.shut_down()
"""
MOVED = """
board = (np.indices((400, 600)).sum(axis=0) % 2 * 255).astype(np.uint8)
image = QImage(board.data, 600, 400, 600, QImage.Format.Format_Grayscale8).copy()
row.set_picture((image.convertToFormat(QImage.Format.Format_RGB32),), keep_view=False)
window.show()
row.view.actual_size()

def sharpness():
    settle()
    pane = row.panes[0]
    shot = pane.grab(pane.picture_area()).toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    grey = np.frombuffer(shot.constBits(), np.uint8).reshape(shot.height(), -1)
    middle = grey[shot.height() // 2 - 20 :, shot.width() // 2 - 20 :][:40, :40].astype(int)
    return pane.devicePixelRatioF(), float(np.abs(np.diff(middle, axis=1)).mean())

before = sharpness()
fine = next(one for one in QGuiApplication.screens() if one.name() == "fine")
window.windowHandle().setScreen(fine)
window.setGeometry(1450, 40, 1100, 700)
after = sharpness()
tell(before=before, after=after, x=window.x(), screen=window.screen().name())
"""
AGAIN = """
window.show()
settle()
seen = window.screen().availableGeometry()
tell(screen=window.screen().name(), x=window.x(), whole=seen.contains(window.geometry()))
"""


def told_by(code: str, settings: Path, screens: list[dict[str, object]]) -> dict[str, Any]:
    description = settings.with_name(f"{len(screens)} screens.json")
    description.write_text(json.dumps({"screens": screens}))
    place = os.path.relpath(description, ROOT)  # Qt parts its arguments at every colon
    surroundings = {
        "PYTHONPATH": str(ROOT),
        "QT_QPA_PLATFORM": f"offscreen:configfile={place}",
        "QT_SCREEN_SCALE_FACTORS": "left=1;fine=2",
    }
    done = subprocess.run(
        [sys.executable, "-c", BEGIN + code, str(settings)],
        cwd=ROOT,
        env=os.environ | surroundings,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_window_is_sharp_on_every_screen_and_survives_the_loss_of_its_own(tmp_path):
    settings = tmp_path / "settings.ini"
    told = told_by(MOVED, settings, [LEFT, FINE])
    assert told["screen"] == "fine"
    (ratio, edges), (finer, fine_edges) = told["before"], told["after"]
    assert (ratio, finer) == (1.0, 2.0)
    assert edges == fine_edges == 255.0  # each pixel of the picture is one of the screen, on both

    kept = told_by(AGAIN, settings, [LEFT, FINE])
    assert (kept["screen"], kept["x"] >= 1400) == ("fine", True)
    lost = told_by(AGAIN, settings, [LEFT])
    assert (lost["screen"], lost["whole"]) == ("left", True)
