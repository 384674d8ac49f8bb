"""The few calls a file may ask for, each answered by our own code, never by the function named."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, Protocol

import torch

from viewer.engine.models.pickled import refusals
from viewer.engine.models.pickled.stubs import FORMAT, Items, Made
from viewer.engine.serve.light_import import import_lightly

SIMPLE = (int, float, bool, str, type(None))
MAX_DIMENSIONS = 64


class Values(Protocol):
    """Whoever turns nodes into values."""

    def value(self, node: Any) -> Any:
        """Return the value of a node."""
        ...

    def dictionary(self, pairs: list[tuple[Any, Any]]) -> dict[Any, Any]:
        """Return a dictionary of pairs of nodes."""
        ...

    def keys(self, nodes: list[Any]) -> list[Any]:
        """Return values that may be hashed."""
        ...


def answer(values: Values, full: str, node: Made) -> Any:
    """Return what a permitted call would return.

    Raises:
        UserError: its arguments are not what PyTorch writes.
    """
    arguments = node.arguments
    if node.how != "call" or not isinstance(arguments, tuple) or node.items or node.pairs:
        raise refusals.unusual(f"An odd call of {full}.")
    if node.times_filled and full != "functools.partial":
        raise refusals.unusual(f"A state for {full}.")
    result = ANSWERS[full](values, node) if full in ANSWERS else None
    if result is None:
        raise refusals.unusual(f"An odd call of {full}.")
    return result


def _set(values: Values, node: Made) -> set[Any] | None:
    if node.arguments == ():
        return set()
    first = node.arguments[0]
    if len(node.arguments) != 1 or not isinstance(first, Items):
        return None
    return set(values.keys(first))


def _frozenset(values: Values, node: Made) -> frozenset[Any] | None:
    found = _set(values, node)
    return None if found is None else frozenset(found)


def _slice(values: Values, node: Made) -> slice | None:
    bounds = values.value(node.arguments)
    if len(bounds) != 3 or not all(bound is None or type(bound) is int for bound in bounds):
        return None
    return slice(*bounds)


def _size(values: Values, node: Made) -> torch.Size | None:
    sides = values.value(node.arguments[0]) if len(node.arguments) == 1 else None
    if not isinstance(sides, (tuple, list)) or len(sides) > MAX_DIMENSIONS:
        return None
    return torch.Size(sides) if all(type(s) is int and s >= 0 for s in sides) else None


def _device(_values: Values, _node: Made) -> torch.device:
    return torch.device("cpu")


def _encode(values: Values, node: Made) -> bytes | None:
    given = values.value(node.arguments)
    if len(given) != 2 or not isinstance(given[0], str) or given[1] != "latin1":
        return None
    try:
        return given[0].encode("latin1")
    except UnicodeEncodeError:
        return None


def _format(values: Values, node: Made) -> Any:
    given = values.value(node.arguments)
    if len(given) != 1 or not isinstance(given[0], str):
        return None
    kinds = import_lightly("timm.layers.format").Format
    return next((one for one in kinds if one.value == given[0]), None)


def _partial(values: Values, node: Made) -> Any:
    """Return a class or activation with plain settings, as ViTs keep their norm layer."""
    if not isinstance(node.state, tuple) or len(node.state) != 4 or node.times_filled != 1:
        return None
    function, given, settings, extra = (values.value(part) for part in node.state)
    settings = settings or {}
    if (
        extra
        or not callable(function)
        or isinstance(function, (functools.partial, torch.nn.Module))
    ):
        return None
    if given != () or not isinstance(settings, dict):
        return None
    if not all(isinstance(k, str) and isinstance(v, SIMPLE) for k, v in settings.items()):
        return None
    return functools.partial(function, **settings)


ANSWERS: dict[str, Callable[[Values, Made], Any]] = {
    "builtins.set": _set,
    "builtins.frozenset": _frozenset,
    "builtins.slice": _slice,
    "torch.Size": _size,
    "torch.device": _device,
    "_codecs.encode": _encode,
    "functools.partial": _partial,
    FORMAT: _format,
}
