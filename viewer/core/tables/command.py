"""One thing a user can ask for, as a row of a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Menu = Literal[
    "file",
    "edit",
    "view",
    "arrangement",
    "folders",
    "theme",
    "go",
    "triage",
    "class",
    "model",
    "help",
    "panes",
    "map",
    "extent",
    "scaling",
]
Need = Literal["", "folder", "picture", "pages", "deep", "maps", "model", "undo", "redo"]


@dataclass(frozen=True, slots=True)
class Command:
    """One thing a user can ask for by menu or key.

    ``scope`` keeps single keys away from line edits and sliders: "panes" works while the panes,
    the browser's list or the predictions have the focus. ``section`` parts a menu by lines.
    Rows of one ``choice`` exclude each other and show a mark; a ``toggle`` has a mark of its own.
    """

    key: str
    text: str
    shortcuts: tuple[str, ...] = ()
    menu: Menu = "file"
    section: int = 0
    icon: str = ""
    needs: Need = ""
    scope: Literal["window", "panes"] = "window"
    choice: str = ""
    toggle: bool = False
    help: str = ""


def with_rows(table: tuple[Command, ...], more: tuple[Command, ...]) -> tuple[Command, ...]:
    """Return a table with further rows, each behind the last one of its menu and section."""
    rows = list(table)
    for row in more:
        alike = [place for place, other in enumerate(rows) if other.menu == row.menu]
        near = [place for place in alike if rows[place].section == row.section]
        rows.insert((near or alike or [len(rows) - 1])[-1] + 1, row)
    return tuple(rows)
