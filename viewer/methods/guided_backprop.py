"""Guided backpropagation: a gradient that keeps only what is positive on its way through ReLUs."""

from __future__ import annotations

from collections.abc import Iterator

from viewer.core.maps.methods import MethodRow
from viewer.methods.look import Prober, Step
from viewer.methods.method import Method
from viewer.methods.pixels import NO_CHECK, PASS, strongest


def guided_backprop(probe: Prober) -> Iterator[Step]:
    """Go back through every ReLU with what is positive, where the ReLU was open.

    R_in = [x > 0] * relu(R_out) at every ReLU;   L(y, x) = max_c |R_c(y, x)|

    Returns:
        One step with a map of the input's size.

    Raises:
        UserError: the model has no ReLU.

    Source: Springenberg et al., "Striving for Simplicity: The All Convolutional Net", ICLR 2015
        Workshop, section 3.4, arXiv:1412.6806
    """
    _, slopes = probe.input_gradient(probe.x, "guided")
    yield Step(1, 1, lambda: strongest(slopes), NO_CHECK)


METHOD = Method(
    row=MethodRow(
        key="guided_backprop",
        title="Guided backpropagation",
        paper="Springenberg et al., Striving for Simplicity, ICLR 2015 Workshop",
        year=2015,
        link="https://arxiv.org/abs/1412.6806",
        papers=("springenberg2015guided",),
        gradients=True,
        by_layer=False,
        cost="seconds",
        help="Sharp edges, by a gradient that keeps only what is positive. Not an explanation.",
    ),
    steps=lambda look: guided_backprop(look.probe),
    passes=lambda _look: PASS,
    never_negative=True,
)
