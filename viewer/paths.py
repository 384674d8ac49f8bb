"""Find resources in a checkout, a wheel and a frozen build, and the user's own folders."""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path

import platformdirs

APP_NAME = "CamScope"
APP_ID = "io.github.camscope.CamScope"


@cache
def resources() -> Path:
    """Return the folder with icons, labels and styles.

    Raises:
        FileNotFoundError: the installation is incomplete.
    """
    package = Path(__file__).resolve().parent
    frozen = Path(getattr(sys, "_MEIPASS", package)) / "resources"
    for folder in (package / "resources", package.parent / "resources", frozen):
        if (folder / "labels" / "groups.toml").is_file():
            return folder
    raise FileNotFoundError("CamScope's resources are missing; install it again.")


def resource(name: str) -> Path:
    """Return one file below the resources, e.g. ``icons/open.svg``."""
    return resources() / name


def changes(language: str) -> Path:
    """Return the list of changes in a language, or else in English; it may have been left out."""
    spoken = resources().parent / f"CHANGELOG.{language.replace('_', '-')}.md"
    return spoken if spoken.is_file() else resources().parent / "CHANGELOG.md"


def user_data() -> Path:
    """Return the user's data folder of CamScope; it may not exist yet."""
    return Path(platformdirs.user_data_dir(APP_NAME.lower(), appauthor=False))


def user_share() -> Path:
    """Return the folder where this user's desktop looks for applications, icons and types."""
    home = os.environ.get("XDG_DATA_HOME")
    return Path(home) if home else Path.home() / ".local" / "share"


def user_cache() -> Path:
    """Return the user's cache folder of CamScope; it may not exist yet."""
    return Path(platformdirs.user_cache_dir(APP_NAME.lower(), appauthor=False))


def log_file() -> Path:
    """Return the file the log goes to; its folder may not exist yet."""
    return Path(platformdirs.user_log_dir(APP_NAME.lower(), appauthor=False)) / "camscope.log"


def runtime() -> Path:
    """Return this user's folder for sockets and locks; it may not exist yet."""
    if sys.platform.startswith("linux") and not os.environ.get("XDG_RUNTIME_DIR"):
        return Path(platformdirs.user_state_dir(APP_NAME.lower(), appauthor=False))
    return Path(platformdirs.user_runtime_dir(APP_NAME.lower(), appauthor=False))


def engine_command() -> list[str]:
    """Return the program and arguments that start the engine's process."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "--engine"]
    return [*own_python(), "--engine"]


def download_command() -> list[str]:
    """Return the program and arguments that start a download's process."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "--fetch"]
    return [*own_python(), "--fetch"]


def evaluate_command() -> list[str]:
    """Return the program and arguments that start an evaluation's process."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "--evaluate"]
    return [*own_python(), "--evaluate"]


def worker_command() -> list[str]:
    """Return the program and arguments that start a process of an export."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "--worker"]
    return [*own_python(), "--worker"]


def own_python() -> list[str]:
    """Return what runs this very package, whatever else on the path has its name."""
    start = Path(__file__).resolve().parent.parent / "camscope" / "starting.py"
    return [sys.executable, "-P", str(start)]
