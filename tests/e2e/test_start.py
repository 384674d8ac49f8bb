"""What must not be loaded: torch in the window's process, Qt on the headless command line."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHOW = """
import sys
from pathlib import Path
from PySide6.QtCore import QSettings, QTimer
from viewer.app import build, make_application
from viewer.starting import start
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
settings = QSettings(sys.argv[1], QSettings.Format.IniFormat)
app = build(application, settings=settings, settled=False)
app.window.show()
application.processEvents()
print(sorted(set(sys.argv[2:]) & sys.modules.keys()), flush=True)
import os
os._exit(0)
"""
RUN = """
import sys
from pathlib import Path
import viewer.app
from viewer.app import build, start_settling
from viewer.features.first import FIRST
from viewer.ui.window import welcome, window

welcome.WAIT_MS = window.WAIT_MS = 3_600_000  # however slow this machine is
made = []

def make(*given, **options):
    made.append(build(*given, **options))
    made[0].session.explained.connect(end)
    return made[0]

def settle(app, begin):
    print(tuple(app.features) == FIRST)
    if sys.argv[2] == "hasty":
        app.commands.run("trust")  # of a feature that is still on its way
        print(app.window.docks.is_shown("trust"))
        end()
        return
    middle = app.window.centralWidget()
    seen = middle.grab().toImage()
    start_settling(app, lambda: (print(middle.grab().toImage() == seen), begin()))

def end():
    from viewer.features.table import FEATURES
    print(tuple(made[0].features) == FEATURES)
    made[0].window.close()

viewer.app.build, viewer.app.start_settling = make, settle
viewer.app.run([Path(sys.argv[1])])
"""


@pytest.mark.parametrize("hand", ["calm", "hasty"])
def test_what_is_not_seen_is_made_after_the_first_paint(tmp_path, photo, hand):
    places = dict.fromkeys(("XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"), str(tmp_path))
    done = python("-c", RUN, str(photo), hand, HOME=str(tmp_path), **places)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["True"] * 3, done.stderr


LATER = (
    *("numpy", "PIL", "pyqtgraph", "cv2", "matplotlib", "cmap", "email"),
    *("urllib.request", "importlib.metadata"),
)


def own_modules(*rooms: str) -> list[str]:
    files = [file for room in rooms for file in (ROOT / "viewer" / room).glob("[a-z]*.py")]
    return [".".join(file.relative_to(ROOT).with_suffix("").parts) for file in files]


def test_the_first_paint_waits_for_nothing_that_is_used_later(tmp_path):
    later = {*LATER, *own_modules("methods", "measures", "ui/dialogs", "ui/panels")}
    later |= {"viewer.features.table", "viewer.starting", "viewer.core.asks.jobs"}
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
