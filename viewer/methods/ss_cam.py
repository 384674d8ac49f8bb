"""SS-CAM: Score-CAM with noise on every channel's mask, averaged."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from viewer.core.late_numpy import np
from viewer.core.maps.arrays import Floats
from viewer.core.maps.methods import MethodRow
from viewer.methods.look import Prober, Step
from viewer.methods.masking import seen_through
from viewer.methods.method import Method

if TYPE_CHECKING:
    from torch import Tensor

SAMPLES = 10  # the authors take 35
DEVIATION = 2.0  # of the noise on masks of 0..1


def ss_cam(
    probe: Prober, activations: Floats, *, samples: int = SAMPLES, deviation: float = DEVIATION
) -> Iterator[Step]:
    """Weigh every channel by the mean score of the picture seen through it with noise.

    M_k = upsampled A_k, scaled to 0..1;   d_n ~ normal(0, deviation)
    w = softmax_k mean_n score(x * (M_k + d_n));   L(y, x) = sum_k w_k * A_k(y, x)

    Every channel and sample has noise of its own, the same in every run and for any batch.

    Args:
        probe: the picture and the model.
        activations: A, (K, h, w) float32.
        samples: noisy masks for each channel.
        deviation: the noise's standard deviation.

    Source: Wang et al., "SS-CAM: Smoothed Score-CAM for Sharper Visual Feature Localization",
        2020, eq. 4 (noise on the activation), arXiv:2006.14255
    """
    import torch

    def vary(masks: Tensor, channels: list[int], number: int) -> Tensor:
        noise = [
            torch.randn(
                masks.shape[1:], generator=torch.Generator().manual_seed(samples * one + number)
            )
            for one in channels
        ]
        return masks + deviation * torch.stack(noise).to(masks.device)

    return seen_through(probe, activations, rounds=samples, vary=vary)


METHOD = Method(
    row=MethodRow(
        key="ss_cam",
        title="SS-CAM",
        paper="Wang et al., SS-CAM: Smoothed Score-CAM, 2020",
        year=2020,
        link="https://arxiv.org/abs/2006.14255",
        papers=("wang2020sscam",),
        gradients=False,
        by_class=True,
        cost="minutes",
        help="Score-CAM with noise on every mask. No gradients; ten passes a channel.",
    ),
    steps=lambda look: ss_cam(look.probe, np.ascontiguousarray(look.activations)),
    passes=lambda look: SAMPLES * look.layout.channels,
    fast_form=True,
)
