"""EigenGrad-CAM: the first principal component of activation times gradient."""

from __future__ import annotations

from viewer.core.maps.arrays import Floats
from viewer.core.maps.methods import BY_VIEWS, MethodRow
from viewer.methods.method import Method
from viewer.methods.principal import first_component


def eigen_grad_cam(activations: Floats, gradients: Floats) -> Floats:
    """Project activation times gradient on its first principal component.

    X = G * A as a matrix (h·w, K), centred per channel;  L(y, x) = X(yx, :) · V_1

    Args:
        activations: A, (K, h, w) float32.
        gradients: G, (K, h, w) float32, d(score) / dA.

    Returns:
        (h, w) float32, signed.

    Raises:
        UserError: a product is infinite.

    Source: Gildenblat, pytorch-grad-cam, 2021, after Muhammad and Yeasin, arXiv:2008.00299
    """
    return first_component(gradients * activations)


METHOD = Method(
    row=MethodRow(
        key="eigen_grad_cam",
        title="EigenGrad-CAM",
        paper="Gildenblat, pytorch-grad-cam, 2021 (after Muhammad and Yeasin, IJCNN 2020)",
        year=2021,
        link="https://github.com/jacobgil/pytorch-grad-cam",
        papers=("gildenblat2021library", "muhammad2020eigencam"),
        library="EigenGradCAM",
        gradients=True,
        smoothable=BY_VIEWS,
        help="The first principal component of activation times gradient; cleaner, class-aware.",
    ),
    formula=eigen_grad_cam,
)
