"""Another language at run time: the window is made anew, with the picture and class it had."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SWITCH = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from viewer import app
from viewer.core.records import Target

made = []
def build(*arguments, **named):
    parts = original(*arguments, **named)
    made.append(parts)
    parts.session.explained.connect(lambda _: QTimer.singleShot(0, go_on))
    return parts

def go_on():
    parts = made[-1]
    session = parts.session
    if len(made) == 1 and session.target == Target():
        session.set_target(Target(kind="class", index=281))
    elif len(made) == 1:
        session.set_option("language", "zh_CN")
    elif session.target != Target():
        menus = [action.text() for action in parts.window.menuBar().actions()]
        print(session.image.path.name, session.target.index, menus[0], parts.window.isVisible())
        parts.window.close()

original, app.build = app.build, build
sys.exit(app.run([Path(sys.argv[1])]))
"""


def test_the_picture_and_the_class_survive_the_switch(photo, own_folders):
    settings = own_folders / "config" / "CamScope" / "CamScope.ini"
    settings.parent.mkdir(parents=True)
    settings.write_text("[window]\ntour_offered=true\nlanguage=en\n")
    done = subprocess.run(
        [sys.executable, "-c", SWITCH, str(photo)],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["photo.png", "281", "文件(&F)", "True"]
    assert "language=zh_CN" in settings.read_text()
