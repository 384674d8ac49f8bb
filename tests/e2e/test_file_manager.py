"""A real double-click in a real file manager opens our window, and a second one reaches it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from viewer.core.scene import Scene
from viewer.desktop.install import install
from viewer.desktop.types import FILE_TYPES
from viewer.paths import APP_ID
from viewer.session.session_file import write_session

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = ("Xvfb", "openbox", "pcmanfm", "xdotool", "scrot", "xprop")
MISSING = [program for program in PROGRAMS if shutil.which(program) is None]
WAIT_S = 60
STEP_PX = 96  # from one icon of the file manager to the next
MENU_PX, ICON_PX = 300, 40  # how far below the mouse a menu goes, and where its icons end
COLOURS = {"第一张 'quoted' \"猫\" 图.png": (255, 0, 220), "second 100% & done.png": (0, 230, 60)}

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}"),
]


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

    def choose_from_menu(self, x: int, y: int) -> None:
        """Open a context menu, and click the row that bears our icon."""
        self.run("xdotool", "mousemove", str(x), str(y))
        self.run("xdotool", "click", "3")

        def icon() -> np.ndarray:
            return np.argwhere(glowing(self.look()[y : y + MENU_PX, x : x + ICON_PX]))

        wait_for(lambda: len(icon()) > 10, "there is no menu with our icon")
        down, right = np.median(icon(), axis=0).astype(int)
        self.run("xdotool", "mousemove", str(x + right), str(y + down))
        self.run("xdotool", "click", "1")

    def our_windows(self) -> list[str]:
        return self.run("xdotool", "search", "--onlyvisible", "--class", "^CamScope$").split()

    def titles(self) -> list[str]:
        return [self.run("xdotool", "getwindowname", key).strip() for key in self.our_windows()]

    def go_to_the_file_manager(self) -> None:
        found = self.run("xdotool", "search", "--onlyvisible", "--class", "pcmanfm").split()
        self.run("xdotool", "windowactivate", "--sync", found[-1])

    def is_in_front(self) -> bool:
        return self.run("xdotool", "getactivewindow").strip() in self.our_windows()


def glowing(screen: np.ndarray) -> np.ndarray:
    """Where the screen has the orange of our icon."""
    red, green, blue = np.moveaxis(screen, 2, 0)
    return (red > 210) & (green > 70) & (green < 190) & (blue < 90) & (red > green + 60)


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


@pytest.fixture
def screen(tmp_path) -> Iterator[Screen]:
    reading, writing = os.pipe()
    command = ("Xvfb", "-displayfd", str(writing), "-screen", "0", "1400x900x24")
    with running(*command, pass_fds=(writing,)):
        os.close(writing)
        with os.fdopen(reading) as pipe:
            number = pipe.readline().strip()
        seen = Screen(f":{number}", tmp_path)
        with running("openbox", env=seen.surroundings):
            yield seen


@pytest.fixture
def desktop(own_folders: Path) -> Path:
    """Our entries in the user's folders, and CamScope chosen for pictures."""
    install(own_folders / "data", [sys.executable, str(ROOT / "main.py")])
    chosen = "".join(f"{kind.mime}={APP_ID}.desktop\n" for kind in FILE_TYPES)
    (own_folders / "config").mkdir(exist_ok=True)
    listing = own_folders / "config" / "mimeapps.list"
    listing.write_text(f"[Default Applications]\n{chosen}")
    return own_folders


def test_a_double_click_opens_the_picture_and_another_one_reaches_the_window(
    screen, desktop, tmp_path
):
    folder = tmp_path / "我的 \"pictures\" & 'more'"
    folder.mkdir()
    for name, colour in COLOURS.items():
        Image.new("RGB", (300, 200), colour).save(folder / name)
    (first, pink), (second, green) = COLOURS.items()

    with running("pcmanfm", "--new-win", str(folder), env=screen.surroundings):
        screen.double_click(*screen.place_of(pink))
        wait_for(lambda: any(first in title for title in screen.titles()), "no window of ours")
        assert any(folder.name in title for title in screen.titles())
        (window,) = screen.our_windows()

        screen.go_to_the_file_manager()
        screen.double_click(*screen.place_of(green))
        wait_for(lambda: any(second in title for title in screen.titles()), "not handed over")
        assert screen.our_windows() == [window]
        wait_for(screen.is_in_front, "our window did not come forward")


def test_a_double_click_opens_a_session_and_a_folder_has_us_in_its_menu(screen, desktop, tmp_path):
    folder = tmp_path / "会话 & more"
    inner = folder / "a folder"
    inner.mkdir(parents=True)
    (shown, pink), (within, green) = COLOURS.items()
    Image.new("RGB", (300, 200), pink).save(folder / shown)
    Image.new("RGB", (300, 200), green).save(inner / within)
    kept = folder / "第二 kept.camscope"  # sorts after the picture, as the folder before it
    write_session(Scene(folder=folder, image=folder / shown), kept)

    with running("pcmanfm", "--new-win", str(folder), env=screen.surroundings):
        x, y = screen.place_of(pink)
        screen.double_click(x + STEP_PX, y)
        wait_for(lambda: any(shown in title for title in screen.titles()), "session not opened")
        screen.go_to_the_file_manager()
        screen.choose_from_menu(x - STEP_PX, y)
        wait_for(lambda: any(within in title for title in screen.titles()), "folder not opened")
        assert len(screen.our_windows()) == 1
        wait_for(screen.is_in_front, "our window did not come forward")
