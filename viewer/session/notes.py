"""The user's notes on pictures, on classes in them, and on folders: written, found, remembered."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from viewer.core.errors import UserError
from viewer.core.notes import LONGEST_NOTE, NotePlace
from viewer.core.scene import SceneNote
from viewer.core.stores.note_store import NoteStore
from viewer.paths import user_data

PIECE = 3_000  # signs of a note in one text of a session file
MOST_IN_SESSION = 500  # notes


class Notes(QObject):
    """The notes of all folders.

    Args:
        store: where they are kept; None: nowhere.
    """

    changed = Signal()
    failed = Signal(object)  # UserError: a note could not be kept, and so is as it was

    def __init__(self, store: NoteStore | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self.texts: Mapping[NotePlace, str] = store.load() if store is not None else {}
        self.problem = store.problem if store is not None else None  # why some may be missing

    @classmethod
    def of_user(cls) -> Notes:
        """Return the notes that are kept among the user's data."""
        return cls(NoteStore(user_data() / "notes.sqlite"))

    @property
    def noted(self) -> frozenset[Path]:
        """What has a note: pictures and folders."""
        return frozenset(place.path for place in self.texts)

    def write(self, place: NotePlace, text: str) -> None:
        """Keep one note; an empty one is removed."""
        kept = {**self.texts, place: text[:LONGEST_NOTE]}
        self.set({one: said for one, said in kept.items() if said.strip()})

    def set(self, texts: Mapping[NotePlace, str]) -> None:
        """Let exactly these notes be there; what cannot be kept changes nothing."""
        before = self.texts
        if texts == before:
            return
        new = {place: text for place, text in texts.items() if before.get(place) != text}
        gone = dict.fromkeys(before.keys() - texts.keys(), "")
        try:
            if self._store is not None:
                self._store.change(new | gone)
        except UserError as error:
            self.failed.emit(error)
            return
        self.texts = dict(texts)
        self.changed.emit()

    def take_over(self, other: Notes) -> None:
        """Show what another window of this process has shown; that is kept already."""
        self.texts = other.texts
        self.changed.emit()

    def find(self, words: str) -> list[NotePlace]:
        """Return where all these words are noted, in any order; no words: all notes."""
        wanted = words.casefold().split()
        return sorted(
            (
                place
                for place, text in self.texts.items()
                if all(word in _searched(place, text) for word in wanted)
            ),
            key=lambda place: (str(place.path), place.target),
        )

    def of_folder(self, folder: Path) -> tuple[SceneNote, ...]:
        """Return the notes on a folder and on what is in it, as a session keeps them."""
        found = [place for place in self.texts if place.path.is_relative_to(folder)]
        return tuple(
            SceneNote(
                path=place.path.relative_to(folder).as_posix(),
                target=place.target,
                pieces=_pieces(self.texts[place]),
            )
            for place in found[:MOST_IN_SESSION]
        )

    def add_missing(self, folder: Path, told: tuple[SceneNote, ...]) -> None:
        """Take the notes of a session where the user has none of that place."""
        known = {
            NotePlace(path=folder / note.path, target=note.target): "".join(note.pieces)
            for note in told
            if not Path(note.path).is_absolute() and ".." not in Path(note.path).parts
        }
        self.set({**known, **self.texts})


def _searched(place: NotePlace, text: str) -> str:
    return f"{text} {place.target} {place.path.name}".casefold()


def _pieces(text: str) -> tuple[str, ...]:
    return tuple(text[start : start + PIECE] for start in range(0, len(text), PIECE))
