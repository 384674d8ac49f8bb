"""What must not be loaded: torch in the window's process, Qt on the headless command line."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SHOW = """
import sys
from pathlib import Path
from PySide6.QtCore import QSettings, QTimer
from viewer.app import build, make_application, start
application = make_application()
app = build(application, settings=QSettings(sys.argv[1], QSettings.Format.IniFormat))
app.window.show()
start(app, [Path(sys.argv[2])])
app.session.model_changed.connect(lambda _model: app.window.close())
QTimer.singleShot(120_000, application.quit)
application.exec()
assert app.session.model is not None, "the model did not open"
loaded = {name.partition(".")[0] for name in sys.modules}
print(sorted(loaded & {"torch", "torchvision", "timm", "pytorch_grad_cam", "matplotlib"}))
"""


def python(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)} | environment,
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )


def test_the_window_never_loads_torch(tmp_path, photo):
    done = python("-c", SHOW, str(tmp_path / "settings.ini"), str(photo))
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[]"


SHOWN = """
import sys
from PySide6.QtCore import QSettings
from viewer.app import build, make_application
application = make_application()
app = build(application, settings=QSettings(sys.argv[1], QSettings.Format.IniFormat))
app.window.show()
application.processEvents()
print(sorted(set(sys.argv[2:]) & sys.modules.keys()))
import os
os._exit(0)
"""
LATER = (
    "PIL", "pyqtgraph", "cv2", "matplotlib", "cmap", "email", "urllib.request", "importlib.metadata"
)  # fmt: skip


def own_modules(*rooms: str) -> list[str]:
    files = [file for room in rooms for file in (ROOT / "viewer" / room).glob("[a-z]*.py")]
    return [".".join(file.relative_to(ROOT).with_suffix("").parts) for file in files]


def test_the_first_paint_waits_for_nothing_that_is_used_later(tmp_path):
    later = {*LATER, *own_modules("methods", "measures", "ui/dialogs", "ui/panels")}
    later -= {"viewer.methods.grad_cam", "viewer.methods.layer_cam"}  # two panes show them
    later -= {f"viewer.methods.{name}" for name in ("channels", "look", "method", "principal")}
    later -= {"viewer.methods.registry", "viewer.ui.panels.predictions"}
    done = python("-c", SHOWN, str(tmp_path / "settings.ini"), *later)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[]"


def test_without_a_display_one_sentence_says_so(photo):
    done = python("main.py", str(photo), DISPLAY="", WAYLAND_DISPLAY="", QT_QPA_PLATFORM="")
    assert done.returncode == 2
    assert done.stdout == ""
    assert "no display" in done.stderr
    assert "camscope export" in done.stderr
