"""The steps a model takes: one layer for each block, of which the layer strip shows the maps.

Plain containers and stages are opened until blocks are found. Of layers that stand loosely in a
row, the last one before the next block, pool or weighted layer speaks for them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from torch import nn

_CONTAINERS = (nn.Sequential, nn.ModuleList, nn.ModuleDict)
_HANDING_ON = (nn.Identity, nn.Dropout)
_MOST = 40  # thumbnails; deeper models are thinned out evenly


def find_blocks(model: nn.Module, layers: Collection[str], default: str) -> tuple[str, ...]:
    """Return one explainable layer for each step, in forward order.

    Args:
        model: any network.
        layers: the names of all layers that can be explained, in forward order.
        default: the suggested layer; it stands for the block it is in, and is the last step.
    """
    order = {name: index for index, name in enumerate(layers)}
    found = [name for name in _steps(model) if order.get(name, len(order)) < order[default]]
    found = [name for name in found if not default.startswith(f"{name}.")] + [default]
    found = sorted(dict.fromkeys(found), key=order.__getitem__)
    if len(found) <= _MOST:
        return tuple(found)
    step = (len(found) - 1) / (_MOST - 1)
    thinned = {found[round(index * step)] for index in range(_MOST)} | {default}
    return tuple(name for name in found if name in thinned)


def _steps(model: nn.Module, prefix: str = "") -> Iterator[str]:
    """Yield blocks, and the last of the loose layers in every row of them."""
    row = ""
    for name, child in model.named_children():
        path = f"{prefix}{name}"
        if isinstance(child, _HANDING_ON):
            continue
        if _height(child) == 0:
            if row and next(child.parameters(), None) is not None and _is_weighted(child):
                yield row
            row = path
            continue
        if row:
            yield row
            row = ""
        if _opens(child):
            yield from _steps(child, f"{path}.")
        else:
            yield path
    if row:
        yield row


def _is_weighted(module: nn.Module) -> bool:
    """Return whether a loose layer begins a new step; a norm belongs to the layer before it."""
    return isinstance(module, (nn.Conv2d, nn.Linear))


def _opens(module: nn.Module) -> bool:
    """Return whether a module is no block itself: a plain container, or a stage of blocks."""
    if type(module) in _CONTAINERS:
        return True
    return any(
        type(child) in _CONTAINERS and any(_height(block) > 1 for block in child.children())
        for child in module.children()
    )


def _height(module: nn.Module) -> int:
    """Return how many levels of modules there are below a module."""
    return max((1 + _height(child) for child in module.children()), default=0)
