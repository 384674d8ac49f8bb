"""A test that leaves a thread, a process or a window alive fails; one that tidies up passes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

CONFTEST = Path(__file__).with_name("conftest.py")
GIVEN = (str(CONFTEST.with_name("given")),)
PREAMBLE = """
import subprocess, sys, threading, time
from PySide6.QtCore import QThread
from PySide6.QtWidgets import QWidget
keep = []
"""
LEAVES = {
    "thread": "def test(): threading.Thread(target=time.sleep, args=(2,)).start()",
    "qthread": "def test(qapp): keep.append(QThread()); keep[0].start(); time.sleep(0.2)",
    "process": "def test(): keep.append(subprocess.Popen(['sleep', '20']))",
    "window": "def test(qapp): keep.append(QWidget())",
}
TIDY = """
def test_thread():
    thread = threading.Thread(target=time.sleep, args=(0.01,)); thread.start(); thread.join()
def test_daemon():
    threading.Thread(target=time.sleep, args=(1,), daemon=True).start()
def test_process():
    with subprocess.Popen([sys.executable, '-c', '']) as child: child.wait()
def test_window(qtbot):
    window = QWidget(); qtbot.addWidget(window); window.show()
def test_forgotten_window(qapp):
    window = QWidget(); window.itself = window
"""


def run_inner(folder: Path, code: str) -> subprocess.CompletedProcess[str]:
    """Run pytest on a made-up test module, with this project's conftest and a short patience."""
    (folder / "conftest.py").write_text(
        CONFTEST.read_text().replace("GRACE_S = 5.0", "GRACE_S = 0.3")
    )
    (folder / "test_inner.py").write_text(PREAMBLE + code)
    closing = (
        "\ndef test_close():\n    [(t.quit(), t.wait()) for t in keep if hasattr(t, 'quit')]\n"
    )
    closing += "    [p.kill() for p in keep if hasattr(p, 'kill')]\n"
    (folder / "test_last.py").write_text("from test_inner import keep" + closing)
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", folder],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([*GIVEN, *sys.path])},
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
    )


@pytest.mark.skipif(sys.platform != "linux", reason="children and threads are read from /proc")
@pytest.mark.parametrize("kind", LEAVES)
def test_what_is_left_behind_fails_the_test(kind, tmp_path):
    run = run_inner(tmp_path, LEAVES[kind])
    assert "The test left behind" in run.stdout, run.stdout + run.stderr
    assert "1 error" in run.stdout


def test_what_is_tidied_up_passes(tmp_path):
    run = run_inner(tmp_path, TIDY)
    assert "6 passed" in run.stdout, run.stdout + run.stderr
