"""Gradient size: the control of a map of one place, which knows nothing of what is seen there."""

from __future__ import annotations

from viewer.core.late_numpy import np
from viewer.core.maps.arrays import Floats
from viewer.core.maps.methods import MethodRow
from viewer.methods.method import Method


def gradient_size(_activations: Floats, gradients: Floats) -> Floats:
    """Return how long the gradient is at each place.

    L(y, x) = sqrt( sum_k G_k(y, x)^2 )

    It shows where the score looks, and nothing of what it finds there: a map of a box that is no
    better tells no more than the box's field of view.

    Source: Simonyan et al., "Deep Inside Convolutional Networks", ICLR workshop 2014, section 3,
        arXiv:1312.6034, here of a layer and with the channels' length for their maximum
    """
    return np.linalg.norm(gradients, axis=0)


METHOD = Method(
    row=MethodRow(
        key="gradient_size",
        title="Gradient size (control)",
        paper="Simonyan et al., Deep Inside Convolutional Networks, 2014",
        year=2014,
        link="https://arxiv.org/abs/1312.6034",
        papers=("simonyan2013gradient",),
        gradients=True,
        help="Where the score looks, whatever is there: what a box's map is held against.",
    ),
    formula=gradient_size,
    never_negative=True,
)
