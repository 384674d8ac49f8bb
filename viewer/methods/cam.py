"""CAM: the channels weighed by the linear layer that reads their means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from viewer.core.errors import UserError
from viewer.core.maps.arrays import Floats
from viewer.core.maps.methods import MethodRow
from viewer.methods.channels import weigh
from viewer.methods.method import Method

if TYPE_CHECKING:
    from torch import Tensor
    from torch.autograd.graph import Node

# Operations by the names of their nodes in torch's graph, without what numbers their versions.
CLASS_SIDE = frozenset(  # how the logits of classes become one score
    (
        *("Logsumexp", "Softmax", "LogSoftmax", "Sigmoid", "Log", "ClampMin", "Cat", "Stack"),
        *("Sum", "Mul", "Div", "Rsub"),
    )
)
LINEAR = frozenset(
    (
        *("Addmm", "Mm", "Convolution", "Linear", "Mean", "AdaptiveAvgPool2D", "AvgPool2D"),
        *("View", "UnsafeView", "Reshape", "ReshapeAlias", "Flatten", "Squeeze", "Unsqueeze"),
        *("Select", "Slice", "Index", "Permute", "Transpose", "T", "Alias", "Clone", "Expand"),
        *("ToCopy", "Add", "Sub", "Neg", "AccumulateGrad", "AsStrided"),
    )
)
WEIGHING = frozenset(("Addmm", "Mm", "Convolution", "Linear"))


def cam(activations: Floats, gradients: Floats) -> Floats:
    """Weigh every channel by the weight with which the class reads its mean.

    s = sum_k w_k mean_yx A_k(y, x) + b;   L(y, x) = sum_k w_k * A_k(y, x)

    G_k is w_k / (h w) at every place, so that its sum over the places is w_k.

    Args:
        activations: A, (K, h, w) float32.
        gradients: G, (K, h, w) float32, the same at every place of a channel.

    Source: Zhou et al., "Learning Deep Features for Discriminative Localization", CVPR 2016,
        eq. 1-2, arXiv:1512.04150
    """
    return weigh(gradients.sum(axis=(1, 2)), activations)


def of_pooled_head(score: Tensor, activations: Tensor) -> Tensor:
    """Return the gradient of a score that is a weighed sum of the channels' means.

    Args:
        score: the scalar that is explained, on the graph.
        activations: A, on the same graph.

    Raises:
        UserError: there is more than averages and linear layers between them.
    """
    import torch

    (slope,) = torch.autograd.grad(score, activations, retain_graph=True, allow_unused=True)
    if slope is None or not _is_linear(score, activations) or not _is_even(slope):
        raise UserError(
            "CAM needs a model that ends in an average of this layer and one linear layer.",
            hint="Choose the last layer before the average, or Grad-CAM, which equals CAM there.",
        )
    return slope


def _is_even(slope: Tensor) -> bool:
    """Tell whether each channel, along one axis, has one gradient at all places."""
    places = (range(2, slope.ndim), range(1, slope.ndim - 1))  # channels first, or last
    spread = [(slope - slope.mean(tuple(axes), keepdim=True)).abs().max() for axes in places]
    return bool(min(spread) <= 1e-5 * slope.abs().max())


def _is_linear(score: Tensor, activations: Tensor) -> bool:
    """Tell whether the score's way back to the activations is linear, but for how classes meet."""
    end = activations.grad_fn
    left = [(score.grad_fn, False)]
    seen: set[tuple[Node, bool]] = set()
    while left:
        node, weighed = left.pop()
        if node is None or node is end or (node, weighed) in seen:
            continue
        seen.add((node, weighed))
        name = node.name().partition("Backward")[0].rpartition("::")[2]
        if name not in LINEAR and (weighed or name not in CLASS_SIDE):
            return False
        left += [(one, weighed or name in WEIGHING) for one, _ in node.next_functions]
    return True


METHOD = Method(
    row=MethodRow(
        key="cam",
        title="CAM",
        paper="Zhou et al., Learning Deep Features for Discriminative Localization, CVPR 2016",
        year=2016,
        link="https://arxiv.org/abs/1512.04150",
        papers=("zhou2016cam",),
        gradients=True,
        help="The first of all: the weights of the one linear layer after the average.",
    ),
    formula=cam,
    gradient=of_pooled_head,
)
