"""Every channel as a mask: the scores of the picture seen through each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from viewer.core.late_numpy import np
from viewer.core.maps.arrays import Floats
from viewer.methods.channels import weighed_sum
from viewer.methods.look import Prober, Step

if TYPE_CHECKING:
    from torch import Tensor

Vary = Callable[["Tensor", list[int], int], "Tensor"]  # masks, their channels, round -> masks


def seen_through(
    probe: Prober, activations: Floats, *, rounds: int = 1, vary: Vary | None = None
) -> Iterator[Step]:
    """Weigh every channel by the score of the picture seen through it, varied over some rounds.

    M_k = upsampled A_k, scaled to 0..1;   w = softmax_k mean_r score(x * vary_r(M_k))
    L(y, x) = sum_k w_k * A_k(y, x)

    Channels that are the same everywhere all hide the whole picture: one is scored for them.

    Args:
        probe: the picture and the model.
        activations: A, (K, h, w) float32.
        rounds: how often every channel is scored.
        vary: changes masks (B, 1, H, W) for one round; None: they stay as they are.
    """
    import torch

    maps = torch.from_numpy(activations).to(probe.x.device)
    flat = maps.flatten(1)
    constant = (flat.amax(1) == flat.amin(1)).cpu().numpy()
    order = np.concatenate([np.flatnonzero(~constant), np.flatnonzero(constant)[:1]])
    scores = np.full(len(activations), -np.inf, np.float32)
    size, total = probe.batch, rounds * len(order)
    for start in range(0, len(order), size):
        chosen = order[start : start + size]
        masks, found = as_masks(maps[chosen], probe.x), np.zeros(len(chosen), np.float32)
        for number in range(rounds):
            varied = vary(masks, chosen.tolist(), number) if vary is not None else masks
            found = found + probe.scores(probe.x * varied) / np.float32(rounds)
            last = number == rounds - 1
            if last:
                scores[chosen] = found
            if last and start + size >= len(order) and constant.any():
                scores[constant] = scores[order[-1]]
            done = start * rounds + (number + 1) * len(chosen)
            if np.isfinite(scores).any():
                yield Step(done, total, lambda: weighed_sum(_softmax(scores), activations))


def as_masks(maps: Tensor, x: Tensor) -> Tensor:
    """Return (B, 1, H, W): maps upsampled to the input and scaled to 0..1, as grad-cam does."""
    import torch

    size = (x.shape[-2], x.shape[-1])
    large = torch.nn.functional.interpolate(
        maps[None], size=size, mode="bilinear", align_corners=True
    )[0]
    low, high = large.amin((1, 2), keepdim=True), large.amax((1, 2), keepdim=True)
    return ((large - low) / (high - low + 1e-8))[:, None]


def _softmax(scores: Floats) -> Floats:
    """Return the softmax in float32, as torch computes it; minus infinity counts nothing."""
    import torch

    return torch.from_numpy(scores).softmax(0).numpy()
