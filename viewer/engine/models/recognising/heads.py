"""Find the layer that tells the classes apart, also where a file's head is not the zoo's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from natsort import natsorted

from viewer.engine.models.recognising.signatures import Head, Shapes


@dataclass(frozen=True, slots=True)
class HeadReading:
    """What stands in a head's place: its classes, its entries by our names, and what is odd."""

    classes: int
    names: Mapping[str, str]
    odd: tuple[str, ...]


def read_head(head: Head, seen: Shapes) -> HeadReading:
    """Read a head of any class count: the same layer, or one linear layer deeper or higher up.

    Layers without entries (dropout, activations) cannot be seen in a file of weights.

    Args:
        head: the zoo's head.
        seen: the file's entries, by the network's names.
    """
    own = [key for key in seen if head.owns(key)]
    weights = [key for key in in_order(own, seen) if len(seen[key]) > 1]
    if not weights:
        return HeadReading(0, {}, (f"{head.layer}.weight",))
    weight = weights[-1]
    bias = f"{layer_of(weight)}.bias"
    odd = tuple(key for key in own if key not in (weight, bias))
    if seen[weight][1:] != head.width:
        odd = (*odd, weight)
    names = {f"{head.layer}.{key.rpartition('.')[2]}": key for key in own if key in (weight, bias)}
    return HeadReading(seen[weight][0], {} if odd else names, odd)


def in_order(keys: Iterable[str], seen: Shapes) -> list[str]:
    """Return names in the network's order; files that sort them get natural order at least."""
    listed = list(seen)
    return natsorted(keys) if listed == sorted(listed) else list(keys)


def layer_of(key: str) -> str:
    """Return the layer that an entry belongs to."""
    return key.rpartition(".")[0] or key
