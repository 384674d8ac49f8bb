"""Compare a network built today with what its file says of its layers, and follow the file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import cast

from torch import nn

from viewer.engine.models.pickled.classes import find_class
from viewer.engine.models.pickled.sketch import LayerSketch, Setting, Sketch

# Settings that decide what a layer computes, beside its weights.
TELLING = frozenset(
    {
        *("stride", "padding", "dilation", "groups", "kernel_size", "output_size", "ceil_mode"),
        *("eps", "num_groups", "num_heads", "window_size", "shift_size", "negative_slope"),
        *("count_include_pad", "transform_input", "padding_mode", "scale"),
    }
)
# Classes that compute the same under another name; any other change of class is told.
SAME = (
    frozenset({"ConvBNReLU", "ConvBNActivation", "ConvNormActivation", "Conv2dNormActivation"}),
    frozenset({"ConvBnAct", "ConvNormAct"}),
    frozenset({"BatchNorm2d", "BatchNormAct2d"}),  # with the activation that stood behind it
    frozenset({"_LinearWithBias", "NonDynamicallyQuantizableLinear", "Linear"}),
    frozenset({"SqueezeExcite", "SqueezeExcitation", "SEModule"}),
    frozenset({"ConvMlp", "Mlp"}),
)
PASSING = frozenset({"Identity", "Dropout", "Dropout2d", "DropPath", "StochasticDepth"})
ACTIVATIONS = {
    **{name.lower(): name for name in ("ReLU", "ReLU6", "ELU", "GELU", "Mish", "PReLU", "Tanh")},
    **dict.fromkeys(("silu", "swish", "swishme", "swishjit"), "SiLU"),
    **dict.fromkeys(("hardswish", "hardswishme", "hardswishjit"), "Hardswish"),
    "leakyrelu": "LeakyReLU",
}


def adopt(described: Sketch, module: nn.Module, *, own: bool = False) -> Iterator[str]:
    """Give layers the settings that the file says they had; yield what differs, in words.

    Args:
        described: what the file says.
        module: the network built today.
        own: take every plain setting of classes that no library has, as the user's may be.
    """
    layers = dict(module.named_modules())
    for said in described.layers:
        layer = layers.get(said.path)
        kind = _kind(said.type)
        if layer is not None:
            every = own and find_class(said.type) is None
            yield from _adopt_settings(said, layer, every=every)
            yield from _adopt_class(said, layer, module)
        elif kind not in PASSING and kind.lower() not in ACTIVATIONS:
            yield f"{said.path} is gone"
    before = _activations(_kind(said.type) for said in described.layers)
    now = _activations(type(layer).__name__ for layer in module.modules())
    for name in sorted(before | now):
        if before[name] != now[name]:
            yield f"{before[name]} × {name} in the file and {now[name]} today"


def _adopt_settings(said: LayerSketch, layer: nn.Module, *, every: bool) -> Iterator[str]:
    own = vars(layer)
    for key in sorted(said.settings.keys() & own.keys()):
        if key not in TELLING and (not every or key == "training" or key.startswith("_")):
            continue
        before, now = said.settings[key], own[key]
        if _is_same(before, now):
            continue
        where = f"{said.path}.{key}" if said.path else key
        taken = type(before) is type(now)
        if taken:
            own[key] = before
            yield f"{where} is {before} in the file and {now} today (taken)"
        else:
            yield f"{where} is {before} in the file and {now} today"


def _adopt_class(said: LayerSketch, layer: nn.Module, module: nn.Module) -> Iterator[str]:
    """Take the file's activation; tell of other classes that have changed."""
    before, now = _kind(said.type), type(layer).__name__
    if before.lower() == now.lower() or any({before, now} <= group for group in SAME):
        return
    kind = find_class(said.type) if before.lower() in ACTIVATIONS else None
    if kind is not None and now.lower() in ACTIVATIONS and not list(layer.parameters()):
        module.set_submodule(said.path, kind())
        yield f"{said.path} is {before} in the file and {now} today (taken)"
        return
    yield f"{said.path or 'the network'} was {before}, is {now}"


def _activations(kinds: Iterator[str]) -> Counter[str]:
    return Counter(ACTIVATIONS[kind.lower()] for kind in kinds if kind.lower() in ACTIVATIONS)


def _kind(full: str) -> str:
    return full.rpartition(".")[2]


def _is_same(before: Setting, now: object) -> bool:
    """Compare settings; a side that counts for both axes may be written once or twice."""
    if isinstance(before, int) and isinstance(now, tuple):
        return all(side == before for side in cast("tuple[object, ...]", now))
    if isinstance(now, int) and isinstance(before, tuple):
        return all(side == now for side in before)
    return before == now or (isinstance(now, list) and before == tuple(cast("list[object]", now)))
