"""No network without a click: the window starts, opens a folder and explains without a socket."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Loaded by every Python process, the engine's among them: any socket but a local one is an end.
FORBIDDEN = """
import os, sys

def watch(event, arguments):
    if event in {"socket.connect", "socket.getaddrinfo", "socket.sendto"} and not (
        event == "socket.connect" and isinstance(arguments[1], (str, bytes))
    ):
        with open(os.environ["TOLD"], "a") as told:
            told.write(f"{event} {arguments}\\n")
        os._exit(99)

sys.addaudithook(watch)
with open(os.environ["STARTED"], "a") as started:
    started.write(f"{os.getpid()}\\n")
"""
EXPLAIN = """
import sys
from pathlib import Path
from PySide6 import QtNetwork
from PySide6.QtCore import QTimer
import viewer.app

for name in ("QTcpSocket", "QUdpSocket", "QNetworkAccessManager", "QSslSocket"):
    setattr(QtNetwork, name, None)

def build(*arguments, **named):
    app = original(*arguments, **named)
    app.session.explained.connect(lambda _: QTimer.singleShot(0, app.window.close))
    return app

original, viewer.app.build = viewer.app.build, build
sys.exit(viewer.app.run([Path(sys.argv[1])]))
"""


def test_start_folder_and_explanation_need_no_network(photo, own_folders, tmp_path):
    (tmp_path / "hook").mkdir()
    (tmp_path / "hook" / "sitecustomize.py").write_text(FORBIDDEN)
    told, started = tmp_path / "told", tmp_path / "started"
    settings = own_folders / "config" / "CamScope" / "CamScope.ini"
    settings.parent.mkdir(parents=True)
    settings.write_text("[window]\ntour_offered=true\n")
    done = subprocess.run(
        [sys.executable, "-c", EXPLAIN, str(photo.parent)],
        cwd=ROOT,
        env=os.environ
        | {
            "PYTHONPATH": f"{tmp_path / 'hook'}{os.pathsep}{ROOT}",
            "TOLD": str(told),
            "STARTED": str(started),
        },
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert not told.exists(), told.read_text()
    assert done.returncode == 0, done.stderr
    assert len(started.read_text().split()) >= 2  # the window's process and the engine's
