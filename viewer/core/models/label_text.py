"""Find class names in a text: one on each line, numbered or not, or a list as programs write it."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Callable, Sequence

from viewer.core.foreign_text import shown
from viewer.core.models.label_data import checked, in_order, names_in_file
from viewer.core.models.label_yaml import texts_of_yaml

LONGEST_LIST = 2 << 20  # characters that are read as Python
# Of a line without space around it; whatever the line, no part of it is tried again and again.
_NUMBERED = re.compile(r"(\d{1,9})(?:\s+[:=,;]?|[:=,;])\s*(\S.*)", re.DOTALL)
_COUNTED = re.compile(r"(\d{1,9})(?:[.)]|\s+[-\u2013])\s+(\S.*)", re.DOTALL)
_LIST = re.compile(r"\s*(?:[^\W\d]\w{0,99}\s*[=:]\s*)?([\[({].*[\])}])\s*;?\s*", re.DOTALL)
_YAML = re.compile(r"^(?:names|classes|class_names)\s*:", re.MULTILINE)
_REMARKS = ("#", "//")
_DOTS = ("- ", "* ")
_DIGITS = "0123456789"
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
    lines = _without_remarks([line.strip() for line in text.splitlines() if line.strip()])
    for said in (text, "\n".join(lines)):
        if (data := _list_in(said)) is not None:
            return names_in_file(data)
    if _YAML.search(text) and (names := names_in_file(_read(texts_of_yaml, text))):
        return names
    return names_of_lines(_parts(lines[0]) if len(lines) == 1 else lines)


def _list_in(text: str) -> object:
    """Return what a text of Python, JSON or YAML lists, alone or after ``classes =``."""
    found = _LIST.fullmatch(text) if len(text) <= LONGEST_LIST else None
    if found is None:
        return None
    readings = (_read(way, found[1]) for way in (json.loads, ast.literal_eval, texts_of_yaml))
    return next((data for data in readings if isinstance(data, (list, tuple, dict))), None)


def _read(way: Callable[[str], object], text: str) -> object:
    """Return what a text says, read in one way; nothing is run, and None is what it is not."""
    try:
        return way(text)
    except _FAULTS:
        return None


def _without_remarks(lines: list[str]) -> list[str]:
    left = [line for line in lines if not line.startswith(_REMARKS)]
    if not left and all(line.startswith("# ") for line in lines):
        left = [line.removeprefix("#").strip() for line in lines]
    return [re.split(r"\s(?:#|//)\s", line, maxsplit=1)[0].rstrip() for line in left or lines]


def _parts(line: str) -> list[str]:
    """Return the names on the only line there is."""
    quoted = _read(ast.literal_eval, f"[{line}]") if line[0] in "\"'" else None
    if isinstance(quoted, list) and len(quoted) > 1 and all(isinstance(x, str) for x in quoted):
        return quoted
    parts = [part.strip() for part in re.split(r"[,，;；]", line) if part.strip()]
    return parts if len(parts) > 1 else [line]


def names_of_lines(lines: Sequence[str]) -> tuple[str, ...]:
    """Return the names on lines, in the order of their numbers where all have one.

    Raises:
        UserError: a class comes twice or is left out.
    """
    stripped = tuple(line.strip() for line in lines)
    numbered = [_NUMBERED.fullmatch(line) for line in stripped]
    pairs = [(int(match[1]), match[2]) for match in numbered if match]
    if lines and len(pairs) == len(lines) and not _counted(stripped):
        return in_order(dict(pairs), len(pairs))
    if names := _counted(stripped) or _numbered_behind(stripped):
        return names
    if all(line.startswith(_DOTS) for line in stripped):
        return tuple(line[2:].strip() for line in stripped)
    quoted = [_QUOTED.fullmatch(line) for line in stripped]
    inner = tuple(match[2] for match in quoted if match)
    return inner if len(inner) == len(lines) else stripped


def _counted(lines: Sequence[str]) -> tuple[str, ...]:
    """Return the names behind ``1.``, ``2)`` or ``3 -``, if these count all lines."""
    found = [_COUNTED.fullmatch(line) for line in lines]
    return _if_complete([(int(one[1]), one[2]) for one in found if one], len(lines))


def _numbered_behind(lines: Sequence[str]) -> tuple[str, ...]:
    """Return the names before numbers, as in ``cat 0``, if these count all lines.

    Names that would be equal without them need them: ``stage 1``, ``stage 2``.
    """
    pairs: list[tuple[int, str]] = []
    for line in lines:
        before = line.rstrip(_DIGITS)
        name, digits = before.rstrip().rstrip(":=,;").rstrip(), line[len(before) :]
        if name and name != before and 0 < len(digits) < 10:
            pairs.append((int(digits), name))
    return _if_complete(pairs, len(lines))


def _if_complete(pairs: Sequence[tuple[int, str]], count: int) -> tuple[str, ...]:
    """Return names by their numbers, if there are as many of both and no number is left out."""
    numbers = sorted(number for number, _ in pairs)
    complete = numbers in (list(range(count)), list(range(1, count + 1)))
    names = tuple(name for _, name in sorted(pairs))
    return names if count and complete and len({*names}) == count else ()
