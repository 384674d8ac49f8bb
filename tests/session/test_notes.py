"""Notes: found by their words, undone, and brought by a session where the user has none."""

from __future__ import annotations

from pathlib import Path

from viewer.core.notes import NotePlace
from viewer.core.scene import Scene
from viewer.core.stores.note_store import NoteStore
from viewer.core.tables.options import OPTIONS
from viewer.session.history import History
from viewer.session.notes import Notes
from viewer.session.session import Session
from viewer.session.session_file import read_session, write_session

CAT = NotePlace(path=Path("/a/cat.png"))
EAR = NotePlace(path=Path("/a/cat.png"), target="dog")
FOLDER = NotePlace(path=Path("/a"))


def test_notes_are_found_by_words_names_and_classes(qapp):
    notes = Notes()
    notes.set({CAT: "Bright Corner", EAR: "the ear", FOLDER: "all of it"})
    assert notes.find("corner bright") == [CAT]
    assert notes.find("DOG") == [EAR]
    assert notes.find("cat") == [CAT, EAR]
    assert notes.find("") == [FOLDER, CAT, EAR]
    assert notes.find("corner ear") == []
    assert notes.noted == {Path("/a"), Path("/a/cat.png")}


def test_a_note_that_is_emptied_is_gone_also_from_the_disk(qapp, tmp_path):
    store = NoteStore(tmp_path / "notes.sqlite")
    notes = Notes(store)
    notes.write(CAT, "a")
    notes.write(EAR, "b")
    notes.write(CAT, " \n")
    assert dict(notes.texts) == store.load() == {EAR: "b"}


def test_what_cannot_be_kept_changes_nothing(qapp, tmp_path):
    (tmp_path / "file").write_bytes(b"")
    notes = Notes(NoteStore(tmp_path / "file" / "notes.sqlite"))
    told = []
    notes.failed.connect(told.append)
    notes.write(CAT, "a")
    assert notes.texts == {}
    assert len(told) == 1


def test_a_note_is_undone_and_done_again(qapp):
    notes = Notes()
    history = History(Session({option.key: option.default for option in OPTIONS}), None, notes)
    notes.write(CAT, "a")
    history.undo()
    assert notes.texts == {}
    history.redo()
    assert dict(notes.texts) == {CAT: "a"}


def test_a_session_brings_notes_where_the_user_has_none(qapp, tmp_path):
    long = "word " * 2_000
    mine = Notes()
    mine.set({CAT: long, EAR: "the ear", FOLDER: "all", NotePlace(path=Path("/b/x.png")): "no"})
    path = tmp_path / "a.camscope"
    write_session(Scene(folder=Path("/a"), notes=mine.of_folder(Path("/a"))), path)
    theirs, there = Notes(), tmp_path / "elsewhere"
    own = NotePlace(path=there / "cat.png", target="dog")
    theirs.write(own, "my own ear")
    theirs.add_missing(there, read_session(path).notes)
    assert dict(theirs.texts) == {
        NotePlace(path=there / "cat.png"): long,
        own: "my own ear",
        NotePlace(path=there): "all",
    }


def test_a_session_cannot_note_on_what_lies_outside_its_folder(qapp, tmp_path):
    path = tmp_path / "a.camscope"
    notes = '[{"path": "../x", "pieces": ["a"]}, {"path": "/x", "pieces": ["a"]}]'
    path.write_text(
        f'{{"kind": "camscope-session", "format": 1, "scene": {{"folder": ".", "notes": {notes}}}}}'
    )
    theirs = Notes()
    theirs.add_missing(tmp_path, read_session(path).notes)
    assert theirs.texts == {}
