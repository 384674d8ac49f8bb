"""Closing the window waits for nobody who may never come back; what was ordered is written."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
AT_MOST_S = 4.0  # until the process is gone, on a busy machine; about 2 s are waited on purpose

CLOSE = """
import json, os, sys, threading, time
from pathlib import Path
from PySide6.QtCore import QTimer
import viewer.app
from viewer.features.figures import FiguresFeature
from viewer.features.folders import FoldersFeature
from viewer.core.pictures import images
from viewer.work import folders, loader

how, chosen = sys.argv[1], Path(sys.argv[2])
told, reached, app = {}, threading.Event(), None

def block(*_arguments, **_named):
    reached.set()
    threading.Event().wait()  # for ever, as in a decoder or on a disk that does not answer

BLOCKED = {
    "picture": [(images, "load_picture")],
    "thumbnail": [(images, "load_thumbnail")],
    "folder": [(loader, "list_folder")],
    "tree": [(folders, "list_subfolders")],
    "figure": [],
    "nothing": [],
}
for module, name in BLOCKED[how]:
    setattr(module, name, block)

def build(*arguments, **named):
    global app
    app = original(*arguments, **named)
    app.engine.start = lambda: None
    return app

def look():
    if how == "figure" and not told:
        told["drawn"] = True
        app[FiguresFeature].figures._workers.start(block)
    if how == "tree" and not told:
        told["read"] = True
        app[FoldersFeature].reader.read(chosen.parent)
    if how == "nothing" or reached.is_set():
        ticker.stop()
        print(json.dumps({"closed at": time.monotonic(), **told}), flush=True)
        app.window.closing.connect(tell)
        app.window.close()

def tell():
    visible = app.window.isVisible()
    print(json.dumps({"visible": visible, "gone": time.monotonic()}), flush=True)

original, viewer.app.build = viewer.app.build, build
application = viewer.app.make_application()
ticker = QTimer(interval=20)
ticker.timeout.connect(look)
ticker.start()
sys.exit(viewer.app.run([chosen]))
"""


@pytest.mark.parametrize("how", ["picture", "thumbnail", "folder", "tree", "figure", "nothing"])
def test_the_process_is_gone_soon(how, photo, own_folders):
    settings = own_folders / "config" / "CamScope" / "CamScope.ini"
    settings.parent.mkdir(parents=True)
    settings.write_text("[window]\ntour_offered=true\nlanguage=en\n")
    with subprocess.Popen(
        [sys.executable, "-c", CLOSE, how, str(photo)],
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as window:
        try:
            out, errors = window.communicate(timeout=60)
        finally:
            window.kill()
        ended = time.monotonic()
    lines = [json.loads(line) for line in out.splitlines()]
    assert window.returncode == 0, errors
    assert not lines[-1]["visible"], errors
    assert ended - lines[0]["closed at"] < AT_MOST_S
    assert "window_layout" in settings.read_text()  # what is remembered was written
    assert not list(own_folders.rglob("running*"))  # and no crash is told next time
    assert "Traceback" not in errors
