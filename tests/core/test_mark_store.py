"""Marks come back, also for names that are no text, and a broken file does no harm."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from viewer.core.errors import UserError
from viewer.core.stores.mark_store import MarkStore

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


def test_a_file_that_is_no_database_is_put_aside_and_kept(file) -> None:
    file.parent.mkdir()
    content = b"no database, but long enough to look like one " * 100
    store = MarkStore(file)
    for number in range(1, 3):  # the second damaged file does not replace the first
        file.write_bytes(content)
        store = MarkStore(file)
        assert store.load() == frozenset()
        assert "damaged" in str(store.problem)
        kept = [path.read_bytes() for path in file.parent.glob("*.damaged-*")]
        assert kept == [content] * number
    store.change([CAT], [])
    assert store.load() == {CAT}
    assert store.problem is None


def test_a_damaged_page_hides_no_more_than_itself_and_the_file_is_kept(file) -> None:
    many = {Path(f"/data/{number:04}.png") for number in range(3000)}
    MarkStore(file).change(many, [])
    content = bytearray(file.read_bytes())
    content[8 * 4096 : 9 * 4096] = b"\xff" * 4096
    file.write_bytes(content)
    store = MarkStore(file)
    found = store.load()
    assert 2700 < len(found) < 3000
    assert found < many
    assert "some marks may be missing" in str(store.problem)
    (aside,) = file.parent.glob("*.damaged-*")
    assert aside.name in str(store.problem)
    assert aside.read_bytes() == content
    assert MarkStore(file).load() == found


def test_what_cannot_be_kept_is_told_with_the_reason(file, tmp_path) -> None:
    store = MarkStore(file)
    store.change([CAT], [])
    blocked = MarkStore(file / "below a file" / "x.sqlite")
    with pytest.raises(UserError, match="could not be changed"):
        blocked.change([CAT], [])
    with closing(sqlite3.connect(file)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(UserError, match="Another program keeps the file locked"):
            store.change([ODD], [])
        assert MarkStore(file).load() == frozenset()
    assert MarkStore(file).load() == {CAT}
    assert not list(file.parent.glob("*.damaged*"))
    (tmp_path / "folder.sqlite").mkdir()
    store = MarkStore(tmp_path / "folder.sqlite")
    assert store.load() == frozenset()
    assert "cannot be read" in str(store.problem)


def test_very_many_marks_are_kept_at_once(file) -> None:
    many = [Path(f"/data/{number}.png") for number in range(20_000)]
    store = MarkStore(file)
    store.change(many, [])
    assert store.load() == set(many)
