"""ShapleyCAM: Grad-CAM of gradients that the curvature of the score corrects."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from viewer.core.maps.methods import EITHER, MethodRow
from viewer.methods.grad_cam import grad_cam
from viewer.methods.method import Method

if TYPE_CHECKING:
    from torch import Tensor


def corrected(score: Tensor, activations: Tensor) -> Tensor:
    """Return G - H A / 2: the gradient with half of the curvature along the activations.

    H = d²(score) / dA², so that score(0) ≈ score(A) - (G - H A / 2) · A to second order. In a
    network of ReLUs and linear layers H is zero and ShapleyCAM is Grad-CAM.

    Args:
        score: the scalar that is explained, on the graph.
        activations: A, on the same graph.

    Returns:
        One tensor of the activations' shape.

    Source: Cai, "CAMs as Shapley Value-based Explainers", 2025, arXiv:2501.06261
    """
    import torch

    slopes = torch.autograd.grad(score, activations, create_graph=True, allow_unused=True)
    slope = cast("torch.Tensor | None", slopes[0])
    if slope is None:
        return torch.zeros_like(activations)
    bend = None
    if slope.requires_grad:
        (bend,) = torch.autograd.grad(
            slope, activations, activations.detach(), retain_graph=True, allow_unused=True
        )
    return slope.detach() if bend is None else slope.detach() - 0.5 * bend


METHOD = Method(
    row=MethodRow(
        key="shapley_cam",
        title="ShapleyCAM",
        paper="Cai, CAMs as Shapley Value-based Explainers, 2025",
        year=2025,
        link="https://arxiv.org/abs/2501.06261",
        papers=("cai2025shapleycam",),
        library="ShapleyCAM",
        gradients=True,
        smoothable=EITHER,
        help="Grad-CAM with gradients corrected by the curvature of the score.",
    ),
    formula=grad_cam,
    gradient=corrected,
)
