"""Print every connection between the features of the window: `connections.py [NAME]`.

One line each: the feature, the sender's class and signal (or the kind of the engine's reply), and
who hears of it. With a NAME, only the lines that contain it.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import QSettings

from viewer.app import build, make_application


def connections() -> list[str]:
    """Return the page's lines, in the order in which the connections are made."""
    with tempfile.TemporaryDirectory() as folder:
        file = str(Path(folder) / "settings.ini")
        settings = QSettings(file, QSettings.Format.IniFormat)
        app = build(make_application(), settings=settings)
        app.window.docks.make_all()
        lines = [str(wire) for wire in app.wires.made]
        app.window.close()
    return lines


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    wanted = "".join(sys.argv[1:2])
    print("\n".join(line for line in connections() if wanted in line))
