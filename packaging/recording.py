"""Record the real window while classes and methods are changed, with the time from click to paint.

Usage: recording.py PICTURE OUT_DIR [--size 1280x800] [--theme dark]

One picture of the window is written after each click, its milliseconds in the name, and all of them
as one animation, recording.webp. No display is needed. The time includes the wait of 30 ms for more
clicks, the way to the engine's process and back, and the painting of all panes.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QEventLoop, QPoint, QSettings, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListWidget
from screenshot import prepare_surroundings, read_size, settle, wait_for_maps

from viewer.app import build, make_application, start
from viewer.core.asks.requests import PaneSpec
from viewer.household import Household

IDLE_MS = 4000  # what may be asked next is computed meanwhile
METHODS = ("grad_cam_pp", "hires_cam", "eigen_cam", "grad_cam")
PATIENCE_S = 60
FRAME_MS = 900
ANIMATION_WIDTH = 960

Step = tuple[str, Callable[[], object]]


def main() -> int:
    """Open a picture, change what is shown, and print how long each change took."""
    arguments = read_arguments()
    prepare_surroundings(arguments)
    arguments.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="cam-") as folder:
        settings = QSettings(str(Path(folder) / "settings.ini"), QSettings.Format.IniFormat)
        app = build(make_application(), settings=settings)
        try:
            frames = list(record(app, arguments))
        finally:
            app.window.close()
    write_animation(frames, arguments.out / "recording.webp")
    return 0


def read_arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("source", type=Path, help="a photograph")
    parser.add_argument("out", type=Path, help="the folder to write to")
    parser.add_argument("--size", type=read_size, default=(1280, 800), metavar="WxH")
    parser.add_argument("--theme", choices=("light", "dark"), default="light")
    parser.set_defaults(scale=1, lang="en", timeout=180)
    return parser.parse_args()


def record(app: Household, arguments: argparse.Namespace) -> Iterator[Path]:
    """Yield the path of the window's picture after each change."""
    app.session.set_option("theme", arguments.theme)
    app.window.resize(*arguments.size)
    app.window.show()
    start(app, [arguments.source.absolute()])
    wait_for_maps(app, arguments.timeout)
    settle()
    wait(IDLE_MS)
    for number, (name, change) in enumerate(steps(app)):
        taken_ms = until_painted(app, change)
        path = arguments.out / f"{number:02d}-{name}-{taken_ms:.0f}ms.png"
        app.window.grab().save(str(path))
        print(f"{taken_ms:6.0f} ms  {name}")
        yield path
        wait(IDLE_MS if number == 0 else 300)


def steps(app: Household) -> Iterator[Step]:
    """Yield what the user does: each of the five best classes, then other methods on the left."""
    rows = app.window.predictions.list
    for row, score in enumerate(app.session.explanation.prediction.top):  # in the list's order
        yield f"class-{score.index}", partial(click, rows, row)
    for method in METHODS:
        yield method, partial(app.session.pane_list.change, 0, PaneSpec(method))


def click(rows: QListWidget, row: int) -> None:
    """Click a row of the list with the mouse."""
    place = rows.visualItemRect(rows.item(row)).center()
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place))


def until_painted(app: Household, change: Callable[[], object]) -> float:
    """Make a change, wait for its maps, paint them, and return the milliseconds."""
    begun = time.perf_counter()
    change()
    wait_for_maps(app, PATIENCE_S)
    app.window.repaint()
    return 1000 * (time.perf_counter() - begun)


def wait(duration_ms: int) -> None:
    """Let the window and the engine go on for a while."""
    loop = QEventLoop()
    QTimer.singleShot(duration_ms, loop, loop.quit)
    loop.exec()


def write_animation(frames: list[Path], path: Path) -> None:
    """Write the pictures as one animation that anyone's browser plays."""
    pictures = [Image.open(frame).convert("RGB") for frame in frames]
    size = ANIMATION_WIDTH, round(ANIMATION_WIDTH * pictures[0].height / pictures[0].width)
    small = [picture.resize(size, Image.Resampling.LANCZOS) for picture in pictures]
    small[0].save(path, save_all=True, append_images=small[1:], duration=FRAME_MS, loop=0)


if __name__ == "__main__":
    sys.exit(main())
