"""Groups of classes, read from the file that lists them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from viewer.core.asks.target import ClassGroup


def load_groups(path: Path, data_set: str = "imagenet") -> tuple[ClassGroup, ...]:
    """Read the groups of one data set's classes from a TOML file.

    Raises:
        ValueError: a member is no class of the data set.
    """
    import tomllib  # noqa: PLC0415 - the window starts without it

    table = tomllib.loads(path.read_text(encoding="utf-8"))[data_set]
    return tuple(_read_group(row, table["classes"]) for row in table["groups"])


def _read_group(row: dict[str, Any], classes: int) -> ClassGroup:
    members = tuple(_read_members(row["members"]))
    if not all(0 <= index < classes for index in members):
        raise ValueError(f"The group “{row['name']}” has members beyond {classes - 1}.")
    return ClassGroup(name=row["name"], members=members, name_zh=row.get("name_zh", ""))


def _read_members(ranges: Iterable[str]) -> Iterable[int]:
    """Read class indices, single or as a range whose both ends belong to it: "7", "151-268"."""
    for text in ranges:
        first, _, last = text.partition("-")
        yield from range(int(first), int(last or first) + 1)
