"""Try a package as a user would: smoke_test.py wheel|folder|deb PATH [--borrow SITE-PACKAGES].

The package is installed elsewhere and started there: it explains one picture on the command line,
and the raw map and the predictions are compared with those of this checkout; then its window is
opened on a screen of its own (Xvfb, openbox, xdotool, scrot), the heat maps are waited for, and it
is quit by its key. --borrow uses the dependencies of another environment in place of a download.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
SCREEN_TOOLS = ("Xvfb", "openbox", "xdotool", "scrot")
WAIT_S = 180
CLOSE_S = 30
LEFT_PX = 320  # what lies right of this belongs to the panes
TOLERANCE = 1e-4


def main() -> int:
    """Install, explain, compare, open, quit; the first thing that is wrong ends it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("kind", choices=("wheel", "folder", "deb"))
    parser.add_argument("package", type=Path)
    parser.add_argument("--borrow", type=Path, metavar="SITE-PACKAGES")
    typed = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="smoke-") as name:
        folder = Path(name)
        picture = draw_picture(folder / "图 picture.png")
        surroundings = own_surroundings(folder)
        command = install(typed.kind, typed.package.resolve(), folder, typed.borrow)
        say("version", output([*command, "--version"], surroundings, folder))
        compare(command, picture, surroundings, folder)
        open_window(command, picture, surroundings, folder)
    return 0


def say(what: str, text: str) -> None:
    """Print one line of the protocol."""
    print(f"{what}: {text.strip()}", flush=True)


