"""What a window was killed over is not opened again by itself: it is offered, with the reason."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WINDOW = """
import json, os, signal, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QMessageBox
import viewer.app
from viewer.core.asks.messages import Ready
from viewer.core.models.model_text import model_to_text

how, *chosen = sys.argv[1:]
wishes = []

def build(*arguments, **named):
    app = original(*arguments, **named)
    app.engine.start = lambda: None
    app.session.model_wished.connect(lambda ref: (wishes.append(model_to_text(ref)), later()))
    def later():
        QTimer.singleShot(300, lambda: end(app))
    return app

def end(app):
    if how == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    boxes = [box for box in app.window.findChildren(QMessageBox) if box.isVisible()]
    image = app.session.image
    told = {
        "wishes": list(wishes),
        "asked": [box.text() for box in boxes],
        "image": image.path.name if image else "",
    }
    if how == "again":
        boxes[0].buttons()[0].click()
        told["again"] = wishes[len(told["wishes"]):]
    elif how == "not now":
        boxes[0].buttons()[1].click()
    print(json.dumps(told))
    app.window.close()

original, viewer.app.build = viewer.app.build, build
sys.exit(viewer.app.run([Path(path) for path in chosen]))
"""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills by a signal")


@pytest.fixture
def window(own_folders):
    settings = own_folders / "config" / "CamScope" / "CamScope.ini"
    settings.parent.mkdir(parents=True)
    settings.write_text("[window]\ntour_offered=true\nlanguage=en\n")

    def window(how: str, *chosen: Path) -> dict | None:
        done = subprocess.run(
            [sys.executable, "-c", WINDOW, how, *map(str, chosen)],
            env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert "Traceback" not in done.stderr, done.stderr
        return json.loads(done.stdout) if done.stdout else None

    return window


def test_a_model_that_ends_the_window_is_offered(window, tmp_path):
    model = tmp_path / "bad.pth"
    model.write_bytes(b"whatever it holds")
    assert window("killed", model) is None
    told = window("again")
    assert [json.loads(wish)[0] for wish in told["wishes"]] == ["default"]
    assert told["asked"] == ["CamScope ended or hung while it showed “bad.pth”."]
    assert json.loads(told["again"][0])[2] == str(model)
    told = window("closed")  # it was closed properly: nothing is held against it
    assert told["asked"] == []


def test_a_picture_that_ends_the_window_is_offered(window, photo):
    assert window("closed", photo)["image"] == "photo.png"
    assert window("closed")["image"] == "photo.png"  # what was open last
    assert window("killed") is None
    told = window("not now")
    assert told["image"] == ""
    assert len(told["asked"]) == 1
    assert window("closed")["asked"] == []
