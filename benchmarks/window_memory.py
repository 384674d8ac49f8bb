"""Watch the real window's memory: ``python benchmarks/window_memory.py [500] [2000]``.

Opens that many drawn pictures of 3 megapixels one after another, each explained by the engine, then
goes round them that many times more. The pictures kept decoded reach their cap after the first
thirty, the engine's results theirs soon after; each row's thumbnail is there after the first round.
Afterwards the window's and the engine's resident memory have to stay flat within 5 %.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import cv2
import numpy as np
from PySide6.QtCore import QSettings, QTimer

DRAWN = 40  # different pictures; more names are links to them
SIZE = (1500, 2000, 3)
ALLOWED = 0.05
CACHE_MB = 16  # of results in the engine; by itself it takes a quarter of what is free
PATIENCE_MS = 600_000  # for one picture


def main() -> int:
    """Print the memory as it goes; return 1 if it grew after the first part."""
    first = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    more = int(sys.argv[2]) if len(sys.argv) > 2 else 2000
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        for kind in ("CONFIG", "DATA", "STATE", "CACHE", "RUNTIME"):
            place = home / kind.lower()
            place.mkdir()
            os.environ["XDG_RUNTIME_DIR" if kind == "RUNTIME" else f"XDG_{kind}_HOME"] = str(place)
        pictures = draw(home / "pictures", first)
        return Soak(pictures, first + more, home / "settings.ini").run()


def draw(folder: Path, count: int) -> list[Path]:
    """Write a folder of pictures, most of them links."""
    folder.mkdir()
    chance = np.random.default_rng(1)
    paths = [folder / f"{number:05d}.jpg" for number in range(count)]
    for path in paths[:DRAWN]:
        small = chance.integers(0, 255, (SIZE[0] // 50, SIZE[1] // 50, 3), np.uint8)
        cv2.imwrite(str(path), cv2.resize(small, SIZE[1::-1], interpolation=cv2.INTER_CUBIC))
    for number, path in enumerate(paths[DRAWN:], start=DRAWN):
        path.hardlink_to(paths[number % DRAWN])
    return paths


class Soak:
    """Steps through the pictures as fast as they are shown and explained."""

    def __init__(self, pictures: list[Path], count: int, settings: Path) -> None:
        from viewer.app import build, make_application
        from viewer.starting import start

        self._pictures, self._count, self._first = pictures, count, len(pictures)
        self._done, self._settled, self._most = 0, (0, 0), (0, 0)
        self._application = make_application()
        file = QSettings(str(settings), QSettings.Format.IniFormat)
        file.setValue("explanation/cache_mb", CACHE_MB)
        self._app = build(self._application, settings=file)
        self._app.window.resize(1280, 800)
        self._app.window.show()
        self._deadline = QTimer(singleShot=True, interval=PATIENCE_MS)
        self._deadline.timeout.connect(lambda: self._application.exit(2))
        for told in (self._app.session.explained, self._app.loader.picture_loaded):
            told.connect(lambda _: QTimer.singleShot(0, self._step))
        start(self._app, [pictures[0]])

    def run(self) -> int:
        """Return 0 if the memory stayed flat, 1 if it grew, 2 if a picture was not explained."""
        self._deadline.start()
        code = self._application.exec()
        self._app.window.close()
        if code:
            print(f"picture {self._done} was not explained in time")
            return code
        growth = [most / before - 1 for most, before in zip(self._most, self._settled, strict=True)]
        print("growth afterwards: window {:+.1%}, engine {:+.1%}".format(*growth))
        return int(max(growth) > ALLOWED)

    def _step(self) -> None:
        from viewer.features.pictures import PicturesFeature

        session = self._app.session
        shown = self._app[PicturesFeature].picture
        if session.explanation is None or shown is None or shown.ref != session.image:
            return
        self._done += 1
        self._look()
        if self._done == self._count:
            self._application.exit(0)
            return
        session.set_image(self._pictures[self._done % self._first])
        self._deadline.start()

    def _look(self) -> None:
        part = max(1, self._first // 5)
        if self._done % part and self._done != self._first:
            return
        now = resident_kb("self"), resident_kb(str(self._app.engine.process_id))
        print(
            "{:5d} pictures  window {:7.1f} MB  engine {:7.1f} MB".format(
                self._done, *(kb / 1024 for kb in now)
            ),
            flush=True,
        )
        if self._done == self._first:
            self._settled = now
        if self._done >= self._first:
            self._most = max(now[0], self._most[0]), max(now[1], self._most[1])


def resident_kb(process: str) -> int:
    """Return a process's resident memory in kB (Linux)."""
    lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    return int(next(line for line in lines if line.startswith("VmRSS")).split()[1])


if __name__ == "__main__":
    sys.exit(main())
