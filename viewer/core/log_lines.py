"""Entries of a log that a name cannot forge: what follows an entry's first line is indented."""

from __future__ import annotations

import logging
from typing import TextIO

from viewer.core.foreign_text import shown_lines


class LogLines(logging.Formatter):
    """Writes printable lines; only an entry begins at the left edge."""

    def format(self, record: logging.LogRecord) -> str:
        """Return one entry, with its traceback if it has one."""
        return shown_lines(super().format(record)).replace("\n", "\n  ")


def log_to(stream: TextIO) -> None:
    """Log to a stream, in a process that another one watches."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(LogLines("%(levelname)s %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[handler])
