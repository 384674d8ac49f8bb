"""Records as plain data for JSON, and back: checked field by field, for files that others wrote."""

from __future__ import annotations

import dataclasses
import math
import types
import typing
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Literal, TypeVar, Union, cast

from viewer.core.errors import UserError

Kind = TypeVar("Kind")
LONGEST_TEXT = 100_000  # characters
MOST_ITEMS = 100_000


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


def from_plain(kind: type[Kind], data: object) -> Kind:
    """Return the record that plain data describes.

    A field that is not told gets its default; a field this version does not know is ignored.

    Args:
        kind: a record class whose fields are records, tuples, Literals, paths or plain values.
        data: what ``json.loads`` returned.

    Raises:
        UserError: a value is of the wrong kind, or one without a default is missing.
    """
    return cast("Kind", _read(kind, data, kind.__name__))


def _read(kind: Any, data: object, place: str) -> object:
    origin = typing.get_origin(kind)
    if origin in {Union, types.UnionType}:
        return _read_union(kind, data, place)
    if origin is tuple:
        return _read_tuple(typing.get_args(kind), data, place)
    if dataclasses.is_dataclass(kind):
        return _read_record(cast("type[Any]", kind), data, place)
    if origin is Literal:
        valid, value = data in typing.get_args(kind), data
    elif kind in _SIMPLE:
        valid, value = _SIMPLE[kind](data), data
    else:
        raise TypeError(f"{place} is of a kind that has no plain form: {kind}")
    _checked(valid, data, place)
    return kind(value) if kind in {Path, float} else value


def _read_record(kind: type[Any], data: object, place: str) -> object:
    told = cast("Mapping[str, object]", _checked(isinstance(data, dict), data, place))
    hints = typing.get_type_hints(kind)
    values: dict[str, object] = {}
    for field in dataclasses.fields(kind):
        if field.name in told:
            values[field.name] = _read(hints[field.name], told[field.name], f"{place}.{field.name}")
    try:
        return kind(**values)
    except TypeError as error:
        raise _wrong(place, error) from error


def _read_union(kind: object, data: object, place: str) -> object:
    choices = typing.get_args(kind)
    if data is None and type(None) in choices:
        return None
    last: UserError | None = None
    for choice in choices:
        if choice is not type(None):
            try:
                return _read(choice, data, place)
            except UserError as error:
                last = error
    raise last or _wrong(place, data)


def _read_tuple(kinds: tuple[Any, ...], data: object, place: str) -> object:
    items = cast("list[object]", _checked(isinstance(data, list), data, place))
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        _checked(len(items) <= MOST_ITEMS, len(items), place)
        return tuple(_read(kinds[0], item, place) for item in items)
    _checked(len(items) == len(kinds), items, place)
    return tuple(_read(kind, item, place) for kind, item in zip(kinds, items, strict=True))


def _is_text(data: object) -> bool:
    return isinstance(data, str) and len(data) <= LONGEST_TEXT


_SIMPLE: dict[object, Callable[[object], bool]] = {
    str: _is_text,
    Path: lambda data: _is_text(data) and "\0" not in cast("str", data),
    float: lambda data: isinstance(data, (int, float)) and not isinstance(data, bool),
    int: lambda data: type(data) is int,
    bool: lambda data: type(data) is bool,
}


def _checked(valid: bool, data: object, place: str) -> object:
    if not valid:
        raise _wrong(place, data)
    return data


def _wrong(place: str, found: object) -> UserError:
    return UserError(
        "This file says something CamScope does not understand.",
        hint="It may come from a newer version, or have been changed by hand.",
        detail=f"{place}: {str(found)[:200]!r}",
    )
