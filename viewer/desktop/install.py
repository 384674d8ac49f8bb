"""Write the desktop's files below a prefix, and take away exactly those again."""

from __future__ import annotations

import logging
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from viewer import __release_date__, __version__
from viewer.core.files.whole_file import write_whole
from viewer.desktop.entries import (
    FOLDER_ID,
    application_entry,
    folder_entry,
    metainfo,
    mime_package,
)
from viewer.desktop.icons import SIDES_PX, draw_icon, svg
from viewer.paths import APP_ID, user_share

log = logging.getLogger(__name__)
REFRESHERS = (
    ("update-desktop-database", "applications"),
    ("update-mime-database", "mime"),
    ("gtk-update-icon-cache", "icons/hicolor"),
)
TOOL_S = 60


def files(command: Sequence[str]) -> dict[str, bytes]:
    """Return every file by its place below the share folder.

    Args:
        command: what starts CamScope, e.g. ["camscope"] or a full path.
    """
    texts = {
        f"applications/{APP_ID}.desktop": application_entry(command),
        f"applications/{FOLDER_ID}.desktop": folder_entry(command),
        f"metainfo/{APP_ID.lower()}.metainfo.xml": metainfo(__version__, __release_date__),
        f"mime/packages/{APP_ID}.xml": mime_package(),
    }
    written = {place: text.encode() for place, text in texts.items()}
    for side_px in SIDES_PX:
        place = f"icons/hicolor/{side_px}x{side_px}/apps/{APP_ID}.png"
        written[place] = draw_icon(side_px)
    return written | {f"icons/hicolor/scalable/apps/{APP_ID}.svg": svg().read_bytes()}


def install(share: Path, command: Sequence[str]) -> list[Path]:
    """Write the files below a share folder such as ~/.local/share, and have them noticed.

    Raises:
        UserError: a file cannot be written.
    """
    written = []
    for place, content in reversed(files(command).items()):  # the entry in the menu comes last
        path = share / place
        write_whole(path, content, make_folder=True)
        written.append(path)
    _refresh(share)
    return written


def uninstall(share: Path) -> list[Path]:
    """Remove what ``install`` wrote, and return it; what is not there is passed over."""
    removed = []
    for place in files(["camscope"]):
        path = share / place
        if path.is_file():
            path.unlink()
            removed.append(path)
    _refresh(share)
    return removed


def starting_command() -> list[str]:
    """Return the full command that starts this very installation."""
    if getattr(sys, "frozen", False):
        return [sys.executable]
    for script in (Path(sys.argv[0]), Path(sys.executable).with_name("camscope")):
        if script.name == "camscope" and script.is_file():
            return [str(script.absolute())]
    checkout = Path(__file__).resolve().parents[2] / "main.py"
    start = checkout if checkout.is_file() else checkout.parent / "camscope" / "starting.py"
    return [sys.executable, "-P", str(start)]


def installed(share: Path | None = None) -> bool:
    """Whether the user's desktop has our entry."""
    return ((share or user_share()) / "applications" / f"{APP_ID}.desktop").is_file()


def _refresh(share: Path) -> None:
    """Update the desktop's caches where it has any; without them it reads the files anyway."""
    for tool, folder in REFRESHERS:
        if shutil.which(tool) and (share / folder).is_dir():
            command = [tool, str(share / folder)]
            done = subprocess.run(command, capture_output=True, check=False, timeout=TOOL_S)
            log.info("%s ended with %d", " ".join(command), done.returncode)
