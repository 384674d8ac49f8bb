"""Make CamScope the program that a double-click starts: only when the user says so."""

from __future__ import annotations

import shutil
import subprocess
import sys

from viewer.core.errors import UserError
from viewer.desktop.install import install, installed, starting_command
from viewer.desktop.types import FILE_TYPES
from viewer.paths import APP_ID, user_share

TOOL_S = 30


def can_make_default() -> bool:
    """Whether this desktop lets a program be made the default from outside."""
    return sys.platform.startswith("linux") and shutil.which("xdg-mime") is not None


def make_default() -> None:
    """Open pictures and sessions with CamScope from now on.

    Raises:
        UserError: the desktop does not take it.
    """
    if not installed():
        install(user_share(), starting_command())
    mimes = [kind.mime for kind in FILE_TYPES]
    command = ["xdg-mime", "default", f"{APP_ID}.desktop", *mimes]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=TOOL_S)
    if done.returncode:
        raise UserError(
            "The desktop did not take CamScope as the program for pictures.",
            hint="Choose it in the file manager: Open with, then “always”.",
            detail=done.stderr.strip(),
        )
