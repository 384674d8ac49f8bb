"""A screen of its own for real keys and clicks: an X server, a window manager, a mouse and eyes."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from PIL import Image

WAIT_S = 60
PROGRAMS = ("Xvfb", "xdotool", "scrot")  # besides a window manager


class Screen:
    """A screen of its own with a window manager, a mouse and eyes."""

    def __init__(self, display: str, folder: Path) -> None:
        self.surroundings = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        self.surroundings.pop("WAYLAND_DISPLAY", None)
        self._folder = folder

    def run(self, *command: str) -> str:
        done = subprocess.run(
            command, env=self.surroundings, capture_output=True, text=True, check=False
        )
        return done.stdout

    def look(self) -> np.ndarray:
        picture = self._folder / "screen.png"
        self.run("scrot", "--overwrite", str(picture))
        with Image.open(picture) as image:
            return np.asarray(image.convert("RGB")).astype(int)

    def find(self, colour: tuple[int, int, int]) -> tuple[int, int] | None:
        """Return the middle of what has a colour on the screen."""
        rows, columns = np.nonzero((np.abs(self.look() - colour) < 12).all(axis=2))
        if len(rows) < 100:
            return None
        return int(np.median(columns)), int(np.median(rows))

    def place_of(self, colour: tuple[int, int, int]) -> tuple[int, int]:
        wait_for(lambda: self.find(colour) is not None, f"no thumbnail of {colour} on the screen")
        return self.find(colour) or (0, 0)

    def double_click(self, x: int, y: int) -> None:
        self.run("xdotool", "mousemove", str(x), str(y))
        self.run("xdotool", "click", "--repeat", "2", "--delay", "80", "1")

    def our_windows(self) -> list[str]:
        return self.run("xdotool", "search", "--onlyvisible", "--class", "^CamScope$").split()

    def titles(self) -> list[str]:
        return [self.run("xdotool", "getwindowname", key).strip() for key in self.our_windows()]

    def in_front(self) -> str:
        """Return the window that the keys go to; empty: none, as while one gives way to another."""
        return self.run("xdotool", "getactivewindow").strip()

    def is_in_front(self) -> bool:
        return self.in_front() in self.our_windows()


def wait_for(what: Callable[[], bool], otherwise: str) -> None:
    deadline = time.monotonic() + WAIT_S
    while not what():
        assert time.monotonic() < deadline, otherwise
        time.sleep(0.2)


@contextmanager
def running(*command: str, **options) -> Iterator[subprocess.Popen]:
    """A program that is ended in the end, with everything it has started."""
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        **options,
    )  # fmt: skip
    try:
        yield process
    finally:
        for each in group(process.pid):
            subprocess.run(["kill", str(each)], check=False, capture_output=True)
        process.wait(WAIT_S)
        wait_for(lambda: not group(process.pid), f"{command[0]} left something running")


def group(session: int) -> list[int]:
    """Every living process of a session."""
    listed = subprocess.run(
        ["ps", "-o", "pid=,stat=", "--sid", str(session)],
        capture_output=True,
        text=True,
        check=False,
    )
    rows = [line.split() for line in listed.stdout.splitlines()]
    return [int(process) for process, state in rows if not state.startswith("Z")]


@contextmanager
def screen_with(manager: str, folder: Path) -> Iterator[Screen]:
    """A screen whose windows a window manager looks after; pictures of it go to a folder."""
    reading, writing = os.pipe()
    command = ("Xvfb", "-displayfd", str(writing), "-screen", "0", "1400x900x24")
    with running(*command, pass_fds=(writing,)):
        os.close(writing)
        with os.fdopen(reading) as pipe:
            number = pipe.readline().strip()
        seen = Screen(f":{number}", folder)
        with running(manager, env=seen.surroundings):
            yield seen
