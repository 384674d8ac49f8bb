"""Notes kept on disk beside the marks; nothing is written into the folders of the pictures."""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from viewer.core.errors import UserError
from viewer.core.files.whole_file import set_aside
from viewer.core.foreign_text import shown_path
from viewer.core.notes import LONGEST_NOTE, NotePlace
from viewer.core.stores.small_database import (
    change_database,
    is_damage,
    read_database,
    reason,
)

if TYPE_CHECKING:
    import sqlite3

log = logging.getLogger(__name__)
_TABLE = (
    "CREATE TABLE IF NOT EXISTS notes"
    " (path BLOB, target TEXT, text TEXT, PRIMARY KEY (path, target)) WITHOUT ROWID"
)
_PUT = "INSERT OR REPLACE INTO notes VALUES (?, ?, ?)"
_REMOVE = "DELETE FROM notes WHERE path = ? AND target = ?"
_EXISTS = "SELECT 1 FROM sqlite_master WHERE name = 'notes'"
_ALL = "SELECT path, target, text FROM notes ORDER BY path, target"


class NoteStore:
    """A small database.

    Args:
        file: made when the first note is kept; its folder too.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self.problem: UserError | None = None  # why the last ``load`` has not brought all notes

    def load(self) -> dict[NotePlace, str]:
        """Return every note, as far as they can be read.

        A damaged file is kept under another name, and what could be read begins a new one.
        """
        self.problem = None
        found: dict[NotePlace, str] = {}
        if fault := read_database(self._file, partial(_read_into, found)):
            log.warning("notes cannot be read: %s", fault)
            self.problem = UserError(
                "The notes cannot be read.", hint=reason(fault), detail=str(fault)
            )
            if is_damage(fault):
                self._begin_anew(found)
        return found

    def change(self, notes: Mapping[NotePlace, str]) -> None:
        """Keep these notes, all or none; an empty one is removed.

        Raises:
            UserError: nothing was changed.
        """
        new = [(*_key(place), text) for place, text in notes.items() if text]
        old = [_key(place) for place, text in notes.items() if not text]

        def work(database: sqlite3.Connection) -> None:
            database.execute(_TABLE)
            database.executemany(_PUT, new)
            database.executemany(_REMOVE, old)

        if fault := change_database(self._file, work):
            log.warning("notes are not kept: %s", fault)
            place = f"Notes are kept in “{shown_path(self._file)}”."
            raise UserError(
                "The note could not be kept.", hint=f"{reason(fault)} {place}", detail=str(fault)
            ) from fault

    def _begin_anew(self, found: Mapping[NotePlace, str]) -> None:
        try:
            aside = set_aside(self._file)
            self.change(found)
        except (OSError, UserError) as fault:
            log.warning("the damaged notes stay where they are: %s", fault)
            return
        self.problem = UserError(
            "The file of notes was damaged: some notes may be missing.",
            hint=f"The damaged file is kept as “{shown_path(aside)}”.",
        )


def _key(place: NotePlace) -> tuple[bytes, str]:
    return os.fsencode(place.path), place.target


def _read_into(found: dict[NotePlace, str], database: sqlite3.Connection) -> None:
    if not database.execute(_EXISTS).fetchone():
        return
    for path, target, text in database.execute(_ALL):
        if isinstance(path, bytes) and isinstance(target, str) and isinstance(text, str):
            place = NotePlace(path=Path(os.fsdecode(path)), target=target)
            found[place] = text[:LONGEST_NOTE]
