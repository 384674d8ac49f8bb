"""What helps to find a fault, gathered on this computer: versions, system, settings and the log."""

from __future__ import annotations

import getpass
import os
import platform
import sys
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtGui import QGuiApplication

from viewer import __version__, paths
from viewer.core.tables.options import BY_OPTION, OptionValue

LOG_LINES = 200
PACKAGES = (
    "PySide6-Essentials",
    "torch",
    "torchvision",
    "timm",
    "grad-cam",
    "numpy",
    "opencv-python-headless",
    "Pillow",
    "matplotlib",
)
SURROUNDINGS = ("XDG_CURRENT_DESKTOP", "XDG_SESSION_TYPE", "LANG", "QT_SCALE_FACTOR")


def make_report(options: Mapping[str, OptionValue], model: str) -> str:
    """Return the report as plain text; nothing is sent anywhere.

    Args:
        options: the settings in use; those at their default are left out.
        model: the title of the open model.
    """
    changed = {key: value for key, value in options.items() if value != BY_OPTION[key].default}
    sections = {
        "CamScope": _program(),
        "System": _system(),
        "Screens": _screens(),
        "Model": model or "none",
        "Changed settings": "\n".join(f"{key} = {value}" for key, value in changed.items()),
        f"Last {LOG_LINES} lines of the log": _log_end(),
    }
    text = "\n\n".join(f"{title}\n{'-' * len(title)}\n{body}" for title, body in sections.items())
    return without_names(text) + "\n"


def without_names(text: str) -> str:
    """Return a text without the user's home folder and name."""
    text = text.replace(str(Path.home()), "~")
    user = getpass.getuser()
    return text.replace(user, "(user)") if len(user) > 3 and user != "root" else text


def _program() -> str:
    from importlib import metadata  # noqa: PLC0415 - brings email along, which no start needs

    lines = [f"CamScope {__version__}", f"Python {sys.version.split()[0]} at {sys.executable}"]
    for name in PACKAGES:
        try:
            lines.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            lines.append(f"{name}: not found")
    return "\n".join(lines)


def _system() -> str:
    lines = [platform.platform(), f"{platform.machine()}, {os.cpu_count()} processors"]
    if sys.platform.startswith("linux"):
        lines.append(f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') >> 20} MiB memory")
    lines.append(f"Qt platform {QGuiApplication.platformName()}")
    lines += [f"{name} = {os.environ[name]}" for name in SURROUNDINGS if name in os.environ]
    return "\n".join(lines)


def _screens() -> str:
    return "\n".join(
        f"{screen.size().width()} × {screen.size().height()} at {screen.devicePixelRatio():g}"
        for screen in QGuiApplication.screens()
    )


def _log_end() -> str:
    try:
        text = paths.log_file().read_text(encoding="utf-8", errors="replace")
    except OSError:
        return "The log is empty."
    return "\n".join(text.splitlines()[-LOG_LINES:])
