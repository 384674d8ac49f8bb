"""Keys of the user's own: which commands have others than those of the table, and who lost them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import cast

from viewer.core.plain import parse_json
from viewer.core.tables.commands import Command

OwnKeys = Mapping[str, tuple[str, ...]]  # a command's key: its shortcuts, none if it has lost them
LONGEST_KEYS = 40  # characters of one shortcut
MOST_KEYS = 4  # of one command


def keys_of(row: Command, own: OwnKeys) -> tuple[str, ...]:
    """Return the shortcuts of a command: the user's own, or those of the table."""
    return own.get(row.key, row.shortcuts)


def owner(keys: str, rows: Sequence[Command], own: OwnKeys) -> Command | None:
    """Return the command that has a shortcut, in the way `QKeySequence` writes it portably."""
    wanted = keys.casefold()
    return next(
        (row for row in rows if wanted in map(str.casefold, keys_of(row, own))),
        None,
    )


def given(
    row: Command, keys: str, rows: Sequence[Command], own: OwnKeys
) -> dict[str, tuple[str, ...]]:
    """Return the user's keys after one command has got another one; who had it loses it.

    Args:
        row: the command.
        keys: its only shortcut from now on.
        rows: all commands.
        own: the user's keys before.
    """
    result = dict(own)
    before = owner(keys, rows, own)
    if before is not None and before.key != row.key:
        kept = (each for each in keys_of(before, own) if each.casefold() != keys.casefold())
        result[before.key] = tuple(kept)
    result[row.key] = (keys,)
    return _without_usual(result, rows)


def taken_back(row: Command, rows: Sequence[Command], own: OwnKeys) -> dict[str, tuple[str, ...]]:
    """Return the user's keys after one command has got those of the table back."""
    result = {key: keys for key, keys in own.items() if key != row.key}
    for keys in row.shortcuts:
        other = owner(keys, [each for each in rows if each.key != row.key], result)
        if other is not None:
            kept = (each for each in keys_of(other, result) if each.casefold() != keys.casefold())
            result[other.key] = tuple(kept)
    return _without_usual(result, rows)


def as_text(own: OwnKeys) -> str:
    """Return the user's keys as a text for the settings."""
    return json.dumps(own)


def from_text(text: object, rows: Sequence[Command]) -> dict[str, tuple[str, ...]]:
    """Read the user's keys from the settings; what cannot be read is left out."""
    try:
        data: object = parse_json(text) if isinstance(text, str) else {}
    except ValueError:
        return {}
    told = cast("dict[object, object]", data) if isinstance(data, dict) else {}
    known = {row.key for row in rows}
    found = {key: _keys(value) for key, value in told.items() if isinstance(key, str)}
    return {key: keys for key, keys in found.items() if key in known and keys is not None}


def _keys(value: object) -> tuple[str, ...] | None:
    if not isinstance(value, list):
        return None
    listed = cast("list[object]", value)
    keys = tuple(each for each in listed if isinstance(each, str) and len(each) <= LONGEST_KEYS)
    return keys if len(keys) == len(listed) <= MOST_KEYS else None


def _without_usual(
    own: dict[str, tuple[str, ...]], rows: Sequence[Command]
) -> dict[str, tuple[str, ...]]:
    """Forget keys that are those of the table."""
    usual = {row.key: row.shortcuts for row in rows}
    return {key: keys for key, keys in own.items() if keys != usual.get(key)}
