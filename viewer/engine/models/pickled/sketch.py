"""What a file says of each layer of its model, as plain data: class, settings and weights by path.

A sketch needs no class of the file to exist, so it is there for old models and for a user's own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from viewer.core.bounds import MOST_MODULES
from viewer.engine.models.pickled import refusals
from viewer.engine.models.pickled.policy import WRAPPERS
from viewer.engine.models.pickled.stubs import SCALARS, Items, Made, Pairs, name_of, pairs_of
from viewer.engine.models.pickled.tensors import is_tensor

MAX_DEPTH = 100
MAX_SIDES = 8  # of a setting such as a stride
SLOTS = ("_parameters", "_buffers")
CONFIGS = ("pretrained_cfg", "default_cfg")  # where timm's networks keep their name

Setting = bool | int | float | str | tuple[int | float, ...] | None


@dataclass(frozen=True, slots=True)
class LayerSketch:
    """One layer as the file describes it."""

    path: str  # "layer1.0.conv1"; the model itself has ""
    type: str  # "torch.nn.modules.conv.Conv2d"
    settings: Mapping[str, Setting]  # {"stride": (2, 2), "eps": 1e-05, …}


@dataclass(frozen=True, slots=True)
class Sketch:
    """A whole model as the file describes it."""

    layers: tuple[LayerSketch, ...]
    entries: Mapping[str, Made]  # a state dict of nodes: weights not yet read
    architecture: str  # the name in timm's settings, or ""


def sketch(root: Made) -> Sketch:
    """Describe a model without building it.

    Raises:
        UserError: it has more layers, or deeper ones, than any network.
    """
    root = _unwrapped(root)
    layers: list[LayerSketch] = []
    entries: dict[str, Made] = {}
    for path, node, state in _walk(root, "", 0):
        if len(layers) >= MOST_MODULES:
            raise refusals.too_large(f"more than {MOST_MODULES:,} layers")
        name = name_of(node.maker)
        layers.append(LayerSketch(path, name.full if name else "", _settings(state)))
        entries |= _entries(path, state)
    return Sketch(tuple(layers), entries, _architecture(_state(root)))


def _walk(node: Any, path: str, depth: int) -> Iterator[tuple[str, Made, dict[str, Any]]]:
    """Yield a layer and all below it, parents first."""
    if not isinstance(node, Made) or depth > MAX_DEPTH:
        return
    state = _state(node)
    yield path, node, state
    for name, child in pairs_of(state.get("_modules")) or ():
        if isinstance(name, str):
            yield from _walk(child, f"{path}.{name}" if path else name, depth + 1)


def _unwrapped(root: Made) -> Made:
    """Return the model inside DataParallel and its like."""
    name = name_of(root.maker)
    if name is not None and name.full in WRAPPERS:
        for slot, inner in pairs_of(_state(root).get("_modules")) or ():
            if slot == "module" and isinstance(inner, Made):
                return inner
    return root


def _state(node: Made) -> dict[str, Any]:
    if not isinstance(node.state, Pairs):
        return {}
    return {key: value for key, value in node.state if isinstance(key, str)}


def _settings(state: Mapping[str, Any]) -> dict[str, Setting]:
    """Return the attributes that are plain: words, numbers, and rows of numbers."""
    return {key: _plain(value) for key, value in state.items() if _is_plain(value)}


def _is_plain(value: object) -> bool:
    if isinstance(value, (tuple, Items)):
        return len(value) <= MAX_SIDES and all(type(part) in (int, float) for part in value)
    return isinstance(value, SCALARS) and not isinstance(value, (bytes, bytearray))


def _plain(value: Any) -> Setting:
    return tuple(value) if isinstance(value, (tuple, Items)) else value


def _entries(path: str, state: Mapping[str, Any]) -> dict[str, Made]:
    """Return a layer's own entries of the state dict."""
    passing = state.get("_non_persistent_buffers_set")
    given = passing.arguments if isinstance(passing, Made) else passing
    first = given[0] if isinstance(given, tuple) and given else given
    left_out = {name for name in first if isinstance(name, str)} if isinstance(first, list) else ()
    return {
        (f"{path}.{name}" if path else name): value
        for slot in SLOTS
        for name, value in pairs_of(state.get(slot)) or ()
        if isinstance(name, str) and name not in left_out and is_tensor(value)
    }


def _architecture(state: Mapping[str, Any]) -> str:
    """Return the name that timm writes into its networks."""
    for key in CONFIGS:
        for entry, value in pairs_of(state.get(key)) or ():
            if entry == "architecture" and isinstance(value, str) and value:
                return value[:200]
    return ""
