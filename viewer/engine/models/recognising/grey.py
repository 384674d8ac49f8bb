"""Networks of the zoos whose first convolution was made for one grey channel."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import torch
from torch import Tensor, nn

from viewer.core.maps.geometry import InputRule
from viewer.engine.models.recognising.signatures import Shapes

CONVOLUTION = 4  # dimensions of its weight: outputs, inputs, rows, columns


def in_colour(shapes: Shapes) -> dict[str, tuple[int, ...]] | None:
    """Return shapes as they were with three channels, or None where the first layer has others."""
    first = next((key for key, shape in shapes.items() if len(shape) == CONVOLUTION), None)
    if first is None or shapes[first][1] != 1:
        return None
    outputs, _, *window = shapes[first]
    return {key: (outputs, 3, *window) if key == first else shape for key, shape in shapes.items()}


def take_grey(module: nn.Module, tensors: Mapping[str, Tensor]) -> bool:
    """Give a network's first convolution one channel, if its weights have one; tell whether so."""
    name, first = next(
        ((name, part) for name, part in module.named_modules() if isinstance(part, nn.Conv2d)),
        ("", None),
    )
    found = tensors.get(f"{name}.weight")
    if first is None or found is None or first.in_channels != 3 or first.groups != 1:
        return False
    outputs, _, *window = first.weight.shape
    if tuple(found.shape) != (outputs, 1, *window):
        return False
    first.in_channels = 1
    first.weight = nn.Parameter(torch.empty(found.shape, dtype=first.weight.dtype))
    return True


def grey_rule(rule: InputRule) -> InputRule:
    """Return a rule for one grey channel, with the average of its mean and deviation."""
    mean, std = (round(sum(values) / len(values), 3) for values in (rule.mean, rule.std))
    return replace(rule, colours="single", mean=(mean,), std=(std,))
