"""Build the thin .deb: the wheel, menu entries and a launcher that makes an environment per user.

Nothing is downloaded and nobody's home is touched when the package is installed; the launcher asks
at the first start, shows what is going on, and can be stopped.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from viewer import __version__
from viewer.desktop.install import files

ROOT = Path(__file__).resolve().parents[2]
LIBRARIES = Path(__file__).with_name("libraries.txt")
PYTHON = ("python3 (>= 3.11)", "python3-venv")
RECOMMENDED = ("zenity", "fonts-wqy-microhei | fonts-noto-cjk")


def build_deb(wheel: Path, out: Path) -> Path:
    """Return the package, written below ``out``, around a wheel."""
    built = out / f"camscope_{__version__}_all.deb"
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "camscope"
        _fill(tree, wheel)
        control = tree / "DEBIAN" / "control"
        control.parent.mkdir()
        control.write_text(control_text(_kibibytes(tree)), encoding="utf-8")
        command = ["dpkg-deb", "--root-owner-group", "--build", tree, built]
        subprocess.run([str(part) for part in command], check=True, stdout=subprocess.DEVNULL)
    return built


def control_text(kibibytes: int) -> str:
    """Return the package's control file; it has no scripts."""
    depends = ", ".join((*PYTHON, *libraries()))
    return f"""Package: camscope
Version: {__version__}
Section: graphics
Priority: optional
Architecture: all
Depends: {depends}
Recommends: {", ".join(RECOMMENDED)}
Installed-Size: {kibibytes}
Maintainer: The CamScope authors <camscope@users.noreply.github.com>
Homepage: https://github.com/camscope/camscope
Description: See why an image model decided as it did
 CamScope shows class activation maps side by side with your pictures.
 .
 This package holds the program, its menu entries and a launcher. At the first
 start of each user the launcher asks for leave to download PyTorch and Qt into
 that user's own folder.
"""


def libraries() -> list[str]:
    """Return the Debian packages that Qt needs on a desktop, from the project's one list."""
    named: list[str] = []
    section = ""
    for line in LIBRARIES.read_text(encoding="utf-8").splitlines():
        text = line.partition("#")[0].strip()
        if text.startswith("["):
            section = text.strip("[]")
        elif text and section != "fonts":
            named.append(f"{text} | {text}t64" if text == "libglib2.0-0" else text)
    return named


def _fill(tree: Path, wheel: Path) -> None:
    library = tree / "usr" / "lib" / "camscope"
    library.mkdir(parents=True)
    shutil.copy(wheel, library)
    launcher = tree / "usr" / "bin" / "camscope"
    launcher.parent.mkdir(parents=True)
    shutil.copy(Path(__file__).with_name("launcher.py"), launcher)
    launcher.chmod(0o755)
    for place, content in files(["camscope"]).items():
        path = tree / "usr" / "share" / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    papers = tree / "usr" / "share" / "doc" / "camscope"
    papers.mkdir(parents=True)
    shutil.copy(ROOT / "LICENSE", papers / "copyright")
    for path in tree.rglob("*"):
        if path.is_dir() or path != launcher:
            path.chmod(0o755 if path.is_dir() else 0o644)


def _kibibytes(tree: Path) -> int:
    return sum(path.stat().st_size for path in tree.rglob("*") if path.is_file()) // 1024
