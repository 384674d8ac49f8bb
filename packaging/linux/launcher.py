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
from contextlib import suppress
from pathlib import Path
from threading import Thread

LIBRARY = Path(os.environ.get("CAMSCOPE_LIBRARY", "/usr/lib/camscope"))
# Zenity refuses what is not ASCII where the user's own locale is not installed.
SPEAKING = {**os.environ, "LC_ALL": "C.UTF-8"}
CPU_INDEX = "https://download.pytorch.org/whl/cpu"
ENGLISH = {
    "question": "CamScope needs PyTorch and Qt.\n"
    "About 500 MB are downloaded from pypi.org and download.pytorch.org;\n"
    "about 2 GB are used in {folder}.\n\nDownload them now?",
    "yes": "Download",
    "no": "Not now",
    "stop": "Stop",
    "preparing": "Preparing CamScope: PyTorch and Qt are downloaded, which takes minutes.",
    "incomplete": "The package is incomplete: no camscope-*.whl in {folder}.",
    "failed": "The download did not succeed; the next start tries again.",
    "terminal": "Start “camscope” in a terminal once, to agree to a download.",
}
CHINESE = {
    "question": "CamScope 需要 PyTorch 和 Qt。\n"
    "将从 pypi.org 和 download.pytorch.org 下载约 500 MB；\n"
    "约占用 2 GB 空间，位于 {folder}。\n\n现在下载吗？",
    "yes": "下载",
    "no": "暂不",
    "stop": "停止",
    "preparing": "正在准备 CamScope：下载 PyTorch 和 Qt，需要几分钟。",
    "incomplete": "软件包不完整：{folder} 中没有 camscope-*.whl。",
    "failed": "下载没有成功；下次启动时会重试。",
    "terminal": "请先在终端中启动一次“camscope”，以同意下载。",
}


def main() -> int:
    """Start, making the environment before when it is not there."""
    wheel = max(LIBRARY.glob("camscope-*.whl"), default=None)
    if wheel is None:
        return _fail(_say("incomplete", LIBRARY))
    folder = _environment(wheel)
    done = folder / "complete"
    if not done.is_file():
        if not _agrees(_say("question", folder)):
            return 1
        if not _make(folder, wheel):
            return _fail(_say("failed"))
        done.touch()
        _forget_others(folder)
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
        buttons = [f"--ok-label={_say('yes')}", f"--cancel-label={_say('no')}"]
        asked = ["zenity", "--question", "--title=CamScope", "--no-markup", f"--text={question}"]
        return subprocess.run([*asked, *buttons], env=SPEAKING, check=False).returncode == 0
    _fail(_say("terminal"))
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


def _forget_others(folder: Path) -> None:
    """Remove the environments of earlier versions: each takes gigabytes."""
    for other in folder.parent.iterdir():
        if other != folder:
            shutil.rmtree(other, ignore_errors=True)


def _show(steps: Iterator[list[str]]) -> bool:
    """Run the steps, each line of theirs shown in the terminal or in a window with “Cancel”."""
    window = None
    if not sys.stdin.isatty() and shutil.which("zenity") and _has_display():
        shown = ["zenity", "--progress", "--pulsate", "--auto-close", "--title=CamScope"]
        shown += ["--width=560", f"--text={_say('preparing')}", f"--cancel-label={_say('stop')}"]
        window = subprocess.Popen(shown, stdin=subprocess.PIPE, text=True, env=SPEAKING)
    good = all(_run(step, window) for step in steps)
    if window is not None:
        window.kill()
        window.wait()
    return good


def _run(command: list[str], window: subprocess.Popen[str] | None) -> bool:
    running = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
    )
    if window is not None:  # a long download says nothing, and must hear “Stop” all the same
        Thread(target=_end_with, args=(window, running), daemon=True).start()
    for line in running.stdout or ():
        if window is None:
            sys.stderr.write(line)
        elif window.stdin is not None and window.poll() is None:
            with suppress(BrokenPipeError):  # closed just now
                window.stdin.write(f"# {_say('preparing')}\\n{line.strip()[:80]}\n")
                window.stdin.flush()
    return running.wait() == 0


def _end_with(window: subprocess.Popen[str], running: subprocess.Popen[str]) -> None:
    window.wait()
    running.terminate()


def _say(what: str, folder: Path | None = None) -> str:
    """Return a text in the user's language, Chinese or English."""
    wanted = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    texts = CHINESE if next(filter(None, wanted), "").startswith("zh") else ENGLISH
    return texts[what].format(folder=folder)


def _more() -> list[str]:
    return shlex.split(os.environ.get("CAMSCOPE_PIP_ARGS", ""))


def _has_display() -> bool:
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _fail(sentence: str) -> int:
    sys.stderr.write(f"camscope: {sentence}\n")
    if not sys.stderr.isatty() and shutil.which("zenity") and _has_display():
        told = ["zenity", "--error", "--title=CamScope", "--no-markup", f"--text={sentence}"]
        subprocess.run(told, env=SPEAKING, check=False)
    return 1


if __name__ == "__main__":
    sys.exit(main())
