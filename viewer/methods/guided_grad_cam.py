"""Guided Grad-CAM: guided backpropagation where Grad-CAM looks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from viewer.core.late_numpy import np
from viewer.core.maps.methods import MethodRow
from viewer.methods.grad_cam import grad_cam
from viewer.methods.look import Look, Step
from viewer.methods.method import Method
from viewer.methods.pixels import NO_CHECK, PASS, strongest

if TYPE_CHECKING:
    from torch import Tensor


def guided_grad_cam(look: Look) -> Iterator[Step]:
    """Multiply guided backpropagation by the enlarged Grad-CAM map of the layer.

    L(y, x) = max_c |R_c(y, x)| * enlarged relu( sum_k w_k * A_k )(y, x)

    Returns:
        One step with a map of the input's size.

    Raises:
        UserError: the model has no ReLU.

    Source: Selvaraju et al., "Grad-CAM", ICCV 2017, section 3.2, arXiv:1610.02391
    """
    _, slopes = look.probe.input_gradient(look.probe.x, "guided")
    weighed = grad_cam(look.activations, look.gradients(look.probe.x)).sum(axis=0)
    share = _enlarged(np.maximum(weighed, 0), slopes)
    yield Step(1, 1, lambda: strongest(slopes * share), NO_CHECK)


def _enlarged(values: np.ndarray, like: Tensor) -> Tensor:
    """Return a small map at the input's size, (H, W), bilinear between the cells' centres."""
    import torch

    small = torch.from_numpy(np.asarray(values, np.float32)).to(like.device)
    size = (like.shape[-2], like.shape[-1])
    return torch.nn.functional.interpolate(small[None, None], size=size, mode="bilinear")[0, 0]


METHOD = Method(
    row=MethodRow(
        key="guided_grad_cam",
        title="Guided Grad-CAM",
        paper="Selvaraju et al., Grad-CAM, ICCV 2017",
        year=2017,
        link="https://arxiv.org/abs/1610.02391",
        papers=(
            "selvaraju2017gradcam",
            "springenberg2015guided",
        ),
        gradients=True,
        cost="seconds",
        help="Guided backpropagation where Grad-CAM looks. Sharp edges; not an explanation.",
    ),
    steps=guided_grad_cam,
    passes=lambda _look: PASS + 1,
    never_negative=True,
)
