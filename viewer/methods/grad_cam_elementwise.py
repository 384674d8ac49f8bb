"""Grad-CAM element-wise: the positive products of gradient and activation."""

from __future__ import annotations

from viewer.core.late_numpy import np
from viewer.core.maps.arrays import Floats
from viewer.core.maps.methods import EITHER, MethodRow
from viewer.methods.method import Method


def grad_cam_elementwise(activations: Floats, gradients: Floats) -> Floats:
    """Add the positive products of gradient and activation over the channels.

    L(y, x) = sum_k relu(G_k(y, x) * A_k(y, x)), never negative

    Source: Gildenblat, pytorch-grad-cam, 2021, after Selvaraju et al., arXiv:1610.02391
    """
    return np.maximum(gradients * activations, 0)


METHOD = Method(
    row=MethodRow(
        key="grad_cam_elementwise",
        title="Grad-CAM element-wise",
        paper="Gildenblat, pytorch-grad-cam, 2021 (after Selvaraju et al., ICCV 2017)",
        year=2021,
        link="https://github.com/jacobgil/pytorch-grad-cam",
        papers=("gildenblat2021library", "selvaraju2017gradcam"),
        library="GradCAMElementWise",
        gradients=True,
        smoothable=EITHER,
        help="Activation times gradient, negative products dropped, then added over channels.",
    ),
    formula=grad_cam_elementwise,
    never_negative=True,
)
