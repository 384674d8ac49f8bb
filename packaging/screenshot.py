"""Draw the real window, with its maps, into a PNG; no display is needed.

Usage: screenshot.py FOLDER_OR_PICTURE OUT.png [--size 1280x800] [--scale 2] [--theme dark]
       [--target dog] [--lang zh_CN] [--timeout 180]
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEventLoop, QLocale, QTimer

from viewer.app import build
from viewer.core.records import Target

SETTLE_MS = 800  # thumbnails and the levels under the panes come a little later than the maps


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
    parser.add_argument("--target", help="class or group to explain, e.g. dog")
    parser.add_argument("--lang", default="en", help="en or zh_CN")
    parser.add_argument("--timeout", type=int, default=180, metavar="SECONDS")
    return parser.parse_args()


def read_size(text: str) -> tuple[int, int]:
    """Read "1280x800"."""
    width, _, height = text.partition("x")
    return int(width), int(height)


def prepare_surroundings(arguments: argparse.Namespace, home: str) -> None:
    """Make the picture independent of the display, the user's settings and the language."""
    os.environ |= {
        "QT_QPA_PLATFORM": "offscreen",
        "QT_SCALE_FACTOR": str(arguments.scale),
        "XDG_CONFIG_HOME": home,
        "XDG_STATE_HOME": home,
        "XDG_RUNTIME_DIR": home,
        "LANGUAGE": arguments.lang,
        "LC_ALL": f"{arguments.lang}.UTF-8" if "_" in arguments.lang else "C.UTF-8",
    }
    QLocale.setDefault(QLocale(arguments.lang))


def wait_for_maps(session: Any, timeout_s: int) -> None:
    """Run the event loop until the present picture is explained.

    Raises:
        NotDrawnError: the engine failed, or the time is over.
    """
    loop, sorrow = QEventLoop(), [f"The maps were not there after {timeout_s} seconds."]

    def refuse(failure: Any) -> None:
        sorrow[:] = [f"{failure.headline} {failure.hint}".strip()]
        loop.quit()

    def accept(_explanation: object) -> None:
        sorrow.clear()
        loop.quit()

    session.explained.connect(accept)
    session.failed.connect(refuse)
    session.model_failed.connect(refuse)
    QTimer.singleShot(timeout_s * 1000, loop, loop.quit)
    loop.exec()
    session.explained.disconnect(accept)
    session.failed.disconnect(refuse)
    session.model_failed.disconnect(refuse)
    if sorrow:
        raise NotDrawnError(sorrow[0])


def settle() -> None:
    """Let what follows the maps be painted too."""
    loop = QEventLoop()
    QTimer.singleShot(SETTLE_MS, loop, loop.quit)
    loop.exec()


def draw(app: Any, arguments: argparse.Namespace) -> None:
    """Wait for the maps, then write the window's picture."""
    app.window.resize(*arguments.size)
    app.session.set_option("theme", arguments.theme)
    app.window.show()
    wait_for_maps(app.session, arguments.timeout)
    if arguments.target:
        app.session.set_target(Target.parse(arguments.target))
        wait_for_maps(app.session, arguments.timeout)
    if focused := app.window.focusWidget():
        focused.clearFocus()
    settle()
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    if not app.window.grab().save(str(arguments.out)):
        raise NotDrawnError(f"{arguments.out} cannot be written.")


def main() -> int:
    """Build the application as its command line does, draw its window and close it."""
    arguments = read_arguments()
    with tempfile.TemporaryDirectory(prefix="cam-") as home:
        prepare_surroundings(arguments, home)
        app = build([arguments.source.absolute()])
        try:
            draw(app, arguments)
        except NotDrawnError as error:
            print(error, file=sys.stderr)
            return 1
        finally:
            app.window.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
