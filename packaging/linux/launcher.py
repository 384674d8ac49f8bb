#!/usr/bin/python3
"""Start CamScope from its Debian package; at a user's first start, make an environment for it.

Only Python's own library is used. Nothing is downloaded before the user has agreed.
CAMSCOPE_PIP_ARGS is handed to pip, e.g. for another index or for torch with CUDA.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

LIBRARY = Path(os.environ.get("CAMSCOPE_LIBRARY", "/usr/lib/camscope"))
CPU_INDEX = "https://download.pytorch.org/whl/cpu"
QUESTION = (
    "CamScope needs PyTorch and Qt: about 500 MB are downloaded from pypi.org and "
    "download.pytorch.org, and about 2 GB are used in {folder}. Download them now?"
)


def main() -> int:
    """Start, making the environment before when it is not there."""
    wheel = max(LIBRARY.glob("camscope-*.whl"), default=None)
    if wheel is None:
        return _fail(f"The package is incomplete: no camscope-*.whl in {LIBRARY}.")
    folder = _environment(wheel)
    done = folder / "complete"
    if not done.is_file():
        if not _agrees(QUESTION.format(folder=folder)):
            return 1
        if not _make(folder, wheel):
            return _fail("The download did not succeed; the next start tries again.")
        done.touch()
    program = folder / "bin" / "camscope"
    return os.execv(program, [str(program), *sys.argv[1:]])


def _environment(wheel: Path) -> Path:
    home = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(home) / "camscope" / "environment" / wheel.name.split("-")[1]


def _agrees(question: str) -> bool:
    """Ask in the terminal, else in a window; where neither is to be had, the answer is no."""
    if sys.stdin.isatty():
        return input(f"{question} [y/N] ").strip().lower() in {"y", "yes"}
    if shutil.which("zenity") and _has_display():
        asked = ["zenity", "--question", "--title=CamScope", "--width=420", f"--text={question}"]
        return subprocess.run(asked, check=False).returncode == 0
    _fail("Start “camscope” in a terminal once, to agree to a download.")
    return False


def _make(folder: Path, wheel: Path) -> bool:
    """Make the environment; what was left half-done is made anew."""
    shutil.rmtree(folder, ignore_errors=True)
    pip = [str(folder / "bin" / "python"), "-m", "pip", "install", "--progress-bar=off"]
    steps = [
        [sys.executable, "-m", "venv", str(folder)],
        [*pip, "--extra-index-url", CPU_INDEX, *_more(), str(wheel)],
    ]
    return _show(step for step in steps)


def _show(steps: Iterator[list[str]]) -> bool:
    """Run the steps, each line of theirs shown in the terminal or in a window with “Cancel”."""
    window = None
    if not sys.stdin.isatty() and shutil.which("zenity") and _has_display():
        shown = ["zenity", "--progress", "--pulsate", "--auto-close", "--title=CamScope"]
        window = subprocess.Popen([*shown, "--width=520"], stdin=subprocess.PIPE, text=True)
    good = all(_run(step, window) for step in steps)
    if window is not None:
        window.kill()
        window.wait()
    return good


def _run(command: list[str], window: subprocess.Popen[str] | None) -> bool:
    running = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
    )
    for line in running.stdout or ():
        if window is None:
            sys.stderr.write(line)
        elif window.poll() is not None:  # cancelled
            running.terminate()
        elif window.stdin is not None:
            window.stdin.write(f"# {line.strip()[:90]}\n")
            window.stdin.flush()
    return running.wait() == 0


def _more() -> list[str]:
    return shlex.split(os.environ.get("CAMSCOPE_PIP_ARGS", ""))


def _has_display() -> bool:
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _fail(sentence: str) -> int:
    sys.stderr.write(f"camscope: {sentence}\n")
    if not sys.stderr.isatty() and shutil.which("zenity") and _has_display():
        subprocess.run(["zenity", "--error", "--title=CamScope", f"--text={sentence}"], check=False)
    return 1


if __name__ == "__main__":
    sys.exit(main())
