"""Input × gradient: each pixel's value times how much the score changes with it."""

from __future__ import annotations

from collections.abc import Iterator

from viewer.core.maps.methods import MethodRow
from viewer.methods.look import Prober, Step
from viewer.methods.method import Method
from viewer.methods.pixels import PASS, summed


def input_x_gradient(probe: Prober) -> Iterator[Step]:
    """Multiply the input, as the model sees it, by the score's gradient.

    L(y, x) = sum_c x_c(y, x) * ds / dx_c(y, x)

    In a linear model without bias the map adds up to the score.

    Returns:
        One step with a signed map of the input's size.

    Source: Shrikumar et al., "Not Just a Black Box: Learning Important Features Through
        Propagating Activation Differences", 2016, section 3.1, arXiv:1605.01713
    """
    _, slopes = probe.input_gradient(probe.x)
    yield Step(1, 1, lambda: summed(probe.x[0] * slopes))


METHOD = Method(
    row=MethodRow(
        key="input_x_gradient",
        title="Input × gradient",
        paper="Shrikumar et al., Not Just a Black Box, 2016",
        year=2016,
        link="https://arxiv.org/abs/1605.01713",
        papers=("shrikumar2016inputxgradient",),
        gradients=True,
        by_layer=False,
        cost="seconds",
        help="Each pixel's value times how much the score changes with it. Needs no layer.",
    ),
    steps=lambda look: input_x_gradient(look.probe),
    passes=lambda _look: PASS,
)
