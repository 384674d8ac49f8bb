"""A real double-click in a real file manager opens our window, and a second one reaches it."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from given_screen import PROGRAMS, Screen, running, screen_with, wait_for
from PIL import Image

from viewer.core.scene import Scene
from viewer.desktop.install import install
from viewer.desktop.types import FILE_TYPES
from viewer.paths import APP_ID
from viewer.session.session_file import write_session

ROOT = Path(__file__).resolve().parents[2]
NEEDED = (*PROGRAMS, "openbox", "pcmanfm", "xprop")
MISSING = [program for program in NEEDED if shutil.which(program) is None]
STEP_PX = 96  # from one icon of the file manager to the next
MENU_PX, ICON_PX = 300, 40  # how far below the mouse a menu goes, and where its icons end
COLOURS = {"第一张 'quoted' \"猫\" 图.png": (255, 0, 220), "second 100% & done.png": (0, 230, 60)}

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}"),
]


def choose_from_menu(screen: Screen, x: int, y: int) -> None:
    """Open a context menu, and click the row that bears our icon."""
    screen.run("xdotool", "mousemove", str(x), str(y))
    screen.run("xdotool", "click", "3")

    def icon() -> np.ndarray:
        return np.argwhere(glowing(screen.look()[y : y + MENU_PX, x : x + ICON_PX]))

    wait_for(lambda: len(icon()) > 10, "there is no menu with our icon")
    down, right = np.median(icon(), axis=0).astype(int)
    screen.run("xdotool", "mousemove", str(x + right), str(y + down))
    screen.run("xdotool", "click", "1")


def go_to_the_file_manager(screen: Screen) -> None:
    found = screen.run("xdotool", "search", "--onlyvisible", "--class", "pcmanfm").split()
    screen.run("xdotool", "windowactivate", "--sync", found[-1])


def glowing(screen: np.ndarray) -> np.ndarray:
    """Where the screen has the orange of our icon."""
    red, green, blue = np.moveaxis(screen, 2, 0)
    return (red > 210) & (green > 70) & (green < 190) & (blue < 90) & (red > green + 60)


@pytest.fixture
def screen(tmp_path) -> Iterator[Screen]:
    with screen_with("openbox", tmp_path) as seen:
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

        go_to_the_file_manager(screen)
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
        go_to_the_file_manager(screen)
        choose_from_menu(screen, x - STEP_PX, y)
        wait_for(lambda: any(within in title for title in screen.titles()), "folder not opened")
        assert len(screen.our_windows()) == 1
        wait_for(screen.is_in_front, "our window did not come forward")
