"""Find class names in a text: one on each line, numbered or not, or a list as programs write it."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Sequence

from viewer.core.foreign_text import shown
from viewer.core.models.label_data import checked, in_order, names_in_file

LONGEST_LIST = 2 << 20  # characters that are read as Python
# Of a line without space around it; whatever the line, no part of it is tried again and again.
_NUMBERED = re.compile(r"(\d{1,9})(?:\s+[:=,;]?|[:=,;])\s*(\S.*)", re.DOTALL)
_LIST = re.compile(r"\s*(?:[^\W\d]\w{0,99}\s*=\s*)?([\[({].*[\])}])\s*", re.DOTALL)
_QUOTED = re.compile(r"""(["'])(.*)\1,?""")
_FAULTS = (SyntaxError, ValueError, TypeError, RecursionError, MemoryError)


def parse_names(text: str) -> tuple[str, ...]:
    """Return the names that a user types or pastes: ``0 = cat, 1 = dog`` or one on each line.

    Raises:
        UserError: a class comes twice or is left out.
    """
    return tuple(map(shown, checked(names_of_text(text))))


def names_of_text(text: str) -> tuple[str, ...]:
    """Return the names in a text; lines that begin with # are remarks, unless all do.

    Raises:
        UserError: a class comes twice or is left out.
    """
    if (data := _list_in(text)) is not None:
        return names_in_file(data)
    lines = _without_remarks([line.strip() for line in text.splitlines() if line.strip()])
    if len(lines) == 1:
        parts = [part.strip() for part in re.split(r"[,，;；]", lines[0]) if part.strip()]
        lines = parts if len(parts) > 1 else lines
    return names_of_lines(lines)


def _list_in(text: str) -> object:
    """Return what a text of Python or JSON says, alone or after ``classes =``; nothing is run."""
    found = _LIST.fullmatch(text) if len(text) <= LONGEST_LIST else None
    if found is None:
        return None
    for read in (json.loads, ast.literal_eval):
        try:
            return read(found[1])
        except _FAULTS:
            continue
    return None


def _without_remarks(lines: list[str]) -> list[str]:
    left = [line for line in lines if not line.startswith("#")] or lines
    return [re.split(r"\s#\s", line, maxsplit=1)[0].rstrip() for line in left]


def names_of_lines(lines: Sequence[str]) -> tuple[str, ...]:
    """Return the names on lines, in the order of their numbers where all have one.

    Raises:
        UserError: a class comes twice or is left out.
    """
    stripped = tuple(line.strip() for line in lines)
    numbered = [_NUMBERED.fullmatch(line) for line in stripped]
    pairs = [(int(match[1]), match[2]) for match in numbered if match]
    if lines and len(pairs) == len(lines):
        return in_order(dict(pairs), len(pairs))
    quoted = [_QUOTED.fullmatch(line) for line in stripped]
    inner = tuple(match[2] for match in quoted if match)
    return inner if len(inner) == len(lines) else stripped
