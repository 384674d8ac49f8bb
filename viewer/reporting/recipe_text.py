"""A recipe as JSON for a page: as much on each line as fits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from viewer.core.foreign_text import shown_json

WIDTH = 100  # signs of a line at most, where it can be broken
FOR_OPENING = ("requests", "scene")  # say nothing of the maps that the rest does not say


def printed_part(data: Mapping[str, Any], first: Mapping[str, Any]) -> dict[str, object]:
    """Return what a reader needs of a recipe that its figure carries whole.

    Observations stand with their figure already: those are kept that the user has put in other
    words.

    Args:
        data: the recipe.
        first: the recipe printed before; what is equal there is left out. Empty: there is none.
    """
    edited = [one for one in data.get("observations", ()) if one.get("edited")]
    needed = {name: value for name, value in data.items() if name not in FOR_OPENING}
    needed["observations"] = edited
    new = {name: value for name, value in needed.items() if first.get(name) != value}
    return {name: value for name, value in new.items() if name != "observations" or value}


def recipe_text(data: object) -> str:
    """Return data as JSON, which reads back equal, on few and readable lines."""
    return "\n".join(_lines(data, "", "", ""))


def _lines(value: Any, indent: str, before: str, after: str) -> Iterator[str]:
    """Yield a value between what stands before and after it on its lines."""
    whole = f"{indent}{before}{shown_json(value, None)}{after}"
    if len(whole) <= WIDTH or not isinstance(value, dict | list) or not value:
        yield whole
        return
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    yield f"{indent}{before}{opening}"
    yield from _filled(value, f"{indent}  ")
    yield f"{indent}{closing}{after}"


def _filled(value: dict[str, Any] | list[Any], indent: str) -> Iterator[str]:
    """Yield what is within a list or a record; short things share a line."""
    named = isinstance(value, dict)
    pairs = list(value.items()) if named else [("", item) for item in value]
    line = ""
    for number, (key, item) in enumerate(pairs, start=1):
        before, after = f"{shown_json(key)}: " * named, "," * (number < len(pairs))
        short = f"{before}{shown_json(item, None)}{after}"
        joined = f"{line} {short}" if line else f"{indent}{short}"
        if len(joined) <= WIDTH:
            line = joined
            continue
        if line:
            yield line
        line = f"{indent}{short}" if len(indent) + len(short) <= WIDTH else ""
        if not line:
            yield from _lines(item, indent, before, after)
    if line:
        yield line
