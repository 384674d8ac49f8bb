"""IS-CAM: Score-CAM with every mask let in step by step, and the scores averaged."""

from __future__ import annotations

from collections.abc import Iterator

from viewer.core.late_numpy import np
from viewer.core.maps.arrays import Floats
from viewer.core.maps.methods import MethodRow
from viewer.methods.look import Prober, Step
from viewer.methods.masking import seen_through
from viewer.methods.method import Method

STEPS = 10


def is_cam(probe: Prober, activations: Floats, *, steps: int = STEPS) -> Iterator[Step]:
    """Weigh every channel by the mean score on the way from nothing to the picture through it.

    M_k = upsampled A_k, scaled to 0..1
    w = softmax_k mean_i score(i / N * x * M_k), i = 1..N;   L(y, x) = sum_k w_k * A_k(y, x)

    torch-cam adds the fractions up and so goes on to five times the picture, which the path of
    an integral does not.

    Args:
        probe: the picture and the model.
        activations: A, (K, h, w) float32.
        steps: N.

    Source: Naidu et al., "IS-CAM: Integrated Score-CAM for axiomatic-based explanations", 2020,
        eq. 7-9, arXiv:2010.03023
    """
    return seen_through(
        probe,
        activations,
        rounds=steps,
        vary=lambda masks, _channels, number: masks * ((number + 1) / steps),
    )


METHOD = Method(
    row=MethodRow(
        key="is_cam",
        title="IS-CAM",
        paper="Naidu et al., IS-CAM: Integrated Score-CAM, 2020",
        year=2020,
        link="https://arxiv.org/abs/2010.03023",
        papers=("naidu2020iscam",),
        gradients=False,
        by_class=True,
        cost="minutes",
        help="Score-CAM with every mask let in by tenths. No gradients; ten passes a channel.",
    ),
    steps=lambda look: is_cam(look.probe, np.ascontiguousarray(look.activations)),
    passes=lambda look: STEPS * look.layout.channels,
    fast_form=True,
)
