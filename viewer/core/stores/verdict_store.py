"""Verdicts kept on disk, so that a folder is judged once by each model and not every day."""

from __future__ import annotations

import logging
import os
import sqlite3
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from viewer.core.asks.references import ImageRef
from viewer.core.judging.verdicts import Verdict
from viewer.core.stores.small_database import is_damage

log = logging.getLogger(__name__)
_TABLE = """
CREATE TABLE IF NOT EXISTS verdicts (
    model TEXT, path BLOB, page INTEGER, mtime_ns INTEGER, size_bytes INTEGER,
    class INTEGER, probability REAL, problem TEXT,
    PRIMARY KEY (model, path, page)
) WITHOUT ROWID
"""
_FIND = """
SELECT mtime_ns, size_bytes, class, probability, problem FROM verdicts
WHERE model = ? AND path = ? AND page = ?
"""
_KEEP = "INSERT OR REPLACE INTO verdicts VALUES (?, ?, ?, ?, ?, ?, ?, ?)"


class VerdictStore:
    """A small database; one that cannot be used remembers nothing and does no harm.

    Args:
        file: made when the first verdict is kept; its folder too.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._connection: sqlite3.Connection | None = None
        self._told = False  # the log fills with nothing else otherwise

    def find(self, model: str, image: ImageRef) -> Verdict | None:
        """Return what a model, in one state, has said of a file in its present state."""
        if self._connection is None and not self._file.exists():
            return None
        try:
            key = model, os.fsencode(image.path), image.page
            row = self._open().execute(_FIND, key).fetchone()
        except (sqlite3.Error, OSError) as fault:
            self._give_up(fault)
            return None
        if row is None or tuple(row[:2]) != (image.mtime_ns, image.size_bytes):
            return None
        return Verdict(image=image, index=row[2], probability=row[3], problem=row[4])

    def keep(self, model: str, verdicts: Iterable[Verdict]) -> None:
        """Remember verdicts, in one go."""
        rows = [
            (
                model,
                os.fsencode(verdict.image.path),
                verdict.image.page,
                verdict.image.mtime_ns,
                verdict.image.size_bytes,
                verdict.index,
                verdict.probability,
                verdict.problem,
            )
            for verdict in verdicts
        ]
        try:
            with self._open() as connection:
                connection.executemany(_KEEP, rows)
        except (sqlite3.Error, OSError) as fault:
            self._give_up(fault)

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(self._file, timeout=2.0)
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._connection.execute("PRAGMA synchronous = NORMAL")
            self._connection.execute(_TABLE)
        return self._connection

    def _give_up(self, fault: Exception) -> None:
        """Go on without; a damaged file is taken away, since the model can say it all again."""
        if not self._told:
            self._told = True
            log.warning("verdicts are not kept: %s", fault)
        with suppress(sqlite3.Error):
            self.close()
        if is_damage(fault):
            for end in ("", "-wal", "-shm"):
                with suppress(OSError):
                    self._file.with_name(self._file.name + end).unlink()
