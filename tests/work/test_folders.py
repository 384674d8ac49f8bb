"""The folder reader answers every wish once, and ends quietly."""

from __future__ import annotations

import pytest

from viewer.work.folders import FolderReader


@pytest.fixture
def reader(qapp):
    one = FolderReader()
    yield one
    one.shut_down()


def test_folders_are_read_and_a_missing_one_is_empty(reader, tmp_path, qtbot):
    (tmp_path / "cat").mkdir()
    told = {}
    reader.folders_read.connect(lambda path, folders: told.update({path: folders}))
    for path in (tmp_path, tmp_path, tmp_path / "gone"):
        reader.read(path)
    qtbot.waitUntil(lambda: len(told) == 2)
    assert [each.name for each in told[tmp_path]] == ["cat"]
    assert told[tmp_path / "gone"] == ()
