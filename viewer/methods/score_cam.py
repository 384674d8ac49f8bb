"""Score-CAM: every channel weighed by the score of the picture seen through it."""

from __future__ import annotations

from collections.abc import Iterator

from viewer.core.late_numpy import np
from viewer.core.maps.arrays import Floats
from viewer.core.maps.methods import MethodRow
from viewer.methods.look import Prober, Step
from viewer.methods.masking import seen_through
from viewer.methods.method import Method


def score_cam(probe: Prober, activations: Floats) -> Iterator[Step]:
    """Weigh every channel by the score of the picture seen through it.

    M_k = upsampled A_k, scaled to 0..1;   w = softmax_k score(x * M_k)
    L(y, x) = sum_k w_k * A_k(y, x)

    Args:
        probe: the picture and the model.
        activations: A, (K, h, w) float32.

    Source: Wang et al., "Score-CAM", CVPRW 2020, eq. 5-8, arXiv:1910.01279
    """
    return seen_through(probe, activations)


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
