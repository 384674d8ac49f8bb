"""Real keys under other window managers: after a choice the arrows step through pictures."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import numpy as np
import pytest
from given_screen import PROGRAMS, Screen, running, screen_with, wait_for
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
MANAGERS = ("icewm", "metacity", "xfwm4", "fluxbox", "openbox")
MISSING = [program for program in PROGRAMS if shutil.which(program) is None]
NAMES = ("first.png", "second.png", "third.png")
CLASS_PX = (560, 52)  # in the window, in the field where a class is typed
SEEN = 1000  # pixels of a heat map

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}"),
]


@pytest.fixture(params=MANAGERS)
def screen(request, tmp_path, own_folders):
    if shutil.which(request.param) is None:
        pytest.skip(f"not installed: {request.param}")
    with screen_with(request.param, tmp_path) as seen:
        yield seen


def warm(screen: Screen) -> int:
    """Count the pixels of heat maps; the pictures are blue, and the tour dims them."""
    red, _green, blue = np.moveaxis(screen.look()[200:, 300:], 2, 0)
    return int(((red > 60) & (red > blue + 10)).sum())


def under_mouse(screen: Screen) -> np.ndarray:
    """Return what a field shows that the mouse is over."""
    told = screen.run("xdotool", "getmouselocation", "--shell").split()
    x, y = (int(line[2:]) for line in told[:2])
    return screen.look()[y - 8 : y + 8, x - 40 : x + 40]


def stands(screen: Screen, name: str) -> bool:
    return any(name in title for title in screen.titles())


def test_arrows_step_after_a_class_is_chosen_and_after_a_dialog_is_given_up(screen, tmp_path):
    folder = tmp_path / "pictures"
    folder.mkdir()
    for number, name in enumerate(NAMES):
        Image.new("RGB", (300, 200), (20, 40 * number, 200)).save(folder / name)
    with running(sys.executable, str(ROOT / "main.py"), str(folder), env=screen.surroundings):
        wait_for(lambda: stands(screen, NAMES[0]), "no window of ours")
        wait_for(lambda: warm(screen) > SEEN, "no heat map on the screen")
        (window,) = screen.our_windows()
        screen.run("xdotool", "windowactivate", "--sync", window)
        if not screen.in_front():
            pytest.skip("here it gives the keys to no window, perhaps for want of a session")
        screen.run("xdotool", "key", "Escape")  # the tour
        screen.run("xdotool", "mousemove", "--window", window, *map(str, CLASS_PX))
        before = under_mouse(screen)
        screen.run("xdotool", "click", "1")
        screen.run("xdotool", "type", "--delay", "40", "goldfish")
        screen.run("xdotool", "key", "Return")
        screen.run("xdotool", "key", "Right")
        wait_for(lambda: stands(screen, NAMES[1]), "the arrow did not step after a choice")
        assert (under_mouse(screen) != before).any(), "no class was chosen"

        screen.run("xdotool", "key", "ctrl+shift+p")
        wait_for(lambda: screen.in_front() not in {"", "0", window}, "no palette")
        screen.run("xdotool", "key", "Escape")
        wait_for(lambda: screen.our_windows() == [window], "the palette stays")
        wait_for(lambda: screen.in_front() == window, "the window is not in front again")
        screen.run("xdotool", "key", "Right")
        wait_for(lambda: stands(screen, NAMES[2]), "the arrow did not step after a dialog")
