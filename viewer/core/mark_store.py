"""Marks kept on disk among the user's data; nothing is written into the folders of the pictures."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable
from contextlib import closing, suppress
from pathlib import Path

log = logging.getLogger(__name__)
_TABLE = "CREATE TABLE IF NOT EXISTS marks (path BLOB PRIMARY KEY) WITHOUT ROWID"
_ADD, _REMOVE = "INSERT OR IGNORE INTO marks VALUES (?)", "DELETE FROM marks WHERE path IN (?)"

Paths = Iterable[Path]


class MarkStore:
    """A small database; one that cannot be used remembers nothing and does no harm.

    Args:
        file: made when the first mark is kept; its folder too.
    """

    def __init__(self, file: Path) -> None:
        self._file = file

    def load(self) -> frozenset[Path]:
        """Return every picture that bears a mark."""
        return self._use((), ()) if self._file.exists() else frozenset()

    def change(self, added: Paths, removed: Paths) -> None:
        """Remember new marks and forget others, in one go."""
        self._use(added, removed)

    def _use(self, added: Paths, removed: Paths) -> frozenset[Path]:
        """Change the marks and return them as they are then."""
        import sqlite3  # noqa: PLC0415 - the window starts without it where nothing is marked

        new, old = ([(os.fsencode(path),) for path in paths] for paths in (added, removed))
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self._file, timeout=2.0)) as database, database:
                database.execute(_TABLE)
                database.executemany(_ADD, new)
                database.executemany(_REMOVE, old)
                rows = database.execute("SELECT path FROM marks").fetchall()
        except (sqlite3.Error, OSError) as fault:
            log.warning("marks are not kept: %s", fault)
            if "not a database" in str(fault):
                with suppress(OSError):  # what is no database is put aside, and begun anew
                    self._file.replace(self._file.with_suffix(".damaged"))
            return frozenset()
        return frozenset(Path(os.fsdecode(path)) for (path,) in rows)
