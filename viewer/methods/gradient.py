"""Gradient: how much the score changes with each pixel."""

from __future__ import annotations

from collections.abc import Iterator

from viewer.core.maps.methods import MethodRow
from viewer.methods.look import Prober, Step
from viewer.methods.method import Method
from viewer.methods.pixels import PASS, strongest


def gradient(probe: Prober) -> Iterator[Step]:
    """Take the strongest channel of the score's gradient at each pixel.

    L(y, x) = max_c |ds / dx_c(y, x)|

    Returns:
        One step with a map of the input's size.

    Source: Simonyan et al., "Deep Inside Convolutional Networks: Visualising Image Classification
        Models and Saliency Maps", 2013, section 3.1, arXiv:1312.6034
    """
    _, slopes = probe.input_gradient(probe.x)
    yield Step(1, 1, lambda: strongest(slopes))


METHOD = Method(
    row=MethodRow(
        key="gradient",
        title="Gradient",
        paper="Simonyan et al., Deep Inside Convolutional Networks, 2013",
        year=2013,
        link="https://arxiv.org/abs/1312.6034",
        papers=("simonyan2013gradient",),
        gradients=True,
        by_layer=False,
        cost="seconds",
        help="How much the score changes with each pixel. Needs no layer.",
    ),
    steps=lambda look: gradient(look.probe),
    passes=lambda _look: PASS,
    never_negative=True,
)
