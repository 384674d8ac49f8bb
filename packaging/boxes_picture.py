"""Draw the window with a detector of drawn shapes into a PNG; no display is needed.

Usage: boxes_picture.py OUT.png [--size 1280x640] [--scale 2] [--theme dark] [--lang zh_CN]
       [--ask "box 3"] [--seed 1010]

The detector and its picture are those of the tests (tests/given/given_drawn.py).
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from screenshot import (
    NotDrawnError,
    draw_window,
    prepare_surroundings,
    read_size,
    settle,
    wait_for_maps,
)

from viewer.core.asks.target import Target
from viewer.household import Household
from viewer.starting import start

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "given"))

from given_drawn import drawn, shape_detector  # pyright: ignore[reportMissingImports]

FINER = 3  # the picture is drawn so many times larger than the detector sees it


def read_arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("out", type=Path, help="the PNG to write")
    parser.add_argument("--size", type=read_size, default=(1280, 640), metavar="WxH")
    parser.add_argument("--scale", type=int, choices=(1, 2), default=1, help="device pixel ratio")
    parser.add_argument("--theme", choices=("light", "dark"), default="light")
    parser.add_argument("--lang", default="en", help="en or zh_CN")
    parser.add_argument("--ask", default="box 3", help="what is explained")
    parser.add_argument("--seed", type=int, default=1010, help="of the drawn picture")
    parser.add_argument("--timeout", type=int, default=180, metavar="SECONDS")
    return parser.parse_args()


def draw(app: Household, arguments: argparse.Namespace, folder: Path) -> None:
    """Open a drawn picture with the detector, wait for its maps, and write the window's picture."""
    picture = folder / "pictures" / "shapes" / "shapes.png"
    picture.parent.mkdir(parents=True)
    drawn(arguments.seed, scale=FINER)[0].save(picture)
    app.session.set_option("theme", arguments.theme)
    app.window.resize(*arguments.size)
    app.window.show()
    start(app, [picture], model=shape_detector())
    wait_for_maps(app, arguments.timeout)
    if (target := Target.parse(arguments.ask)) != app.session.target:
        app.session.set_target(target)
        wait_for_maps(app, arguments.timeout)
    app.window.lent_bar.keep_wished.emit()
    settle()
    app.window.toast.clear()
    app.window.notices.clear()
    if focused := app.window.focusWidget():
        focused.clearFocus()
    settle()
    if not app.window.grab().save(str(arguments.out)):
        raise NotDrawnError(f"{arguments.out} cannot be written.")


def main() -> int:
    """Draw the window on a picture of shapes with its boxes."""
    arguments = read_arguments()
    prepare_surroundings(arguments)
    return draw_window(lambda app, folder: draw(app, arguments, folder))


if __name__ == "__main__":
    sys.exit(main())
