"""XGrad-CAM: every channel weighed by its gradient where it is active."""

from __future__ import annotations

from viewer.core.late_numpy import np
from viewer.core.maps.arrays import Floats
from viewer.core.maps.methods import EITHER, MethodRow
from viewer.methods.channels import weigh
from viewer.methods.method import Method


def xgrad_cam(activations: Floats, gradients: Floats) -> Floats:
    """Weigh every channel by its gradient averaged over where the channel is active.

    w_k = sum_yx G_k(y, x) * A_k(y, x) / (sum_yx A_k + 1e-7);   L(y, x) = sum_k w_k * A_k(y, x)

    Source: Fu et al., "Axiom-based Grad-CAM", BMVC 2020, eq. 8-9, arXiv:2008.02312
    """
    totals = np.sum(activations, axis=(1, 2))[:, None, None]
    weights = gradients * activations / (totals + 1e-7)
    return weigh(weights.sum(axis=(1, 2)), activations)


METHOD = Method(
    row=MethodRow(
        key="xgrad_cam",
        title="XGrad-CAM",
        paper="Fu et al., Axiom-based Grad-CAM, BMVC 2020",
        year=2020,
        link="https://arxiv.org/abs/2008.02312",
        papers=("fu2020xgradcam",),
        library="XGradCAM",
        gradients=True,
        smoothable=EITHER,
        help="Weighs gradients by normalised activations, to meet two axioms.",
    ),
    formula=xgrad_cam,
)
