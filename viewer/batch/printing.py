"""Print a table: in a terminal as wide as it is, elsewhere as plain columns that programs read."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from unicodedata import combining, east_asian_width

GAP = "  "  # between two columns


def print_table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table under its heads; nothing is broken or cut where no person watches."""
    if sys.stdout.isatty():
        _print_fitted(heads, rows)
        return
    for line in plain_lines([heads, *rows]):
        sys.stdout.write(f"{line}\n")


def plain_lines(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return rows as lines whose columns stand below one another."""
    widths = [max(map(cells, column)) for column in zip(*rows, strict=True)]
    return [
        GAP.join(
            text + " " * (width - cells(text)) for text, width in zip(row, widths, strict=True)
        ).rstrip()
        for row in rows
    ]


def cells(text: str) -> int:
    """Return how many columns of a terminal a text takes; a Chinese character takes two."""
    return sum(
        0 if combining(letter) else 2 if east_asian_width(letter) in "WF" else 1 for letter in text
    )


def _print_fitted(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    from rich import box  # noqa: PLC0415 - a quarter of the time that the plain columns take
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    class Terminal(Console):
        def on_broken_pipe(self) -> None:
            """Leave a reader that has gone to the command line; rich would end the program."""
            raise BrokenPipeError

    table = Table(*heads, box=box.SIMPLE_HEAD, pad_edge=False)
    for row in rows:
        table.add_row(*row)
    Terminal(markup=False, highlight=False, emoji=False).print(table)
