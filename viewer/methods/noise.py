"""Noisy copies of a picture, the same ones at every time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from torch import Tensor


def noisy(x: Tensor, samples: int, share: float, *, seed: int = 0) -> Iterator[Tensor]:
    """Yield copies of a picture, each with normal noise of its own; torch's generator stays.

    Args:
        x: (1, C, H, W).
        samples: how many.
        share: the standard deviation, as a share of the picture's range.
        seed: the same one gives the same noise, on every device.
    """
    import torch

    random = torch.Generator().manual_seed(seed)
    deviation = share * float(x.max() - x.min())
    for _ in range(samples):
        noise = torch.randn(x.shape, generator=random) * deviation
        yield x + noise.to(x.device, x.dtype)
