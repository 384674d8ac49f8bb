"""Objects in a file that are no layers but plain data, filled without a call of their classes."""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any, cast

from viewer.engine.models.pickled import refusals
from viewer.engine.models.pickled.calls import Values
from viewer.engine.models.pickled.policy import check_layer, check_shadow, check_state
from viewer.engine.models.pickled.stubs import Made, Name, Pairs
from viewer.engine.serve.light_import import import_lightly

_MISSING = object()


def feature_info(values: Values, node: Made, name: Name) -> Any:
    """Return what timm keeps of a network's stages.

    Raises:
        UserError: it holds something else.
    """
    state = values.dictionary(check_layer(node, name))
    if not set(state) <= {"prefix", "info", "out_indices"}:
        raise refusals.unusual("An odd FeatureInfo.")
    info = object.__new__(import_lightly("timm.models").FeatureInfo)
    vars(info).update(state)
    return info


def record(values: Values, kind: type | None, node: Made, name: Name) -> Any:
    """Return plain data of a package that the user has allowed.

    Args:
        values: turns nodes into values.
        kind: the class; None: the name is none of plain data.
        node: what the file says.
        name: of the class, as the file says it.

    Raises:
        UserError: there is no such class, or a file fills it in an odd way.
    """
    if kind is None:
        raise refusals.custom_code([name.full])
    state = node.state if node.times_filled else None
    if node.keywords or node.items or node.pairs or not isinstance(state, (Pairs, type(None))):
        raise refusals.unusual(f"{name.full} is filled in an odd way.")
    settings = values.dictionary(check_state(state, name)) if state is not None else None
    for key, value in (settings or {}).items():
        check_shadow(kind, key, value)
    made = _filled(kind, node.how, values.value(node.arguments), settings)
    if made is None:
        raise refusals.unusual(f"{name.full} is made in an odd way.")
    return made


def _filled(kind: type, how: str, arguments: object, state: Mapping[str, Any] | None) -> Any:
    """Return a record; None: it is not made as pickles make it."""
    if issubclass(kind, enum.Enum):
        return _member(kind, arguments) if state is None else None
    spaced = issubclass(kind, SimpleNamespace)
    if how != ("call" if spaced else "new"):
        return None
    if issubclass(kind, tuple):
        fields = getattr(kind, "_fields", ())
        whole = isinstance(arguments, tuple) and len(arguments) == len(fields) and not state
        return tuple.__new__(kind, cast("tuple[Any, ...]", arguments)) if whole else None
    if arguments != ():
        return None
    make = SimpleNamespace.__new__ if spaced else object.__new__
    made = cast("Callable[[type], Any]", make)(kind)
    if not hasattr(made, "__dict__"):
        return None
    vars(made).update(state or {})
    return made


def _member(kind: type[enum.Enum], arguments: object) -> enum.Enum | None:
    """Return the member with a value, looked for without the class's own way."""
    told = arguments[0] if isinstance(arguments, tuple) and len(arguments) == 1 else _MISSING
    members = cast("Mapping[str, enum.Enum]", kind.__members__).values()
    same = (one for one in members if type(one.value) is type(told))
    return next((one for one in same if one.value == told), None)