def draw_picture(path: Path) -> Path:
    """Draw a dark grey picture, so that whatever is warm among the panes is a heat map."""
    y, x = np.mgrid[0:320, 0:480]
    disc = (x - 200) ** 2 + (y - 150) ** 2 < 90**2
    grey = np.where(disc, 90, 20 + x // 16).astype(np.uint8)
    Image.fromarray(np.repeat(grey[..., None], 3, axis=2)).save(path)
    return path


def own_surroundings(folder: Path) -> dict[str, str]:
    """Return an environment with its own home, and without this checkout."""
    kept = {
        name: os.environ[name] for name in ("PATH", "LANG", "SSL_CERT_FILE") if name in os.environ
    }
    homes = {
        f"XDG_{name}_HOME": str(folder / name.lower())
        for name in ("CONFIG", "DATA", "STATE", "CACHE")
    }
    runtime = folder / "run"
    runtime.mkdir(mode=0o700)
    settings = folder / "config" / "CamScope" / "CamScope.ini"
    settings.parent.mkdir(parents=True)
    settings.write_text("[window]\ntour_offered=true\n", encoding="utf-8")  # the tour dims the maps
    return {**kept, **homes, "HOME": str(folder), "XDG_RUNTIME_DIR": str(runtime)}


def install(kind: str, package: Path, folder: Path, borrow: Path | None) -> list[str]:
    """Return the command that starts the installed program."""
    started = time.monotonic()
    if kind == "folder":
        return [str(package / "camscope")]
    if kind == "deb":
        tree = folder / "deb"
        subprocess.run(["dpkg-deb", "--extract", package, tree], check=True)
        package = next((tree / "usr" / "lib" / "camscope").glob("*.whl"))
    environment = folder / "environment"
    subprocess.run([sys.executable, "-m", "venv", environment], check=True)
    python = environment / "bin" / "python"
    pip = [str(python), "-m", "pip", "install", "--quiet"]
    if borrow is not None:
        found = output(
            [str(python), "-c", "import site; print(site.getsitepackages()[0])"], None, folder
        )
        (Path(found.strip()) / "borrowed.pth").write_text(f"{borrow.resolve()}\n", encoding="utf-8")
        pip.append("--no-deps")
    subprocess.run([*pip, str(package)], check=True)
    say("installed", f"{package.name} in {time.monotonic() - started:.0f} s")
    return [str(environment / "bin" / "camscope")]


def output(command: list[str], surroundings: dict[str, str] | None, folder: Path) -> str:
    """Run a command elsewhere and return what it prints."""
    done = subprocess.run(
        command, env=surroundings, cwd=folder, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


def compare(command: list[str], picture: Path, surroundings: dict[str, str], folder: Path) -> None:
    """Explain the picture with the package and with the checkout; the answers must be equal."""
    order = ["export", str(picture), "--maps", "--figure", "none", "--out"]
    started = time.monotonic()
    output([*command, *order, str(folder / "theirs")], surroundings, folder)
    took_s = time.monotonic() - started
    here = {**os.environ, "PYTHONPATH": str(ROOT)}
    output([sys.executable, "-m", "viewer", *order, str(folder / "ours")], here, folder)
    told, maps = [], []
    for side in ("theirs", "ours"):
        out = folder / side
        told.append(json.loads(next(out.glob("*.json")).read_text(encoding="utf-8")))
        with np.load(next(out.glob("*.npz"))) as arrays:
            maps.append({name: arrays[name] for name in arrays.files})
    if maps[0].keys() != maps[1].keys():
        sys.exit(f"different maps: {sorted(maps[0])} and {sorted(maps[1])}")
    far = max(float(np.abs(maps[0][name] - maps[1][name]).max()) for name in maps[0])
    if far > TOLERANCE:
        sys.exit(f"the maps differ by {far}")
    say("explained", f"in {took_s:.0f} s; {len(maps[0])} maps equal within {far:.1e}")


def open_window(
    command: list[str], picture: Path, surroundings: dict[str, str], folder: Path
) -> None:
    """Open the window on a screen of its own, wait for the heat maps, quit."""
    missing = [tool for tool in SCREEN_TOOLS if shutil.which(tool) is None]
    if missing:
        say("window", f"not tried, since there is no {', '.join(missing)}")
        return
    with screen(folder) as display:
        seen = {**surroundings, "DISPLAY": display}
        started = time.monotonic()
        program = subprocess.Popen([*command, str(picture)], env=seen, cwd=folder)
        find = ["xdotool", "search", "--onlyvisible", "--class", "CamScope"]
        wait_for(lambda: bool(ask(find, seen)), "no window", program)
        window_s = time.monotonic() - started
        wait_for(lambda: warm_pixels(seen, folder) > 2000, "no heat map on the screen", program)
        say(
            "window",
            f"after {window_s:.1f} s, its heat maps after {time.monotonic() - started:.1f} s",
        )
        ask(["xdotool", "key", "ctrl+q"], seen)
        if program.wait(CLOSE_S):
            sys.exit(f"the window ended with {program.returncode}")
        say("quit", "0, by Ctrl+Q")


@contextmanager
def screen(folder: Path) -> Iterator[str]:
    """A screen with a window manager."""
    reading, writing = os.pipe()
    log = (folder / "screen.log").open("w")
    xvfb = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1400x900x24"],
        pass_fds=(writing,), stdout=log, stderr=log,
    )  # fmt: skip
    os.close(writing)
    with os.fdopen(reading) as pipe:
        display = f":{pipe.readline().strip()}"
    openbox = subprocess.Popen(
        ["openbox"], env={**os.environ, "DISPLAY": display}, stdout=log, stderr=log
    )
    try:
        yield display
    finally:
        for process in (openbox, xvfb):
            process.terminate()
            process.wait()
        log.close()


def ask(command: list[str], surroundings: dict[str, str]) -> str:
    """Return what a tool prints, whatever its exit code."""
    done = subprocess.run(command, env=surroundings, capture_output=True, text=True, check=False)
    return done.stdout.strip()


def warm_pixels(surroundings: dict[str, str], folder: Path) -> int:
    """Count the warm pixels among the panes."""
    path = folder / "screen.png"
    ask(["scrot", "--overwrite", str(path)], surroundings)
    with Image.open(path) as image:
        rgb = np.asarray(image.convert("RGB")).astype(int)[120:, LEFT_PX:]
    return int(((rgb[..., 0] > 110) & (rgb[..., 0] > rgb[..., 2] + 30)).sum())


def wait_for(what: Callable[[], bool], otherwise: str, program: subprocess.Popen[bytes]) -> None:
    """Wait until something holds; leave when the program ends before, or it takes too long."""
    deadline = time.monotonic() + WAIT_S
    while not what():
        if program.poll() is not None:
            sys.exit(f"{otherwise}: the program ended with {program.returncode}")
        if time.monotonic() > deadline:
            program.kill()
            sys.exit(f"{otherwise} after {WAIT_S} s")
        time.sleep(0.3)


if __name__ == "__main__":
    sys.exit(main())
