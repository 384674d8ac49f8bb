"""From a gradient of the input's channels to one value for each pixel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from viewer.core.maps.arrays import Floats

if TYPE_CHECKING:
    from torch import Tensor

PASS = 3  # a forward pass and its way back to the pixels, in forward passes
NO_CHECK = (  # what is said of maps that are made by another way back through ReLUs
    "This map draws the picture's edges, whatever the class.",
    "It hardly changes when the model's weights are drawn anew: take it for no explanation.",
)


def strongest(slopes: Tensor) -> Floats:
    """Return max_c |G_c(y, x)|, (H, W) float32, of (C, H, W)."""
    return slopes.abs().amax(0).float().cpu().numpy()


def summed(shares: Tensor) -> Floats:
    """Return sum_c S_c(y, x), (H, W) float32, signed, of (C, H, W)."""
    return shares.sum(0).float().cpu().numpy()
