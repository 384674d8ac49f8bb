"""Find the stages of a network's backbone: what sees before heads and necks begin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from torch import nn

from viewer.core.asks.model_info import LayerInfo

BACKBONES = ("backbone", "body", "features", "encoder", "trunk", "stem", "base")
LEADING_ON = ("0", "model", "body", "features", "encoder", "conv_encoder")  # to its stages
NO_STAGES = ("fpn", "neck", "extra", "extra_blocks", "pyramid")


def stages_of(module: nn.Module, layers: Sequence[LayerInfo]) -> list[str]:
    """Return the stages of a backbone that goes by one of the usual names, the last one first.

    A stage is a part of the backbone that can be explained; the last of them has the fewest places
    and was run last, as stages grow coarser.

    Args:
        module: a network.
        layers: those that can be explained, in forward order.
    """
    path = next((name for name, _ in module.named_children() if name in BACKBONES), None)
    if path is None:
        wrapped = next(
            ((n, m) for n, m in module.named_children() if n in ("model", "module")), None
        )
        if wrapped is None:
            return []
        inner = stages_of(wrapped[1], _below(wrapped[0], layers))
        return [f"{wrapped[0]}.{name}" for name in inner]
    stages = _stages(path, module.get_submodule(path), layers)
    last_first = stages[::-1]
    last_first.sort(key=lambda one: one.grid)
    return [one.name for one in last_first]


def _stages(path: str, backbone: nn.Module, layers: Sequence[LayerInfo]) -> list[LayerInfo]:
    """Return the parts of a backbone that can be explained, its wrappers taken off."""
    children = dict(backbone.named_children())
    inner = next((name for name in LEADING_ON if _leads_on(children.get(name))), None)
    names = {f"{path}.{name}" for name in children if name not in NO_STAGES}
    stages = [one for one in layers if one.name in names]
    if inner is not None and len(stages) <= 1:
        found = _stages(f"{path}.{inner}", children[inner], layers)
        return found or stages
    return stages


def _leads_on(module: nn.Module | None) -> bool:
    """Tell whether a part holds parts of its own."""
    return module is not None and next(module.children(), None) is not None


def _below(name: str, layers: Sequence[LayerInfo]) -> list[LayerInfo]:
    start = f"{name}."
    return [
        replace(one, name=one.name.removeprefix(start))
        for one in layers
        if one.name.startswith(start)
    ]
