"""How several layers are named together: a+b for their mean, a|b the maximum, a*b the product."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass
from typing import Literal

from viewer.core.errors import UserError
from viewer.core.foreign_text import shown

Operation = Literal["mean", "max", "product"]

SIGNS: dict[Operation, str] = {"mean": "+", "max": "|", "product": "*"}


@dataclass(frozen=True, slots=True)
class Merge:
    """Layers whose maps are merged into one; a single layer is the usual case."""

    names: tuple[str, ...]
    operation: Operation = "mean"

    def __str__(self) -> str:
        return SIGNS[self.operation].join(self.names)


def parse_layers(text: str) -> Merge:
    """Read a layer, or several joined by one kind of sign.

    Raises:
        UserError: a name is empty, or the signs are mixed.
    """
    found: list[Operation] = [operation for operation, sign in SIGNS.items() if sign in text]
    names = tuple(dict.fromkeys(name.strip() for name in re.split(r"[+|*]", text)))
    if len(found) > 1 or not all(names):
        raise UserError(
            f"The layers “{shown(text)}” cannot be read.",
            hint="Join layers by + (mean), | (maximum) or * (product), by one of them only.",
        )
    return Merge(names, found[0] if found else "mean")


def has_layers(known: Container[str], layer: str | None) -> bool:
    """Tell whether a layer, or each of several joined ones, is known; None, the default, is."""
    try:
        return layer is None or all(name in known for name in parse_layers(layer).names)
    except UserError:
        return False
