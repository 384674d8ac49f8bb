"""How far a batch has come: a bar on a terminal, one plain line for each picture elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from viewer.core.errors import UserError
from viewer.core.foreign_text import shown

BAR_NAME = 60  # characters of a name beside the bar


class Report(Protocol):
    """What a batch tells while it works."""

    def begin(self, name: str, /) -> None:
        """Tell which picture is next."""

    def done(self, name: str, /) -> None:
        """Tell that a picture is done."""

    def failed(self, name: str, error: UserError, /) -> None:
        """Tell why a picture is left out."""


@contextmanager
def reporting(total: int) -> Iterator[Report]:
    """Report on stderr, as a bar when a person watches."""
    if not sys.stderr.isatty():
        yield _Lines(total)
        return
    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=Console(stderr=True), redirect_stdout=False) as bar:
        yield _Bar(bar, total)


class _Lines:
    def __init__(self, total: int) -> None:
        self._total, self._count = total, 0

    def begin(self, name: str) -> None:
        """Say nothing yet: a line is written when there is something to tell."""

    def done(self, name: str) -> None:
        self._say(name)

    def failed(self, name: str, error: UserError) -> None:
        self._say(f"{name}: failed: {error}")

    def _say(self, text: str) -> None:
        self._count += 1
        _say(f"[{self._count}/{self._total}] {text}")


class _Bar:
    def __init__(self, bar: Progress, total: int) -> None:
        self._bar = bar
        self._task = bar.add_task("", total=total)

    def begin(self, name: str) -> None:
        self._bar.update(self._task, description=shown(name, BAR_NAME))

    def done(self, _name: str) -> None:
        self._bar.advance(self._task)

    def failed(self, name: str, error: UserError) -> None:
        _say(f"{name}: failed: {error}")  # the bar makes room for what is said on stderr
        self._bar.advance(self._task)


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()
