"""How far a batch has come: a bar on a terminal, one plain line for each picture elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from viewer.core.errors import UserError


class Report(Protocol):
    """What a batch tells while it works."""

    def begin(self, name: str) -> None:
        """Tell which picture is next."""

    def done(self, name: str) -> None:
        """Tell that a picture is done."""

    def failed(self, name: str, error: UserError) -> None:
        """Tell why a picture is left out."""


@contextmanager
def reporting(total: int) -> Iterator[Report]:
    """Report on stderr, as a bar when a person watches."""
    if not sys.stderr.isatty():
        yield _Lines(total)
        return
    # The plain case must not wait for rich.
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn  # noqa: PLC0415

    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=Console(stderr=True), redirect_stdout=False) as bar:
        task = bar.add_task("", total=total)

        def show(name: str, advance: int) -> None:
            bar.update(task, description=name, advance=advance)

        yield _Bar(show)


class _Lines:
    def __init__(self, total: int) -> None:
        self._total, self._count = total, 0

    def begin(self, name: str) -> None:
        self._count += 1

    def done(self, name: str) -> None:
        _say(f"[{self._count}/{self._total}] {name}")

    def failed(self, name: str, error: UserError) -> None:
        _say(f"[{self._count}/{self._total}] {_sentence(name, error)}")


class _Bar:
    def __init__(self, show: _Show) -> None:
        self._show = show

    def begin(self, name: str) -> None:
        self._show(name, 0)

    def done(self, name: str) -> None:
        self._show(name, 1)

    def failed(self, name: str, error: UserError) -> None:
        _say(_sentence(name, error))  # the bar makes room for what is said on stderr
        self._show(name, 1)


class _Show(Protocol):
    def __call__(self, name: str, advance: int) -> None: ...


def _sentence(name: str, error: UserError) -> str:
    return f"{name}: failed: {error}"


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()
