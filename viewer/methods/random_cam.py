"""Random-CAM: channels weighed at random, which a real explanation must beat."""

from __future__ import annotations

from typing import cast

from viewer.core.late_numpy import np
from viewer.core.maps.arrays import Floats
from viewer.core.maps.methods import MethodRow
from viewer.methods.channels import weigh
from viewer.methods.method import Method


def random_cam(activations: Floats, *, seed: int = 0) -> Floats:
    """Weigh the channels at random: what a real explanation must beat.

    w_k ~ uniform(-1, 1);   L(y, x) = sum_k w_k * A_k(y, x)

    The same seed gives the same map; numpy's global generator is left alone.

    Source: Gildenblat, pytorch-grad-cam, 2021
    """
    random = np.random.default_rng(seed)
    weights = cast("Floats", random.uniform(-1, 1, size=len(activations)))
    return weigh(weights, activations)


METHOD = Method(
    row=MethodRow(
        key="random_cam",
        title="Random-CAM",
        paper="Gildenblat, pytorch-grad-cam, 2021 (a baseline)",
        year=2021,
        link="https://github.com/jacobgil/pytorch-grad-cam",
        papers=("gildenblat2021library",),
        gradients=False,
        help="Random channel weights: a baseline that a real explanation must beat.",
    ),
    formula=random_cam,
)
