"""Marks kept on disk among the user's data; nothing is written into the folders of the pictures."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from viewer.core.errors import UserError
from viewer.core.files.whole_file import set_aside
from viewer.core.foreign_text import shown_path
from viewer.core.stores.small_database import (
    change_database,
    is_damage,
    read_database,
    reason,
)

if TYPE_CHECKING:
    import sqlite3

log = logging.getLogger(__name__)
_TABLE = "CREATE TABLE IF NOT EXISTS marks (path BLOB PRIMARY KEY) WITHOUT ROWID"
_ADD, _REMOVE = "INSERT OR IGNORE INTO marks VALUES (?)", "DELETE FROM marks WHERE path IN (?)"
_EXISTS = "SELECT 1 FROM sqlite_master WHERE name = 'marks'"
_BOTH_WAYS = ("SELECT path FROM marks ORDER BY path", "SELECT path FROM marks ORDER BY path DESC")

Paths = Iterable[Path]


class MarkStore:
    """A small database.

    Args:
        file: made when the first mark is kept; its folder too.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self.problem: UserError | None = None  # why the last ``load`` has not brought all marks

    def load(self) -> frozenset[Path]:
        """Return every picture that bears a mark, as far as the marks can be read.

        A damaged file is kept under another name, and what could be read begins a new one.
        """
        self.problem = None
        found: set[Path] = set()
        if fault := read_database(self._file, partial(_read_into, found)):
            log.warning("marks cannot be read: %s", fault)
            self.problem = UserError(
                "The marks of pictures cannot be read.", hint=reason(fault), detail=str(fault)
            )
            if is_damage(fault):
                self._begin_anew(found)
        return frozenset(found)

    def change(self, added: Paths, removed: Paths) -> None:
        """Remember new marks and forget others, in one go.

        Raises:
            UserError: nothing was changed.
        """
        new, old = ([(os.fsencode(path),) for path in paths] for paths in (added, removed))

        def work(database: sqlite3.Connection) -> None:
            database.execute(_TABLE)
            database.executemany(_ADD, new)
            database.executemany(_REMOVE, old)

        if fault := change_database(self._file, work):
            log.warning("marks are not kept: %s", fault)
            place = f"Marks are kept in “{shown_path(self._file)}”."
            hint = f"{reason(fault)} {place}"
            raise UserError(
                "The marks could not be changed.", hint=hint, detail=str(fault)
            ) from fault

    def _begin_anew(self, found: Paths) -> None:
        try:
            aside = set_aside(self._file)
            self.change(found, ())
        except (OSError, UserError) as fault:
            log.warning("the damaged marks stay where they are: %s", fault)
            return
        self.problem = UserError(
            "The file of marks was damaged: some marks may be missing.",
            hint=f"The damaged file is kept as “{shown_path(aside)}”.",
        )


def _read_into(found: set[Path], database: sqlite3.Connection) -> None:
    """Read all marks, from both ends: a damaged page then hides no more than itself."""
    if not database.execute(_EXISTS).fetchone():
        return
    fault: Exception | None = None
    for query in _BOTH_WAYS:
        try:
            for (path,) in database.execute(query):
                found.add(Path(os.fsdecode(path)))
        except database.DatabaseError as error:
            fault = error
        else:
            return
    if fault is not None:
        raise fault
