"""Another language at run time: the window is made anew, and everything the user made is in it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
SWITCH = """
import gc, json, sys, weakref
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
import viewer.app
from viewer.features.help import HelpFeature
from viewer.features.history import HistoryFeature
from viewer.features.triage import TriageFeature
from viewer.core.asks.target import Target
from viewer.core.asks.requests import PaneSpec
from viewer.ui.dialogs.options import OptionsDialog

made, told = [], {}

def build(*arguments, **named):
    app = original(*arguments, **named)
    made.append(app)
    app.session.explained.connect(lambda _: QTimer.singleShot(0, go_on))
    return app

def go_on():
    app = made[-1]
    session = app.session
    if len(made) == 1 and session.target == Target():
        session.set_target(Target(kind="class", index=281))
    elif len(made) == 1 and len(session.pane_list.specs) == 2:
        session.pane_list.add(PaneSpec("eigen_cam", target=Target(kind="class", index=3)))
    elif len(made) == 1 and not app[TriageFeature].triage.marks.paths:
        app[TriageFeature].triage.marks.toggle([session.image.path])
        app.window.pane_row.view.set_view((100.0, 60.0), 3.0)
        QTimer.singleShot(0, switch)
        app[HelpFeature].show_options("window")  # returns when the dialog is gone
    elif len(made) == 2 and "engine" not in told:
        told.update(after(app))
        for _ in range(3):  # the mark, the pane, the class
            app[HistoryFeature].history.undo()
        undone = len(app[TriageFeature].triage.marks.paths), len(session.pane_list.specs)
        told["undone"] = [*undone, session.target == Target()]
        dialog = QApplication.activeModalWidget()
        told["options"] = dialog.windowTitle() if isinstance(dialog, OptionsDialog) else ""
        dialog.accept()
        told["collected by any thread"] = gc.isenabled()
        gone, made[0] = weakref.ref(made[0].session), None
        gc.collect()
        told["first window's parts are gone"] = gone() is None
        app.window.close()

def switch():
    told["before"] = made[0].engine.process_id
    dialog = QApplication.activeModalWidget()
    dialog.option_chosen.emit("language", "zh_CN")

def after(app):
    session, view = app.session, app.window.pane_row.view
    return {
        "engine": app.engine.process_id,
        "menu": app.window.menuBar().actions()[0].text(),
        "visible": app.window.isVisible(),
        "picture": session.image.path.name,
        "class": session.target.index,
        "panes": [spec.method for spec in session.pane_list.specs],
        "pane class": session.pane_list.specs[2].target.index,
        "marks": [path.name for path in app[TriageFeature].triage.marks.paths],
        "view": [*view.centre, view.scale],
    }

original, viewer.app.build = viewer.app.build, build
code = viewer.app.run([Path(sys.argv[1])])
print(json.dumps(told))
sys.exit(code)
"""


def test_all_that_the_user_made_survives_the_switch(photo, own_folders):
    with Image.open(photo) as picture:
        picture.save(photo.with_name("another.png"))
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
    told = json.loads(done.stdout)
    assert told.pop("before") == told.pop("engine") != 0  # the very process, with its cache
    assert told == {
        "menu": "文件(&F)",
        "visible": True,
        "picture": "photo.png",
        "class": 281,
        "panes": ["grad_cam", "layer_cam", "eigen_cam"],
        "pane class": 3,
        "marks": ["photo.png"],
        "view": [100.0, 60.0, 3.0],
        "undone": [0, 2, True],
        "options": "选项",
        "collected by any thread": False,
        "first window's parts are gone": True,
    }
    assert "language=zh_CN" in settings.read_text()
    assert "Traceback" not in done.stderr
