"""Draw the window with a detector on a drawn street into a PNG; no display is needed.

Usage: boxes_picture.py OUT.png --detector FILE [--size 1280x540] [--scale 2] [--theme dark]
       [--lang zh_CN] [--ask "box 6"] [--seed 1802]

`street_detector.py FILE` trains the detector.
"""

from __future__ import annotations

import argparse
import random
import sys
from pathlib import Path

from drawn_street import painted, street
from screenshot import (
    NotDrawnError,
    draw_window,
    prepare_surroundings,
    read_size,
    settle,
    wait_for_maps,
)
from street_detector import detector

from viewer.core.asks.requests import PaneSpec
from viewer.core.asks.target import Target
from viewer.household import Household
from viewer.starting import start

HEIGHT = 768  # of the drawn picture, in pixels
METHODS = ("hires_cam", "gradient_size")  # what suits a box, and its control


def read_arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("out", type=Path, help="the PNG to write")
    parser.add_argument("--detector", type=Path, required=True, help="what was trained")
    parser.add_argument("--size", type=read_size, default=(1280, 540), metavar="WxH")
    parser.add_argument("--scale", type=int, choices=(1, 2), default=1, help="device pixel ratio")
    parser.add_argument("--theme", choices=("light", "dark"), default="light")
    parser.add_argument("--lang", default="en", help="en or zh_CN")
    parser.add_argument("--ask", default="box 6", help="what is explained")
    parser.add_argument("--seed", type=int, default=1802, help="of the drawn picture")
    parser.add_argument("--timeout", type=int, default=180, metavar="SECONDS")
    return parser.parse_args()


def draw(app: Household, arguments: argparse.Namespace, folder: Path) -> None:
    """Open a drawn picture with the detector, wait for its maps, and write the window's picture."""
    picture = folder / "pictures" / "street" / "street.png"
    picture.parent.mkdir(parents=True)
    chance = random.Random(arguments.seed)
    painted(street(chance), chance, HEIGHT).save(picture)
    app.session.set_option("theme", arguments.theme)
    app.window.resize(*arguments.size)
    app.window.show()
    start(app, [picture], model=detector(arguments.detector))
    wait_for_maps(app, arguments.timeout)
    if (target := Target.parse(arguments.ask)) != app.session.target:
        app.session.set_target(target)
        wait_for_maps(app, arguments.timeout)
    app.session.pane_list.set_specs(tuple(PaneSpec(method) for method in METHODS))
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
    """Draw the window on a street with its boxes."""
    arguments = read_arguments()
    prepare_surroundings(arguments)
    return draw_window(lambda app, folder: draw(app, arguments, folder))


if __name__ == "__main__":
    sys.exit(main())
