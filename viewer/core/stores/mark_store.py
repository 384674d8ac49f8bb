"""Marks kept on disk among the user's data; nothing is written into the folders of the pictures."""

from __future__ import annotations

import errno
import logging
import os
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from viewer.core.errors import UserError
from viewer.core.files.whole_file import set_aside, why
from viewer.core.foreign_text import shown_path

if TYPE_CHECKING:
    import sqlite3

log = logging.getLogger(__name__)
WAIT_S = 1.0  # for another window that is changing marks
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
        if not os.path.lexists(self._file):
            return frozenset()
        import sqlite3  # noqa: PLC0415 - the window starts without it where nothing is marked

        found: set[Path] = set()
        try:
            with closing(sqlite3.connect(self._file, timeout=WAIT_S)) as database:
                _read_into(found, database)
        except sqlite3.Error as fault:
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
        import sqlite3  # noqa: PLC0415 - as above

        new, old = ([(os.fsencode(path),) for path in paths] for paths in (added, removed))
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self._file, timeout=WAIT_S)) as database, database:
                database.execute(_TABLE)
                database.executemany(_ADD, new)
                database.executemany(_REMOVE, old)
        except (sqlite3.Error, OSError) as fault:
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


def is_damage(fault: Exception) -> bool:
    """Tell whether a database refuses because its file is damaged."""
    import sqlite3  # noqa: PLC0415 - as above

    return _code(fault) in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def reason(fault: Exception) -> str:
    """Return a sentence that says why the database refuses."""
    import sqlite3  # noqa: PLC0415 - as above

    if isinstance(fault, OSError):
        return why(fault.errno)
    if is_damage(fault):
        return "The file is damaged."
    if _code(fault) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return "Another program keeps the file locked."
    numbers = {
        sqlite3.SQLITE_FULL: errno.ENOSPC,
        sqlite3.SQLITE_READONLY: errno.EACCES,
        sqlite3.SQLITE_CANTOPEN: errno.EACCES,
    }
    return why(numbers.get(_code(fault)))


def _code(fault: Exception) -> int:
    return getattr(fault, "sqlite_errorcode", 0) & 0xFF  # the rest says where it happened
