"""Draw the real window, with its maps, into a PNG; no display is needed.

Usage: screenshot.py FOLDER_OR_PICTURE OUT.png [--size 1280x800] [--scale 2] [--theme dark]
       [--model FILE] [--target dog] [--command KEY …] [--lang zh_CN] [--timeout 180]
       [--settle 0.8]
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QLocale, QSettings, QTimer

from viewer.app import build, make_application
from viewer.core.asks.messages import OpenFailed
from viewer.core.asks.records import Failure
from viewer.core.asks.references import ModelRef
from viewer.core.asks.target import Target
from viewer.core.errors import UserError
from viewer.features.folders import FoldersFeature
from viewer.household import Household
from viewer.starting import start

SETTLE_S = 0.8  # thumbnails and the levels under the panes come a little later than the maps


class NotDrawnError(Exception):
    """The window cannot be drawn; the message says why."""


def read_arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("source", type=Path, help="a folder (its first picture) or a picture")
    parser.add_argument("out", type=Path, help="the PNG to write")
    parser.add_argument("--size", type=read_size, default=(1280, 800), metavar="WxH")
    parser.add_argument("--scale", type=int, choices=(1, 2), default=1, help="device pixel ratio")
    parser.add_argument("--theme", choices=("light", "dark"), default="light")
    parser.add_argument("--model", help="a file of a model, or a name as camscope --model takes it")
    parser.add_argument("--command", nargs="*", default=[], help="run before drawing: top_classes")
    settle = "how long what follows the maps or a command takes, such as all measures of trust"
    parser.add_argument("--settle", type=float, default=SETTLE_S, metavar="SECONDS", help=settle)
    parser.add_argument("--target", help="class or group to explain, e.g. dog")
    parser.add_argument("--lang", default="en", help="en or zh_CN")
    parser.add_argument("--timeout", type=int, default=180, metavar="SECONDS")
    return parser.parse_args()


def read_size(text: str) -> tuple[int, int]:
    """Read "1280x800"."""
    width, _, height = text.partition("x")
    return int(width), int(height)


def prepare_surroundings(arguments: argparse.Namespace) -> None:
    """Make the picture independent of the display and of the language; to call before Qt starts."""
    os.environ |= {
        "QT_QPA_PLATFORM": "offscreen",
        "QT_SCALE_FACTOR": str(arguments.scale),
        "LANGUAGE": arguments.lang,
        "LC_ALL": f"{arguments.lang}.UTF-8" if "_" in arguments.lang else "C.UTF-8",
    }
    QLocale.setDefault(QLocale(arguments.lang))


def wait_for_maps(app: Household, timeout_s: int) -> None:
    """Run the event loop until the present picture is explained.

    Raises:
        NotDrawnError: something failed, or the time is over.
    """
    loop, reasons = QEventLoop(), [f"The maps were not there after {timeout_s} seconds."]

    def accept(_explanation: object) -> None:
        reasons.clear()
        loop.quit()

    def refuse(failure: Failure | OpenFailed | UserError) -> None:
        reasons[:] = [f"{failure.headline} {failure.hint}".strip()]
        loop.quit()

    session, opener = app.session, app[FoldersFeature].opener
    ends = [(session.explained, accept)]
    ends += [(failed, refuse) for failed in (session.failed, session.model_failed, opener.failed)]
    for signal, slot in ends:
        signal.connect(slot)
    QTimer.singleShot(timeout_s * 1000, loop, loop.quit)
    loop.exec()
    for signal, slot in ends:
        signal.disconnect(slot)
    if reasons:
        raise NotDrawnError(reasons[0])


def settle(seconds: float = SETTLE_S) -> None:
    """Let what follows the maps be painted too."""
    loop = QEventLoop()
    QTimer.singleShot(round(1000 * seconds), loop, loop.quit)
    loop.exec()


def draw(app: Household, arguments: argparse.Namespace) -> None:
    """Open the picture, wait for its maps, and write the window's picture."""
    app.session.set_option("theme", arguments.theme)
    app.window.resize(*arguments.size)
    app.window.show()
    model = ModelRef.parse(arguments.model) if arguments.model else None
    start(app, [arguments.source.absolute()], model=model)
    wait_for_maps(app, arguments.timeout)
    if arguments.target:
        app.session.set_target(Target.parse(arguments.target))
        wait_for_maps(app, arguments.timeout)
    for key in arguments.command:
        app.commands.run(key)
        settle(arguments.settle)
    if focused := app.window.focusWidget():
        focused.clearFocus()
    settle()
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    if not app.window.grab().save(str(arguments.out)):
        raise NotDrawnError(f"{arguments.out} cannot be written.")


def main() -> int:
    """Draw the window that the command line asks for."""
    arguments = read_arguments()
    prepare_surroundings(arguments)
    return draw_window(lambda app, _folder: draw(app, arguments))


def draw_window(work: Callable[[Household, Path], None]) -> int:
    """Build the application as its command line does, let some work draw its window, and close it.

    Args:
        work: gets the application, and a folder that is gone afterwards.

    Returns:
        the exit code: 1 if the work has told that it could not draw.
    """
    with tempfile.TemporaryDirectory(prefix="cam-") as folder:
        settings = QSettings(str(Path(folder) / "settings.ini"), QSettings.Format.IniFormat)
        app = build(make_application(), settings=settings)
        try:
            work(app, Path(folder))
        except NotDrawnError as error:
            print(error, file=sys.stderr)
            return 1
        finally:
            app.window.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
