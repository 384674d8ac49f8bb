"""A disk that does not answer any more, as a network folder that is gone: the window lives on."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QFileDialog

from viewer.app import build, make_application
from viewer.core.files import disk_questions
from viewer.features.folders import FoldersFeature
from viewer.features.pictures import PicturesFeature
from viewer.household import Household
from viewer.starting import start
from viewer.work import workers

LONGEST_STALL_S = 0.6  # 0.1 s on a free machine
CLOSE_S = 3.0


class Disk:
    """Holds up whoever asks for anything below a folder, once it is dead."""

    def __init__(self, root: Path) -> None:
        self.root = str(root)
        self._alive = threading.Event()
        self._alive.set()

    def die(self) -> None:
        self._alive.clear()

    def revive(self) -> None:
        self._alive.set()

    def holding(self, real: Callable) -> Callable:
        def ask(path, *arguments, **named):
            if isinstance(path, (str, bytes, os.PathLike)):
                below = os.fsdecode(path).startswith(self.root)
                if below and not self._alive.wait(60):
                    raise OSError("the test is long over")
            return real(path, *arguments, **named)

        return ask


@pytest.fixture
def disk(photo_folder, monkeypatch) -> Iterator[Disk]:
    """The folder of four photos, on a disk that can die."""
    disk = Disk(photo_folder)
    for name in ("stat", "lstat", "scandir", "open", "readlink"):
        monkeypatch.setattr(os, name, disk.holding(getattr(os, name)))
    yield disk
    disk.revive()
    deadline = time.monotonic() + 10
    while (disk_questions._under_way or workers.are_left()) and time.monotonic() < deadline:
        time.sleep(0.01)


@pytest.fixture
def elsewhere(tmp_path, photo_folder) -> Path:
    folder = tmp_path / "elsewhere"
    shutil.copytree(photo_folder, folder)
    return folder


@pytest.fixture
def make(qtbot, own_folders) -> Iterator[Callable[[], Household]]:
    """The real window without its engine."""
    made = []

    def make() -> Household:
        settings = QSettings(str(own_folders / "settings.ini"), QSettings.Format.IniFormat)
        app = build(make_application(), settings=settings)
        app.engine.start = lambda: None
        app.window.resize(900, 600)
        app.window.show()
        made.append(app)
        return app

    yield make
    for app in made:
        app.window.close()
        app.window.deleteLater()


class Heart:
    """Beats in the window's event loop, and knows its longest pause."""

    def __init__(self) -> None:
        self.longest_s, self._last = 0.0, time.perf_counter()
        self._timer = QTimer(interval=10)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        now = time.perf_counter()
        self.longest_s, self._last = max(self.longest_s, now - self._last), now


def shown(app: Household, path: Path, qtbot) -> None:
    qtbot.waitUntil(
        lambda: (
            app[PicturesFeature].picture is not None
            and app[PicturesFeature].picture.ref.path == path
        ),
        timeout=20_000,
    )


def said(app: Household) -> str:
    return app.window.status._activity.text()


def test_a_folder_that_does_not_answer_is_left_for_another(
    make, disk, photo_folder, elsewhere, qtbot
):
    app = make()
    disk.die()
    heart = Heart()
    for path in (photo_folder, photo_folder / "photo1.png", photo_folder / "gone"):
        app[FoldersFeature].opener.open([path])
        qtbot.waitUntil(lambda path=path: f"Reading “{path.name}”…" in said(app))
    app[FoldersFeature].opener.open([elsewhere])
    shown(app, elsewhere / "photo1.png", qtbot)
    qtbot.waitUntil(lambda: "Reading" not in said(app))
    assert heart.longest_s < LONGEST_STALL_S
    disk.revive()  # what was asked for long ago changes nothing any more
    qtbot.waitUntil(lambda: not disk_questions._under_way)
    assert app.session.listing.path == elsewhere


def test_a_disk_that_dies_while_its_pictures_are_looked_at(
    make, disk, photo_folder, elsewhere, qtbot, monkeypatch
):
    monkeypatch.setattr(workers, "PATIENCE_S", 0.5)
    app = make()
    app[FoldersFeature].opener.open([photo_folder])
    shown(app, photo_folder / "photo1.png", qtbot)
    qtbot.waitUntil(lambda: len(app.loader._pictures) == 2)  # with its neighbour
    disk.die()
    heart = Heart()
    for _ in range(3):
        app.window.browser.step(1)
    qtbot.waitUntil(lambda: "Reading “photo10.png”…" in said(app))
    app.commands.run("reload")
    app[FoldersFeature].watcher.folder_changed.emit()
    app[FoldersFeature].watcher.file_changed.emit(photo_folder / "photo10.png")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([], ""))
    for command in ("open_folder", "open_images", "go_up"):
        app.commands.run(command)
    app[FoldersFeature].opener.open([elsewhere])
    shown(app, elsewhere / "photo1.png", qtbot)
    assert heart.longest_s < LONGEST_STALL_S


def test_a_start_whose_last_folder_is_gone(make, disk, photo_folder, elsewhere, qtbot):
    first = make()
    first[FoldersFeature].opener.open([photo_folder])
    shown(first, photo_folder / "photo1.png", qtbot)
    first.window.browser.tree.set_root(photo_folder)
    first.window.close()
    disk.die()
    begun = time.monotonic()
    second = make()
    start(second, [])
    assert time.monotonic() - begun < 5
    heart = Heart()
    qtbot.waitUntil(lambda: "Reading “photo1.png”…" in said(second))
    second[FoldersFeature].opener.open([elsewhere])
    shown(second, elsewhere / "photo1.png", qtbot)
    assert heart.longest_s < LONGEST_STALL_S


def test_the_window_closes_all_the_same(make, disk, photo_folder, qtbot):
    app = make()
    app[FoldersFeature].opener.open([photo_folder])
    shown(app, photo_folder / "photo1.png", qtbot)
    disk.die()
    app.window.browser.last()
    app[FoldersFeature].opener.open([photo_folder / "photo3.png"])
    app[FoldersFeature].reader.read(photo_folder)
    qtbot.waitUntil(lambda: "Reading" in said(app))
    begun = time.monotonic()
    app.window.close()
    assert time.monotonic() - begun < CLOSE_S
    assert not app.window.isVisible()
