"""Notes come back, also on names that are no text, and a broken file does no harm."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from viewer.core.errors import UserError
from viewer.core.notes import NotePlace
from viewer.core.stores.note_store import NoteStore

CAT, ODD = Path("/a/猫.png"), Path(os.fsdecode(b"/a/\xff.png") if os.name != "nt" else "/a/b.png")
WHOLE, EAR, FOLDER = NotePlace(path=CAT), NotePlace(path=CAT, target="dog"), NotePlace(path=ODD)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "new" / "notes.sqlite"


def test_notes_come_back(file) -> None:
    store = NoteStore(file)
    assert store.load() == {}
    assert not file.exists()  # nothing is made by asking
    store.change({WHOLE: "猫\n- bright", EAR: "ear", FOLDER: "x"})
    assert NoteStore(file).load() == {WHOLE: "猫\n- bright", EAR: "ear", FOLDER: "x"}
    store.change({WHOLE: "", EAR: "other"})
    assert NoteStore(file).load() == {EAR: "other", FOLDER: "x"}


def test_a_file_that_is_no_database_is_put_aside_and_kept(file) -> None:
    file.parent.mkdir()
    content = b"no database, but long enough to look like one " * 100
    file.write_bytes(content)
    store = NoteStore(file)
    assert store.load() == {}
    assert "damaged" in str(store.problem)
    assert [path.read_bytes() for path in file.parent.glob("*.damaged-*")] == [content]
    store.change({WHOLE: "a"})
    assert store.load() == {WHOLE: "a"}


def test_what_cannot_be_kept_is_said(tmp_path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(UserError, match="could not be kept"):
        NoteStore(tmp_path / "file" / "notes.sqlite").change({WHOLE: "a"})
