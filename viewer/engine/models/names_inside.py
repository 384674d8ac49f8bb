"""The names of classes that a whole network keeps in attributes of its layers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from torch import nn

from viewer.core.bounds import MOST_CLASSES
from viewer.core.errors import UserError
from viewer.core.models.label_data import names_in

HOLDERS = ("names", "class_names", "classes", "CLASSES", "id2label", "idx_to_class")
MAPPINGS = ("class_to_idx", "label2id")


def names_inside(module: nn.Module) -> tuple[str, ...]:
    """Return the class names that the outermost layer with some has, or nothing."""
    for part in module.modules():
        for held in _held(part):
            if found := _names(held):
                return found
    return ()


def _held(part: nn.Module) -> Iterator[object]:
    """Yield what stands under the usual names, in a layer or in its settings."""
    config = _attribute(part, "config")
    for key in (*HOLDERS, *MAPPINGS):
        yield _attribute(part, key)
        yield config.get(key) if isinstance(config, Mapping) else _attribute(config, key)


def _attribute(of: object, key: str) -> object:
    """Return what an object keeps itself, or what its class says for all; nothing is computed."""
    own = getattr(of, "__dict__", {}).get(key)
    return getattr(type(of), key, None) if own is None else own


def _names(held: Any) -> tuple[str, ...]:
    if not isinstance(held, (list, tuple, dict)) or not 2 <= len(held) <= MOST_CLASSES:
        return ()
    plain = [*held, *held.values()] if isinstance(held, dict) else held
    if not all(type(one) in (str, int) for one in plain):
        return ()
    try:
        return names_in(dict(held) if isinstance(held, dict) else list(held))
    except UserError:
        return ()
