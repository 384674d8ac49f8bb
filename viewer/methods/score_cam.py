"""Score-CAM: every channel weighed by the score of the picture seen through it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from viewer.core.asks.records import Floats
from viewer.core.maps.method import MethodRow
from viewer.methods.channels import weighed_sum
from viewer.methods.look import Prober, Step
from viewer.methods.method import Method

if TYPE_CHECKING:
    from torch import Tensor


def score_cam(probe: Prober, activations: Floats) -> Iterator[Step]:
    """Weigh every channel by the score of the picture seen through it.

    M_k = upsampled A_k, scaled to 0..1;   w = softmax_k score(x * M_k)
    L(y, x) = sum_k w_k * A_k(y, x)

    Channels that are the same everywhere all hide the whole picture: it is scored once for them.

    Args:
        probe: the picture and the model.
        activations: A, (K, h, w) float32.

    Source: Wang et al., "Score-CAM", CVPRW 2020, eq. 5-8, arXiv:1910.01279
    """
    import torch

    maps = torch.from_numpy(activations).to(probe.x.device)
    flat = maps.flatten(1)
    constant = (flat.amax(1) == flat.amin(1)).cpu().numpy()
    order = np.concatenate([np.flatnonzero(~constant), np.flatnonzero(constant)[:1]])
    scores = np.full(len(activations), -np.inf, np.float32)
    size = probe.batch
    for start in range(0, len(order), size):
        chosen = order[start : start + size]
        scores[chosen] = probe.scores(probe.x * _as_masks(maps[chosen], probe.x))
        done = start + len(chosen)
        if done == len(order) and constant.any():
            scores[constant] = scores[order[-1]]
        yield Step(done, len(order), lambda: weighed_sum(_softmax(scores), activations))


def _as_masks(maps: Tensor, x: Tensor) -> Tensor:
    """Return (B, 1, H, W): maps upsampled to the input and scaled to 0..1, as the library does."""
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


METHOD = Method(
    row=MethodRow(
        key="score_cam",
        title="Score-CAM",
        paper="Wang et al., Score-CAM, CVPRW 2020",
        year=2020,
        link="https://arxiv.org/abs/1910.01279",
        papers=("wang2020scorecam",),
        library="ScoreCAM",
        gradients=False,
        by_class=True,
        cost="minutes",
        help="Shows the model the picture through each channel. No gradients; one pass a channel.",
    ),
    steps=lambda look: score_cam(look.probe, np.ascontiguousarray(look.activations)),
    passes=lambda look: look.layout.channels,
    fast_form=True,
)
