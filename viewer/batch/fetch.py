"""Download a model's published weights from the command line, with progress on stderr."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TransferSpeedColumn

from viewer.core.foreign_text import shown, shown_path
from viewer.core.models.zoo_entries import Download, megabytes

Report = Callable[[int, int], None]
LINES = 10  # how many lines a download writes where nobody watches


def fetch_weights(spec: str) -> int:
    """Download what ``--model SPEC`` needs; print where it is.

    Raises:
        UserError: there is no such model, or the download fails; it can be continued.
    """
    from viewer.engine.models.zoo.catalogue import find_entry  # noqa: PLC0415 - torch takes seconds
    from viewer.engine.models.zoo.downloads import download  # noqa: PLC0415

    order = find_entry(spec).download
    about = "" if order.size_is_exact else "about "
    size = f", {about}{megabytes(order.size_bytes)}" if order.size_bytes else ""
    sys.stderr.write(f"{shown(order.file_name)} from {shown(order.host)}{size}\n")
    with _reporting(order) as report:
        path = download(order, report=report, check=_go_on)
    sys.stdout.write(f"{shown_path(path)}\n")
    return 0


def _go_on() -> None:
    """Never stop by itself; Ctrl+C does."""


@contextmanager
def _reporting(order: Download) -> Iterator[Report]:
    """Report on stderr, as a bar when a person watches."""
    if not sys.stderr.isatty():
        yield _lines()
        return
    columns = (BarColumn(), DownloadColumn(), TransferSpeedColumn())
    with Progress(*columns, console=Console(stderr=True), redirect_stdout=False) as bar:
        task = bar.add_task("", total=order.size_bytes or None)
        yield lambda done, total: bar.update(task, completed=done, total=total or None)


def _lines() -> Report:
    told = -1

    def report(done: int, total: int) -> None:
        nonlocal told
        tenth = done * LINES // total if total else 0
        if tenth > told:
            told = tenth
            sys.stderr.write(f"{megabytes(done)} of {megabytes(total) if total else 'unknown'}\n")
            sys.stderr.flush()

    return report
