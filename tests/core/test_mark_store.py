"""Marks come back, also for names that are no text, and a broken file does no harm."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from viewer.core.mark_store import MarkStore

CAT, ODD = Path("/a/猫.png"), Path(os.fsdecode(b"/a/\xff.png") if os.name != "nt" else "/a/b.png")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "new" / "marks.sqlite"


def test_marks_come_back(file) -> None:
    store = MarkStore(file)
    assert store.load() == frozenset()
    assert not file.exists()  # nothing is made by asking
    store.change([CAT, ODD, CAT], [])
    assert MarkStore(file).load() == {CAT, ODD}
    store.change([], [CAT])
    assert MarkStore(file).load() == {ODD}


def test_a_file_that_is_no_database_is_put_aside(file) -> None:
    file.parent.mkdir()
    file.write_bytes(b"no database, but long enough to look like one " * 100)
    store = MarkStore(file)
    assert store.load() == frozenset()
    assert file.with_suffix(".damaged").exists()
    store.change([CAT], [])
    assert store.load() == {CAT}
    MarkStore(file / "below a file" / "x.sqlite").change([CAT], [])


def test_very_many_marks_are_kept_at_once(file) -> None:
    many = [Path(f"/data/{number}.png") for number in range(20_000)]
    store = MarkStore(file)
    store.change(many, [])
    assert store.load() == set(many)
