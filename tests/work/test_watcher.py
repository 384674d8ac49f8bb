"""What changes on the disk is told once, after it rests."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from viewer.core.files.folder import list_folder
from viewer.work import watcher as module
from viewer.work.watcher import Watcher
from viewer.work.workers import are_left


@pytest.fixture
def watcher(qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr(module, "REST_MS", 60)
    one = Watcher()
    one.watch_folder(list_folder(tmp_path))
    qtbot.waitUntil(lambda: not one._owed)
    yield one
    one.shut_down()
    assert not are_left()


def test_many_changes_are_told_once(watcher, tmp_path, qtbot) -> None:
    told: list[None] = []
    watcher.folder_changed.connect(lambda: told.append(None))
    with qtbot.waitSignal(watcher.folder_changed):
        for number in range(50):
            (tmp_path / f"{number}.png").touch()
        (tmp_path / "3.png").rename(tmp_path / "x.png")
        (tmp_path / "4.png").unlink()
    with qtbot.waitSignal(watcher.folder_changed):
        (tmp_path / "one more.png").touch()
    assert len(told) == 2


def test_changed_contents_are_told_for_the_files_watched(watcher, tmp_path, qtbot) -> None:
    files = [tmp_path / "a.png", tmp_path / "b.png"]
    for file in files:
        file.write_bytes(b"one")
    qtbot.waitSignal(watcher.folder_changed).wait()
    told: list[Path] = []
    watcher.file_changed.connect(told.append)
    watcher.watch_files(files[:1])
    qtbot.waitUntil(lambda: not watcher._owed)
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
        qtbot.waitUntil(lambda: not watcher._thread.eyes._rest.isActive())
        told.clear()
    files[0].unlink()
    qtbot.waitSignal(watcher.folder_changed).wait()
    assert told == []


def test_sub_folders_are_watched_when_they_are_listed_together(watcher, tmp_path, qtbot) -> None:
    below = tmp_path / "cat" / "grey"
    below.mkdir(parents=True)
    (below / "a.png").touch()
    watcher.watch_folder(list_folder(tmp_path, deep=True))
    qtbot.waitUntil(lambda: not watcher._owed)
    with qtbot.waitSignal(watcher.folder_changed):
        (below / "b.png").touch()


def test_a_disk_that_does_not_answer_keeps_no_other_from_being_watched(
    qtbot, tmp_path, monkeypatch
) -> None:
    gate, asked, real = threading.Event(), threading.Event(), os.path.lexists

    def ask(path: str) -> bool:
        if "dead" in path:
            asked.set()
            gate.wait()
        return real(path)

    for name in ("dead", "living"):
        (tmp_path / name).mkdir()
    monkeypatch.setattr(os.path, "lexists", ask)
    monkeypatch.setattr(module, "DEAF_MS", 100)
    one, told = Watcher(), []
    one.folder_changed.connect(lambda: told.append(None))
    one.watch_folder(list_folder(tmp_path / "dead"))
    qtbot.waitUntil(asked.is_set)
    one.watch_folder(list_folder(tmp_path / "living"))
    qtbot.waitUntil(lambda: not one._owed)
    (tmp_path / "living" / "a.png").touch()
    qtbot.waitUntil(lambda: told == [None])
    one.shut_down()
    gate.set()
    qtbot.waitUntil(lambda: not are_left())
