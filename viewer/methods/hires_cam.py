"""HiResCAM: gradient times activation, cell by cell."""

from __future__ import annotations

from viewer.core.maps.arrays import Floats
from viewer.core.maps.methods import EITHER, MethodRow
from viewer.methods.method import Method


def hires_cam(activations: Floats, gradients: Floats) -> Floats:
    """Multiply gradient and activation cell by cell, then add the channels.

    L(y, x) = sum_k G_k(y, x) * A_k(y, x)

    Source: Draelos and Carin, "HiResCAM", 2020, eq. 3, arXiv:2011.08891
    """
    return gradients * activations


METHOD = Method(
    row=MethodRow(
        key="hires_cam",
        title="HiResCAM",
        paper="Draelos and Carin, HiResCAM, 2020",
        year=2020,
        link="https://arxiv.org/abs/2011.08891",
        papers=("draelos2020hirescam",),
        library="HiResCAM",
        gradients=True,
        smoothable=EITHER,
        help="Multiplies activations and gradients cell by cell; faithful at the last layer.",
    ),
    formula=hires_cam,
)
