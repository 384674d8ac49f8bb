"""The user's code finds what it finds when its author runs it: arguments, folder, a place to print.

What it prints goes to the log, also much later: the command line's own output stays its own, and
a flood of lines is cut.
"""

from __future__ import annotations

import contextlib
import io
import logging
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from viewer.core.foreign_text import shown, shown_path

log = logging.getLogger(__name__)
MOST_LINES = 200
LONGEST_LINE = 500  # characters


class Printed(io.TextIOBase):
    """Where the code of one file prints: line by line to the log, until there are too many."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._name, self._line, self._lines = shown_path(path.name), "", 0
        self._telling = False  # the code may have made the log print here

    def writable(self) -> bool:
        """Say so to those who ask."""
        return True

    def write(self, text: str) -> int:
        """Keep the last line, which may go on, and log those before it."""
        if self._lines <= MOST_LINES and not self._telling:
            *whole, last = f"{self._line}{text[: MOST_LINES * LONGEST_LINE]}".split("\n")
            self._line = last[: 2 * LONGEST_LINE]
            for line in whole:
                self._log(line)
        return len(text)

    def end(self) -> None:
        """Log what has no end of line."""
        line, self._line = self._line, ""
        if line:
            self._log(line)

    def print(self, *values: object, file: Any = None, **how: Any) -> None:
        """Print as Python does, but never to the standard streams."""
        streams = (None, sys.stdout, sys.stderr, sys.__stdout__, sys.__stderr__)
        there = self if any(file is stream for stream in streams) else file
        print(*values, file=there, **how)

    def _log(self, line: str) -> None:
        self._lines += 1
        self._telling = True
        if self._lines <= MOST_LINES and line.strip():
            log.info("“%s” prints: %s", self._name, shown(line, LONGEST_LINE))
        elif self._lines == MOST_LINES + 1:
            log.info(
                "“%s” prints more than %d lines; the rest is left out.", self._name, MOST_LINES
            )
        self._telling = False


@contextlib.contextmanager
def as_its_author(path: Path, printed: Printed) -> Iterator[None]:
    """Run the code of a file as ``python FILE.py`` in its folder would, and put all back after."""
    argv, before, search, stdin = sys.argv, _folder(), [*sys.path], sys.stdin
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
        try:
            sys.argv, sys.stdin = [path.name], io.StringIO()  # ours may be the window's pipe
            sys.path[:] = [entry for entry in search if os.path.isabs(entry)]  # noqa: PTH117
            _enter(path.parent)
            yield
        finally:
            sys.argv, sys.stdin, sys.path[:] = argv, stdin, search
            _enter(before)
            printed.end()


def _folder() -> Path | None:
    try:
        return Path.cwd()
    except OSError:  # it was removed
        return None


def _enter(folder: Path | None) -> None:
    if folder is not None:
        with contextlib.suppress(OSError):
            os.chdir(folder)
