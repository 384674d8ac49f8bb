"""EigenCAM: the first principal component of the activations."""

from __future__ import annotations

from viewer.core.maps.arrays import Floats
from viewer.core.maps.methods import MethodRow
from viewer.methods.method import Method
from viewer.methods.principal import first_component


def eigen_cam(activations: Floats) -> Floats:
    """Project the activations on their first principal component.

    X = A as a matrix (h·w, K), centred per channel;  X = U S V^T
    L(y, x) = X(yx, :) · V_1

    Args:
        activations: A, (K, h, w) float32.

    Returns:
        (h, w) float32, signed; the sign is the decomposition's own, as in the grad-cam library.

    Raises:
        UserError: an activation is infinite.

    Source: Muhammad and Yeasin, "Eigen-CAM", IJCNN 2020, arXiv:2008.00299
    """
    return first_component(activations)


METHOD = Method(
    row=MethodRow(
        key="eigen_cam",
        title="EigenCAM",
        paper="Muhammad and Yeasin, Eigen-CAM, IJCNN 2020",
        year=2020,
        link="https://arxiv.org/abs/2008.00299",
        papers=("muhammad2020eigencam",),
        library="EigenCAM",
        gradients=False,
        help="The first principal component of the activations; the same for every class.",
    ),
    formula=eigen_cam,
)
