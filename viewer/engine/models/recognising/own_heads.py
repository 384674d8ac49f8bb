"""Read a head of the user's own as layers, and say where the file leaves open what it computes.

Weights tell layers that have some, in their order; they do not tell activations. So a head is taken
as it stands only where nothing can stand between its layers:

    one linear layer, wherever it stands (dropout before it, or flattening, is nothing here)
    a batch norm and a linear layer, side by side in a row: names that are numbers n and n + 1

Everything else is a *gap*: a number left out in a row (a ReLU or a dropout, nobody can tell),
layers with names of their own, two linear layers side by side (nobody puts nothing between them, so
what stands there stands in the code). What fills each gap is asked for: ``resnet18+relu``. Several
layers that each could follow the body are several heads, and the user says which one answers:
``resnet18+head_a``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from torch import nn

from viewer.engine.models.recognising.signatures import COUNTER, Shapes

ACTIVATIONS: dict[str, type[nn.Module]] = {
    "none": nn.Identity,
    "relu": nn.ReLU,
    "gelu": nn.GELU,
    "silu": nn.SiLU,
    "tanh": nn.Tanh,
    "leaky_relu": nn.LeakyReLU,
    "elu": nn.ELU,
    "hardswish": nn.Hardswish,
    "sigmoid": nn.Sigmoid,
    "relu6": nn.ReLU6,
    "mish": nn.Mish,
    "softplus": nn.Softplus,
}
OFFERED = ("relu", "none", "gelu", "silu", "tanh", "leaky_relu")
NORM = {"weight", "bias", "running_mean", "running_var"}
NORM_ALONE = {"running_mean", "running_var"}
MOST_LAYERS = 20
DEEPEST = 3  # parts of a name that several heads may share


@dataclass(frozen=True, slots=True)
class OwnLayer:
    """One layer of a head: its name in the file, and how wide it is before and behind."""

    name: str
    kind: Literal["linear", "norm"]
    before: int
    behind: int
    entries: tuple[str, ...]  # "weight", "bias", …

    @property
    def place(self) -> tuple[str, int]:
        """Its row and its number in it; -1 where it has a name."""
        row, _, last = self.name.rpartition(".")
        return row, int(last) if last.isdecimal() and len(last) < MOST_LAYERS else -1

    @property
    def sizes(self) -> str:
        """Its name and its widths, for people."""
        if self.kind == "norm":
            return f"{self.name} ({self.before})"
        return f"{self.name} ({self.before}→{self.behind})"


@dataclass(frozen=True, slots=True)
class OwnHead:
    """Layers that follow one another behind a body."""

    name: str
    layers: tuple[OwnLayer, ...]

    @property
    def classes(self) -> int:
        """How many numbers it answers with."""
        return self.layers[-1].behind

    @property
    def gaps(self) -> tuple[tuple[OwnLayer, OwnLayer], ...]:
        """The layers between which something may stand that weights do not tell."""
        return tuple(pair for pair in pairwise(self.layers) if not _is_certain(*pair))

    def build(self, fill: Sequence[str]) -> nn.Sequential:
        """Build the layers without values, with an activation in each gap.

        Args:
            fill: the activation in each gap, or one for all.
        """
        words = iter(fill if len(fill) != 1 else [*fill] * len(self.gaps))
        parts: list[nn.Module] = []
        for number, layer in enumerate(self.layers):
            if number and not _is_certain(self.layers[number - 1], layer):
                parts.append(ACTIVATIONS[next(words)]())
            parts.append(_built(layer))
        return nn.Sequential(*parts)

    def names(self) -> dict[str, str]:
        """Return the name of each entry in what ``build`` makes -> the name that was read."""
        names: dict[str, str] = {}
        at = 0
        for number, layer in enumerate(self.layers):
            at += number > 0 and not _is_certain(self.layers[number - 1], layer)
            names |= {f"{at}.{entry}": f"{layer.name}.{entry}" for entry in layer.entries}
            at += 1
        return names


def read_own_heads(entries: Sequence[str], seen: Shapes, width: int) -> tuple[OwnHead, ...]:
    """Read what stands behind a body as one head, or as several beside one another.

    Args:
        entries: the names of all that stands there.
        seen: the shapes of a file's entries.
        width: of the body's features.

    Returns:
        One head, several heads, or none where the entries are no such layers.
    """
    layers = _layers(entries, seen)
    if not layers:
        return ()
    for depth in range(1, DEEPEST + 1):
        heads = _branches(layers, width, depth)
        if heads:
            may_follow = any(head.classes == width for head in heads)
            return heads if len(heads) == 1 or not may_follow else ()
    chain = _chain(layers, width)
    return (OwnHead(layers[-1].name.partition(".")[0], chain),) if chain is not None else ()


def is_of_layer(key: str, seen: Shapes) -> bool:
    """Tell whether an entry may belong to a linear layer or to a batch norm."""
    entry = key.rpartition(".")[2]
    return entry in NORM and len(seen[key]) == (1, 2)[entry == "weight" and len(seen[key]) == 2]


def _branches(layers: Sequence[OwnLayer], width: int, depth: int) -> tuple[OwnHead, ...]:
    """Read layers as heads that each start from the body, one for each beginning of a name."""
    branches: dict[str, list[OwnLayer]] = {}
    for layer in layers:
        branches.setdefault(".".join(layer.name.split(".")[:depth]), []).append(layer)
    chains = {name: _chain(branch, width) for name, branch in branches.items()}
    heads = (OwnHead(name, chain) for name, chain in chains.items() if chain is not None)
    return tuple(heads) if None not in chains.values() else ()


def _layers(entries: Sequence[str], seen: Shapes) -> list[OwnLayer]:
    """Group entries into layers; none where one of them is no linear layer and no batch norm."""
    groups: dict[str, dict[str, tuple[int, ...]]] = {}
    for key in entries:
        layer, _, entry = key.rpartition(".")
        if entry != COUNTER:
            groups.setdefault(layer, {})[entry] = seen[key]
    layers = [_layer(name, given) for name, given in groups.items()]
    known = [layer for layer in layers if layer is not None]
    return known if len(known) == len(layers) <= MOST_LAYERS else []


def _layer(name: str, given: Mapping[str, tuple[int, ...]]) -> OwnLayer | None:
    weight = given.get("weight", ())
    if given.keys() in ({"weight"}, {"weight", "bias"}) and len(weight) == 2:
        if given.get("bias", weight[:1]) != weight[:1]:
            return None
        return OwnLayer(name, "linear", weight[1], weight[0], tuple(given))
    if given.keys() in (NORM, NORM_ALONE) and len({*given.values()}) == 1:
        (shape,) = {*given.values()}
        if len(shape) == 1:
            return OwnLayer(name, "norm", shape[0], shape[0], tuple(given))
    return None


def _chain(layers: Sequence[OwnLayer], width: int) -> tuple[OwnLayer, ...] | None:
    """Return layers in the order of their row or of the file, if their widths follow on."""
    rows = {layer.place[0] for layer in layers}
    if len(rows) == 1 and all(layer.place[1] >= 0 for layer in layers):
        layers = sorted(layers, key=lambda layer: layer.place[1])
    elif len(layers) > 1 and not _has_one_order(layers):
        return None
    at = width
    for layer in layers:
        if layer.before != at:
            return None
        at = layer.behind
    return tuple(layers) if any(layer.kind == "linear" for layer in layers) else None


def _has_one_order(layers: Sequence[OwnLayer]) -> bool:
    """Tell whether the widths allow one order alone: named layers may be called in any other."""
    linear = [layer for layer in layers if layer.kind == "linear"]
    widths = [layer.before for layer in linear] + [linear[-1].behind if linear else 0]
    norms = [layer.before for layer in layers if layer.kind == "norm"]
    return len({*widths}) == len(widths) and len({*norms}) == len(norms)


def _is_certain(one: OwnLayer, other: OwnLayer) -> bool:
    """Tell whether nothing can stand between two layers."""
    (row, place), (next_row, next_place) = one.place, other.place
    aside = row == next_row and place >= 0 and next_place == place + 1
    return aside and {one.kind, other.kind} == {"linear", "norm"}


def _built(layer: OwnLayer) -> nn.Module:
    if layer.kind == "linear":
        return nn.Linear(layer.before, layer.behind, bias="bias" in layer.entries)
    return nn.BatchNorm1d(layer.before, affine="weight" in layer.entries)
