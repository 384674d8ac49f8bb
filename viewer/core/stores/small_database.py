"""A small database of the user's: read as far as it goes, written whole or not at all."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from viewer.core.files.whole_file import why

if TYPE_CHECKING:
    import sqlite3

    Work = Callable[[sqlite3.Connection], object]

WAIT_S = 1.0  # for another window that is changing something


def read_database(file: Path, work: Work) -> Exception | None:
    """Let some work read a database that is there; return why it has not come to its end."""
    if not os.path.lexists(file):
        return None
    import sqlite3  # noqa: PLC0415 - the window starts without it where nothing is kept

    try:
        with closing(sqlite3.connect(file, timeout=WAIT_S)) as database:
            work(database)
    except sqlite3.Error as fault:
        return fault
    return None


def change_database(file: Path, work: Work) -> Exception | None:
    """Let some work change a database, which is made for it; return why nothing was changed."""
    import sqlite3  # noqa: PLC0415 - as above

    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(file, timeout=WAIT_S)) as database, database:
            work(database)
    except (sqlite3.Error, OSError) as fault:
        return fault
    return None


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
