"""What second derivatives add to a gradient: the correction that ShapleyCAM makes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import torch
from torch import Tensor

from viewer.core.errors import UserError
from viewer.core.records import ResolvedTarget
from viewer.engine.passes import Pass, target_score


class NoSecondDerivativesError(UserError):
    """An operation of the model has a first derivative only, such as fused attention."""


def corrected(run: Pass, target: ResolvedTarget, layer: str) -> Tensor:
    """Return G - H A / 2: the gradient with half of the curvature along the activations.

    H = d²(score) / dA², so that score(0) ≈ score(A) - (G - H A / 2) · A to second order. In a
    network of ReLUs and linear layers H is zero and ShapleyCAM is Grad-CAM.

    Args:
        run: a pass that recorded the layer.
        target: what is explained.
        layer: its name.

    Returns:
        One tensor of the activations' shape.

    Raises:
        NoSecondDerivativesError: the model cannot be derived twice after the layer.

    Source: Cai, "CAMs as Shapley Value-based Explainers", 2025, arXiv:2501.06261
    """
    activations = run.capture.recorded[layer][-1]
    score = target_score(run.capture.logits, target, independent=run.independent)
    try:
        return _corrected(score, activations)[run.capture.row]
    except RuntimeError as error:
        if "not implemented" not in str(error):
            raise
        raise NoSecondDerivativesError(
            "ShapleyCAM needs second derivatives, which a part of this model does not have.",
            hint="Choose another method.",
            detail=str(error),
        ) from error


def _corrected(score: Tensor, activations: Tensor) -> Tensor:
    (slope,) = torch.autograd.grad(score, activations, create_graph=True, allow_unused=True)
    if slope is None:
        return torch.zeros_like(activations)
    bend = None
    if slope.requires_grad:
        (bend,) = torch.autograd.grad(
            slope, activations, activations.detach(), retain_graph=True, allow_unused=True
        )
    return slope.detach() if bend is None else slope.detach() - 0.5 * bend


@contextmanager
def twice_differentiable() -> Iterator[None]:
    """Let attention be computed by plain matrix products, which can be derived twice."""
    from torch.nn.attention import SDPBackend, sdpa_kernel  # noqa: PLC0415 - loads torch's compiler

    with sdpa_kernel(SDPBackend.MATH):
        yield
