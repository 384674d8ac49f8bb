"""Grad-CAM: every channel weighed by its mean gradient."""

from __future__ import annotations

from viewer.core.late_numpy import np
from viewer.core.maps.arrays import Floats
from viewer.core.maps.methods import EITHER, MethodRow
from viewer.methods.channels import weigh
from viewer.methods.method import Method


def grad_cam(activations: Floats, gradients: Floats) -> Floats:
    """Weigh every channel by its mean gradient.

    w_k = mean_yx G_k(y, x);   L(y, x) = sum_k w_k * A_k(y, x)

    Source: Selvaraju et al., "Grad-CAM", ICCV 2017, eq. 1-2, arXiv:1610.02391
    """
    return weigh(np.mean(gradients, axis=(1, 2)), activations)


METHOD = Method(
    row=MethodRow(
        key="grad_cam",
        title="Grad-CAM",
        paper="Selvaraju et al., Grad-CAM, ICCV 2017",
        year=2017,
        link="https://arxiv.org/abs/1610.02391",
        papers=("selvaraju2017gradcam",),
        library="GradCAM",
        gradients=True,
        smoothable=EITHER,
        help="Weighs each channel by its average gradient. The classic; best at the last layer.",
    ),
    formula=grad_cam,
)
