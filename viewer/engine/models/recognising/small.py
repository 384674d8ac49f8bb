"""ResNets for small pictures: a first convolution of 3×3 that keeps the size, and no pooling."""

from __future__ import annotations

import torch
from torch import nn

from viewer.engine.models.recognising.signatures import Shapes

USUAL = (7, 7)  # rows and columns of a ResNet's first convolution
SMALL = (3, 3)


def with_large_stem(shapes: Shapes) -> dict[str, tuple[int, ...]] | None:
    """Return shapes as they were with the usual first convolution; None where it is another."""
    first = next((key for key, shape in shapes.items() if len(shape) == 4), None)
    if first is None or not first.endswith("conv1.weight") or shapes[first][2:] != SMALL:
        return None
    return {k: (*shape[:2], *USUAL) if k == first else shape for k, shape in shapes.items()}


def make_small(module: nn.Module) -> None:
    """Give a ResNet the first convolution of 3×3 and no pooling behind it; values come later."""
    first = module.get_submodule("conv1")
    assert isinstance(first, nn.Conv2d)  # noqa: S101 - of torchvision's ResNets
    first.kernel_size, first.stride, first.padding = SMALL, (1, 1), (1, 1)
    shape = (first.out_channels, first.in_channels, *SMALL)
    first.weight = nn.Parameter(torch.empty(shape, dtype=first.weight.dtype))
    module.set_submodule("maxpool", nn.Identity())
