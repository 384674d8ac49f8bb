"""Seg-Eigen-CAM: the first component of activation times absolute gradient."""

from __future__ import annotations

from viewer.core.late_numpy import np
from viewer.core.maps.arrays import Floats
from viewer.core.maps.methods import BY_VIEWS, MethodRow
from viewer.methods.method import Method
from viewer.methods.principal import first_component


def seg_eigen_cam(activations: Floats, gradients: Floats) -> Floats:
    """Project activation times absolute gradient on its first principal component, right way up.

    X = |G| * A as a matrix (h·w, K), centred per channel;  L(y, x) = X(yx, :) · V_1, or its
    negative where that has the greater extreme

    Args:
        activations: A, (K, h, w) float32.
        gradients: G, (K, h, w) float32, d(score) / dA.

    Returns:
        (h, w) float32, signed.

    Raises:
        UserError: a product is infinite.

    Source: Chung and Ying, "Seg-Eigen-CAM", Applied Sciences 2025, eq. 10-13,
        doi:10.3390/app15137562
    """
    projection = first_component(np.abs(gradients) * activations)
    return -projection if abs(projection.min()) > abs(projection.max()) else projection


METHOD = Method(
    row=MethodRow(
        key="seg_eigen_cam",
        title="Seg-Eigen-CAM",
        paper="Chung and Ying, Seg-Eigen-CAM, Applied Sciences 2025",
        year=2025,
        link="https://doi.org/10.3390/app15137562",
        papers=("chung2025segeigencam",),
        library="SegEigenCAM",
        gradients=True,
        smoothable=BY_VIEWS,
        help="The first component of activation times absolute gradient, always right way up.",
    ),
    formula=seg_eigen_cam,
)
