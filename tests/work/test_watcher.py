"""What changes on the disk is told once, after it rests."""

from __future__ import annotations

from pathlib import Path

import pytest

from viewer.core.folder import list_folder
from viewer.work import watcher as module
from viewer.work.watcher import Watcher


@pytest.fixture
def watcher(qapp, tmp_path, monkeypatch):
    monkeypatch.setattr(module, "REST_MS", 60)
    one = Watcher()
    one.watch_folder(list_folder(tmp_path))
    yield one
    one.shut_down()
    assert one._watcher.files() == one._watcher.directories() == []


def test_many_changes_are_told_once(watcher, tmp_path, qtbot) -> None:
    told: list[None] = []
    watcher.folder_changed.connect(lambda: told.append(None))
    with qtbot.waitSignal(watcher.folder_changed):
        for number in range(50):
            (tmp_path / f"{number}.png").touch()
        (tmp_path / "3.png").rename(tmp_path / "x.png")
        (tmp_path / "4.png").unlink()
    qtbot.wait(150)
    assert len(told) == 1


def test_changed_contents_are_told_for_the_files_watched(watcher, tmp_path, qtbot) -> None:
    files = [tmp_path / "a.png", tmp_path / "b.png"]
    for file in files:
        file.write_bytes(b"one")
    qtbot.waitSignal(watcher.folder_changed).wait()
    told: list[Path] = []
    watcher.file_changed.connect(told.append)
    watcher.watch_files(files[:1])
    for contents in (b"two", b"three"):
        for file in files:
            file.write_bytes(contents)
        qtbot.waitUntil(lambda: len(told) > 0)
        assert set(told) == {files[0]}
        told.clear()
    for turn in range(2):  # exchanged for another file of its name, as most programs save
        (tmp_path / "new").write_bytes(b"four" * (turn + 1))
        (tmp_path / "new").replace(files[0])
        qtbot.waitUntil(lambda: files[0] in told)
        qtbot.wait(100)
        told.clear()
    files[0].unlink()
    qtbot.waitSignal(watcher.folder_changed).wait()
    assert told == []


def test_sub_folders_are_watched_when_they_are_listed_together(watcher, tmp_path, qtbot) -> None:
    below = tmp_path / "cat" / "grey"
    below.mkdir(parents=True)
    (below / "a.png").touch()
    watcher.watch_folder(list_folder(tmp_path, deep=True))
    qtbot.wait(100)
    with qtbot.waitSignal(watcher.folder_changed):
        (below / "b.png").touch()
