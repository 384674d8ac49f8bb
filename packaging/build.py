"""Build one package: build.py wheel | sdist | folder | deb | appimage | windows | macos.

Everything is written below dist/. Each target says what it needs when that is missing:
folder wants PyInstaller (pip install 'camscope[package]') and torch's CPU build, with which it
carries nothing of NVIDIA's; deb wants dpkg-deb, appimage wants appimagetool and the folder.
windows and macos write what the builders there read: an Inno Setup
script with its icon, an Info.plist with its icon.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from linux.appimage import build_appimage
from linux.deb import build_deb
from macos.bundle import write_bundle_files
from windows.inno import write_script

ROOT = Path(__file__).resolve().parents[1]
DIST = ROOT / "dist"

MEBIBYTE = 1 << 20


def run(*command: object, cwd: Path = ROOT) -> None:
    """Run a command, shown first; what it says is for the reader."""
    print("+", *command, flush=True)
    subprocess.run([str(part) for part in command], check=True, cwd=cwd)


def need(tool: str, hint: str) -> str:
    """Return a tool's path, or leave with one sentence."""
    found = shutil.which(tool)
    if found is None:
        sys.exit(f"build.py: {tool} is missing: {hint}.")
    return found


def wheel() -> Path:
    """Build the wheel and have twine look at it."""
    return _python_package("--wheel", "*.whl")


def sdist() -> Path:
    """Build the source package and have twine look at it."""
    return _python_package("--sdist", "*.tar.gz")


def folder() -> Path:
    """Freeze the program with its own Python, Qt and torch into dist/CamScope."""
    need("pyinstaller", "pip install 'camscope[package]'")
    work = ROOT / "build"
    spec = ROOT / "packaging" / "camscope.spec"
    run("pyinstaller", "--noconfirm", "--distpath", DIST, "--workpath", work, spec)
    return DIST / "CamScope"


def deb() -> Path:
    """Build the thin .deb from the wheel."""
    need("dpkg-deb", "install the package dpkg")
    return build_deb(_newest("*.whl") or wheel(), DIST)


def appimage() -> Path:
    """Wrap the frozen folder into one file."""
    tool = need("appimagetool", "download it from https://github.com/AppImage/appimagetool")
    frozen = DIST / "CamScope"
    return build_appimage(frozen if frozen.is_dir() else folder(), DIST, tool)


def windows() -> Path:
    """Write what Inno Setup reads; ISCC on Windows makes the installer of it."""
    return write_script(DIST / "windows")


def macos() -> Path:
    """Write the Info.plist and the icon of the bundle."""
    return write_bundle_files(DIST / "macos")


TARGETS: dict[str, Callable[[], Path]] = {
    target.__name__: target for target in (wheel, sdist, folder, deb, appimage, windows, macos)
}


def _python_package(kind: str, pattern: str) -> Path:
    need("twine", "pip install 'camscope[package]'")
    run(sys.executable, "-m", "build", kind, "--no-isolation", "--outdir", DIST)
    built = _newest(pattern)
    if built is None:
        sys.exit(f"build.py: no {pattern} was written.")
    run("twine", "check", "--strict", built)
    return built


def _newest(pattern: str) -> Path | None:
    return max(DIST.glob(pattern), key=lambda path: path.stat().st_mtime, default=None)


def size_of(path: Path) -> int:
    """Return the bytes of a file, or of everything below a folder."""
    if path.is_file():
        return path.stat().st_size
    return sum(each.lstat().st_size for each in path.rglob("*") if not each.is_dir())


def main() -> int:
    """Build the targets named, and say how large each is and how long it took."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("targets", nargs="+", choices=TARGETS, metavar="TARGET")
    for name in parser.parse_args().targets:
        started = time.monotonic()
        built = TARGETS[name]()
        took_s = time.monotonic() - started
        size = size_of(built) / MEBIBYTE
        print(f"{name}: {built.relative_to(ROOT)}, {size:.1f} MiB, {took_s:.0f} s", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
