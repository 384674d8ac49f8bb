"""Wrap the frozen folder into an AppImage: one file that runs where it lies."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from viewer import __version__
from viewer.desktop.install import files
from viewer.paths import APP_ID

START = """#!/bin/sh
here="$(dirname "$(readlink -f "$0")")"
exec "$here/usr/lib/CamScope/camscope" "$@"
"""


def build_appimage(frozen: Path, out: Path, tool: str) -> Path:
    """Return the AppImage made of a frozen folder by appimagetool."""
    tree = out / "CamScope.AppDir"
    shutil.rmtree(tree, ignore_errors=True)
    shutil.copytree(frozen, tree / "usr" / "lib" / "CamScope", symlinks=True)
    for place, content in files(["camscope"]).items():
        path = tree / "usr" / "share" / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    share = tree / "usr" / "share"
    shutil.copy(share / "applications" / f"{APP_ID}.desktop", tree)
    shutil.copy(share / "icons/hicolor/256x256/apps" / f"{APP_ID}.png", tree)
    start = tree / "AppRun"
    start.write_text(START, encoding="utf-8")
    start.chmod(0o755)
    built = out / f"CamScope-{__version__}-x86_64.AppImage"
    surroundings = {**os.environ, "ARCH": "x86_64"}
    subprocess.run([tool, "--no-appstream", tree, built], check=True, env=surroundings)
    return built
