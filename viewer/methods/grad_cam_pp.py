"""Grad-CAM++: positive gradients weighed so that every object of a class counts."""

from __future__ import annotations

from viewer.core.late_numpy import np
from viewer.core.maps.arrays import Floats
from viewer.core.maps.methods import EITHER, MethodRow
from viewer.methods.channels import weigh
from viewer.methods.method import Method


def grad_cam_pp(activations: Floats, gradients: Floats) -> Floats:
    """Weigh positive gradients by second-order coefficients, so that every object counts.

    a_k(y, x) = G^2 / (2 G^2 + G^3 * sum_yx A_k + 1e-6), and 0 where G = 0
    w_k = sum_yx a_k * relu(G_k);   L(y, x) = sum_k w_k * A_k(y, x)

    The powers of G stand for the higher derivatives, as if the score passed an exponential.

    Source: Chattopadhay et al., "Grad-CAM++", WACV 2018, eq. 5-7 and 19, arXiv:1710.11063
    """
    squares = gradients**2
    cubes = squares * gradients
    totals = np.sum(activations, axis=(1, 2))[:, None, None]
    shares = squares / (2 * squares + totals * cubes + 0.000001)
    shares = np.where(gradients != 0, shares, 0)
    weights = np.sum(np.maximum(gradients, 0) * shares, axis=(1, 2))
    return weigh(weights, activations)


METHOD = Method(
    row=MethodRow(
        key="grad_cam_pp",
        title="Grad-CAM++",
        paper="Chattopadhay et al., Grad-CAM++, WACV 2018",
        year=2018,
        link="https://arxiv.org/abs/1710.11063",
        papers=("chattopadhay2018gradcampp",),
        library="GradCAMPlusPlus",
        gradients=True,
        smoothable=EITHER,
        help="Grad-CAM with second-order weights; finds several objects of one class.",
    ),
    formula=grad_cam_pp,
)
