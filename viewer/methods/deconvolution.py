"""Deconvolution: a gradient that keeps only what is positive on its way through ReLUs."""

from __future__ import annotations

from collections.abc import Iterator

from viewer.core.maps.methods import MethodRow
from viewer.methods.look import Prober, Step
from viewer.methods.method import Method
from viewer.methods.pixels import NO_CHECK, PASS, strongest


def deconvolution(probe: Prober) -> Iterator[Step]:
    """Go back through every ReLU with what is positive, wherever it was open.

    R_in = relu(R_out) at every ReLU;   L(y, x) = max_c |R_c(y, x)|

    Returns:
        One step with a map of the input's size.

    Raises:
        UserError: the model has no ReLU.

    Source: Zeiler and Fergus, "Visualizing and Understanding Convolutional Networks", ECCV 2014,
        section 2.1, arXiv:1311.2901
    """
    _, slopes = probe.input_gradient(probe.x, "deconvolution")
    yield Step(1, 1, lambda: strongest(slopes), NO_CHECK)


METHOD = Method(
    row=MethodRow(
        key="deconvolution",
        title="Deconvolution",
        paper="Zeiler and Fergus, Visualizing and Understanding Convolutional Networks, ECCV 2014",
        year=2014,
        link="https://arxiv.org/abs/1311.2901",
        papers=("zeiler2014occlusion",),
        gradients=True,
        by_layer=False,
        cost="seconds",
        help="The way back of the deconvolution network. Sharp edges; not an explanation.",
    ),
    steps=lambda look: deconvolution(look.probe),
    passes=lambda _look: PASS,
    never_negative=True,
)
