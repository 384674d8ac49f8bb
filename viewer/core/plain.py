"""Records as plain data for JSON, and back: checked field by field, for files that others wrote."""

from __future__ import annotations

import dataclasses
import json
import math
import os
import reprlib
import types
import typing
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeVar, Union, cast

from viewer.core.errors import UserError

Kind = TypeVar("Kind")
LONGEST_TEXT = 4_000  # characters
LONGEST_PATH = 4_096  # bytes: what Linux allows
LARGEST_NUMBER = 2**63 - 1
MOST_ITEMS = 100_000  # of one list, such as class names
MOST_RECORDS = 1_000  # of one list, such as panes
MOST_VALUES = 600_000  # of one file, in all; a record counts as ten
LARGEST_JSON = 16_000_000  # bytes or characters


def to_plain(record: object) -> Any:
    """Return a record as dicts, lists, texts and numbers; a number JSON lacks becomes None.

    Raises:
        TypeError: the record holds something else than records, tuples, paths and plain values.
    """
    if dataclasses.is_dataclass(record) and not isinstance(record, type):
        fields = dataclasses.fields(record)
        return {field.name: to_plain(getattr(record, field.name)) for field in fields}
    if isinstance(record, (tuple, list)):
        return [to_plain(item) for item in cast("tuple[object, ...]", record)]
    if isinstance(record, Path):
        return str(record)
    if isinstance(record, float):
        return record if math.isfinite(record) else None
    if record is None or isinstance(record, (str, bool, int)):
        return record
    raise TypeError(f"{type(record).__name__} has no plain form")


def parse_json(text: str | bytes) -> Any:
    """Return what a text of JSON says.

    Raises:
        ValueError: it is no JSON, or larger or deeper than any of ours.
    """
    if len(text) > LARGEST_JSON:
        raise ValueError(f"{len(text)} characters of JSON")
    try:
        return json.loads(text)
    except (RecursionError, MemoryError) as error:
        raise ValueError(f"{type(error).__name__}: {error}") from error


def from_plain(kind: type[Kind], data: object) -> Kind:
    """Return the record that plain data describes, as its own ``checked`` lets it pass.

    A field that is not told gets its default; a field this version does not know is ignored.
    Numbers are finite and bounded, texts are short and without lone surrogates, lists are counted;
    what more a record asks of itself stands in its ``checked``, which may raise a ValueError.

    Args:
        kind: a record class whose fields are records, tuples, Literals, paths or plain values; or
            a tuple of such.
        data: what ``parse_json`` returned.

    Raises:
        UserError: a value is of the wrong kind or out of its limits, or one without a default is
            missing.
    """
    return cast("Kind", _Reading().read(kind, data, getattr(kind, "__name__", "")))


class _Reading:
    """One pass through the data of one file, which counts what it takes from it."""

    def __init__(self) -> None:
        self._left = MOST_VALUES

    def read(self, kind: Any, data: object, place: str) -> object:
        self._take(1, place)
        if kind in _SIMPLE:
            return kind(_checked(_SIMPLE[kind](data), data, place))
        origin = typing.get_origin(kind)
        if origin in {Union, types.UnionType}:
            return self._read_union(kind, data, place)
        if origin is tuple:
            return self._read_tuple(typing.get_args(kind), data, place)
        if dataclasses.is_dataclass(kind):
            return self._read_record(cast("type[Any]", kind), data, place)
        if origin is Literal:
            valid = isinstance(data, (str, int)) and data in typing.get_args(kind)
            return _checked(valid, data, place)
        raise TypeError(f"{place} is of a kind that has no plain form: {kind}")

    def _read_record(self, kind: type[Any], data: object, place: str) -> object:
        told = cast("Mapping[str, object]", _checked(isinstance(data, dict), data, place))
        self._take(9, place)
        values = {
            name: self.read(hint, told[name], f"{place}.{name}")
            for name, hint in _hints(kind).items()
            if name in told
        }
        try:
            record = kind(**values)
            return record.checked() if hasattr(kind, "checked") else record
        except (TypeError, ValueError) as error:
            raise _wrong(place, error) from error

    def _read_union(self, kind: object, data: object, place: str) -> object:
        choices = typing.get_args(kind)
        if data is None and type(None) in choices:
            return None
        last: UserError | None = None
        for choice in choices:
            if choice is not type(None):
                try:
                    return self.read(choice, data, place)
                except UserError as error:
                    last = error
        raise last or _wrong(place, data)

    def _read_tuple(self, kinds: tuple[Any, ...], data: object, place: str) -> object:
        items = cast("list[object]", _checked(isinstance(data, list), data, place))
        if len(kinds) == 2 and kinds[1] is Ellipsis:
            _check_count(len(items), MOST_ITEMS if kinds[0] in _SIMPLE else MOST_RECORDS)
            return tuple(self.read(kinds[0], item, place) for item in items)
        _checked(len(items) == len(kinds), items, place)
        return tuple(self.read(kind, item, place) for kind, item in zip(kinds, items, strict=True))

    def _take(self, values: int, place: str) -> None:
        self._left -= values
        if self._left < 0:
            raise _wrong(place, f"more than {MOST_VALUES} values")


@cache
def _hints(kind: type[Any]) -> dict[str, Any]:
    hints = typing.get_type_hints(kind)
    return {field.name: hints[field.name] for field in dataclasses.fields(kind)}


def _is_number(data: object) -> bool:
    if type(data) is int:
        return abs(data) <= LARGEST_NUMBER
    return isinstance(data, float) and math.isfinite(data)


def _is_path(data: object) -> bool:
    """Tell whether the system could have such a path; bytes that are no text may be in it."""
    try:
        told = os.fsencode(cast("str", data))
    except (TypeError, UnicodeEncodeError):
        return False
    return isinstance(data, str) and len(told) <= LONGEST_PATH and b"\0" not in told


def _is_text(data: object) -> bool:
    if not isinstance(data, str) or len(data) > LONGEST_TEXT:
        return False
    return data.isascii() or not any("\ud800" <= sign <= "\udfff" for sign in data)


_SIMPLE: dict[object, Callable[[object], bool]] = {
    str: _is_text,
    Path: _is_path,
    float: _is_number,
    int: lambda data: type(data) is int and _is_number(data),
    bool: lambda data: type(data) is bool,
}


def _checked(valid: bool, data: object, place: str) -> Any:
    if not valid:
        raise _wrong(place, data)
    return data


def _check_count(count: int, most: int) -> None:
    if count > most:
        raise UserError(
            f"This file has a list of {count:,} entries; CamScope takes {most:,} at most.",
            hint="It may have been changed by hand.",
        )


def _wrong(place: str, found: object) -> UserError:
    told = found if isinstance(found, (str, Exception)) else reprlib.repr(found)
    return UserError(
        "This file says something CamScope does not understand.",
        hint="It may come from a newer version, or have been changed by hand.",
        detail=f"{place}: {str(told)[:200]!r}",
    )
