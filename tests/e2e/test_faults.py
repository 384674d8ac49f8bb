"""Files vanish, shrink and change while the real window steps through them; it goes on."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QSettings, QTimer

from viewer.app import build, make_application
from viewer.features.folders import FoldersFeature
from viewer.features.pictures import PicturesFeature
from viewer.household import Household

COUNT = 24
SEED = 7


def draw(path: Path, shade: int = 0) -> None:
    ramp = np.add.outer(np.arange(120), np.arange(160))[..., None]
    pixels = (np.repeat(ramp, 3, axis=2) + shade) % 256
    Image.fromarray(pixels.astype(np.uint8)).save(path)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number in range(COUNT):
        draw(tmp_path / f"{number}.{'jpg' if number % 2 else 'png'}", number)
    return tmp_path


@pytest.fixture
def app(qtbot, own_folders, folder) -> Iterator[Household]:
    """The real window without its engine: what is tested is whether pictures come and go."""
    settings = QSettings(str(own_folders / "settings.ini"), QSettings.Format.IniFormat)
    app = build(make_application(), settings=settings)
    app.window.resize(900, 600)
    app.window.show()
    app[FoldersFeature].opener.open([folder])
    qtbot.waitUntil(lambda: app.session.image is not None)
    yield app
    app.window.close()
    app.window.deleteLater()


def settled(app: Household) -> bool:
    """Whether the picture chosen is on the screen, or a sentence in its place."""
    image, shown = app.session.image, app[PicturesFeature].picture
    if image is None:
        return True
    said = app.window.pane_row.vacancy.isVisibleTo(app.window)
    return said or (shown is not None and shown.ref == image)


def test_new_renamed_and_removed_files_appear_as_they_happen(app, folder, qtbot):
    names = lambda: [path.name for path in app.session.listing.pictures]  # noqa: E731
    app.session.set_image(folder / "4.png")
    (folder / "4.png").rename(folder / "zebra.png")
    qtbot.waitUntil(lambda: "zebra.png" in names())
    assert app.session.image.path == folder / "zebra.png"  # followed
    (folder / "zebra.png").unlink()
    qtbot.waitUntil(lambda: "zebra.png" not in names())
    assert app.session.image.path in app.session.listing.pictures
    qtbot.waitUntil(lambda: settled(app))
    draw(folder / "new.png")
    qtbot.waitUntil(lambda: "new.png" in names())


def test_the_current_picture_is_reread_when_it_changes(app, folder, qtbot):
    app.session.set_image(folder / "2.png")
    qtbot.waitUntil(lambda: settled(app) and app[PicturesFeature].picture is not None)
    watcher = app[FoldersFeature].watcher
    qtbot.waitUntil(lambda: str(folder / "2.png") in watcher._files and not watcher._owed)
    before = app[PicturesFeature].picture.rgb.copy()
    draw(folder / "2.png", 99)
    qtbot.waitUntil(lambda: not np.array_equal(app[PicturesFeature].picture.rgb, before))
    assert app.session.image.path == folder / "2.png"


def test_a_folder_that_vanishes_is_told(app, folder, qtbot):
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
    qtbot.waitUntil(lambda: app.window.notices.isVisible() or not app.session.listing.pictures)


@pytest.mark.timeout(120)
def test_stepping_goes_on_whatever_happens_to_the_files(app, folder, qtbot):
    chance, stalls, last = random.Random(SEED), [], [time.perf_counter()]
    beat = QTimer(interval=5)
    beat.timeout.connect(lambda: (stalls.append(time.perf_counter() - last[0]), tick(last)))
    beat.start()
    faults = [cut, empty, exchange, remove, pipe, loop, swap_for_folder, restore]
    for turn in range(60):
        files = sorted(folder.iterdir())
        chance.choice(faults)(chance.choice(files), chance)
        if turn % 3 == 0:
            draw(folder / f"again{turn}.png", turn)
        app.window.browser.step(chance.choice((1, 1, -1)))
        qtbot.wait(chance.randrange(0, 40))
    beat.stop()
    draw(folder / "the last one.png")
    qtbot.waitUntil(lambda: folder / "the last one.png" in app.session.listing.pictures)
    app.session.set_image(folder / "the last one.png")
    qtbot.waitUntil(lambda: settled(app) and app[PicturesFeature].picture is not None)
    assert app[PicturesFeature].picture.ref.path.name == "the last one.png"
    assert sorted(stalls)[int(0.99 * len(stalls))] < 1.0  # far below that on a free machine


def tick(last: list[float]) -> None:
    last[0] = time.perf_counter()


def cut(path: Path, chance: random.Random) -> None:
    if path.is_file() and not path.is_symlink():
        os.truncate(path, chance.randrange(0, path.stat().st_size + 1))


def empty(path: Path, chance: random.Random) -> None:
    if path.is_file() and not path.is_symlink():
        path.write_bytes(b"")


def exchange(path: Path, chance: random.Random) -> None:
    if path.is_file() and not path.is_symlink():
        path.write_bytes(chance.randbytes(2_000))


def remove(path: Path, chance: random.Random) -> None:
    if path.is_dir() and not path.is_symlink():
        path.rmdir()
    else:
        path.unlink()


def pipe(path: Path, chance: random.Random) -> None:
    remove(path, chance)
    if hasattr(os, "mkfifo"):
        os.mkfifo(path)


def loop(path: Path, chance: random.Random) -> None:
    remove(path, chance)
    if os.name == "posix":
        path.symlink_to(path.name)


def swap_for_folder(path: Path, chance: random.Random) -> None:
    remove(path, chance)
    path.mkdir()


def restore(path: Path, chance: random.Random) -> None:
    remove(path, chance)
    draw(path.with_suffix(".png"), 50)
