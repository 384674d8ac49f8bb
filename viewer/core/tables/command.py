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
