"""Find class names in plain data: a list, a mapping either way, records, or what holds them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from viewer.core.bounds import LONGEST_CLASS_NAME, MOST_CLASSES
from viewer.core.errors import UserError
from viewer.core.foreign_text import shown

_HOLDERS = (
    "class_to_idx",
    "idx_to_class",
    "id2label",
    "label2id",
    "classes",
    "class_names",
    "labels",
)
MOST_TOLD = 5  # names
_FILE_HOLDERS = ("names", "categories")  # data.yaml of Ultralytics, annotations as COCO's


def names_in_file(data: object) -> tuple[str, ...]:
    """Return the names in the data of a file that is there to tell them.

    Raises:
        UserError: a class comes twice or is left out, or there are too many.
    """
    if isinstance(data, Mapping):
        for holder in _FILE_HOLDERS:
            if holder in data and (found := names_in(data[holder])):
                return found
    return names_in(data)


def told_few(names: Sequence[str]) -> str:
    """Return the first names, for a sentence that says how many there are."""
    few = [shown(name, 40) for name in names[:MOST_TOLD]]
    return ", ".join([*few, "…"] if len(names) > MOST_TOLD else few)


def names_in(data: object) -> tuple[str, ...]:
    """Return the names in plain data: a list, a mapping either way, or a record that holds one.

    Only texts are names; whatever else the data hold is not looked into.

    Raises:
        UserError: a class comes twice or is left out, or there are too many.
    """
    if isinstance(data, (list, tuple)):
        return checked(tuple(data)) if all(map(_is_name, data)) else _names_of_records(data)
    if not isinstance(data, Mapping):
        return ()
    for holder in _HOLDERS:
        if holder in data and (found := names_in(data[holder])):
            return found
    if data and all(is_index(value) for value in data.values()) and all(map(_is_name, data)):
        return in_order({int(index): name for name, index in data.items()}, len(data))
    if data and all(is_index(key) for key in data):
        names = {int(key): _last(value) for key, value in data.items()}
        return in_order(names, len(data)) if all(map(_is_name, names.values())) else ()
    return ()


def _names_of_records(data: Sequence[object]) -> tuple[str, ...]:
    """Read categories as COCO writes them: their numbers have gaps, and only their order counts."""
    records = [row for row in data if isinstance(row, Mapping) and _is_name(row.get("name"))]
    if not records or len(records) < len(data):
        return ()
    if not all(is_index(row.get("id")) for row in records):
        return checked(tuple(row["name"] for row in records))
    names = {int(row["id"]): row["name"] for row in records}
    if len(names) < len(records):
        raise UserError(
            "The numbers of the classes have gaps, or one comes twice.",
            hint="Number the classes 0, 1, 2, … without gaps.",
        )
    return checked(tuple(names[number] for number in sorted(names)))


def checked(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return names that no program chokes on: what is far too long for a name is cut.

    Raises:
        UserError: there are too many.
    """
    if len(names) > MOST_CLASSES:
        raise UserError(f"There are more than {MOST_CLASSES:,} class names.")
    return tuple(name[:LONGEST_CLASS_NAME] for name in names)


def in_order(names: Mapping[int, str], count: int) -> tuple[str, ...]:
    """Return names by their numbers, which begin at 0 or, as people count, at 1."""
    first = min(names, default=0)
    if len(names) != count or first not in (0, 1) or max(names, default=0) != first + count - 1:
        raise UserError(
            "The numbers of the classes have gaps, or one comes twice.",
            hint="Number the classes 0, 1, 2, … without gaps.",
        )
    return checked(tuple(names[index] for index in sorted(names)))


def _is_name(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def is_index(value: Any) -> bool:
    """Tell whether a value is the number of a class, which has few digits."""
    if isinstance(value, str):
        return len(value) < 100 and value.strip().isdecimal() and len(value.strip()) < 10
    return isinstance(value, int)


def _last(value: Any) -> Any:
    """Return what is the name in a value such as ``["n01440764", "tench"]``, if it is a text."""
    return value[-1] if isinstance(value, (list, tuple)) and value else value
