"""How windows of gradients go back through convolutions, and what stands between these."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from viewer.engine.look.points import FewNumbers
from viewer.engine.look.windows import Windows

Gradient = Windows | FewNumbers | Tensor | None
Edge = tuple[Any, int]  # an autograd node, and which of the outputs that it made
Needed = Collection[Any]  # the nodes that lead on
Passed = Sequence[tuple[Edge, Gradient]]
Pair = tuple[int, ...]
Rule = Callable[[Any, Windows], Sequence[Gradient] | None]  # of an autograd node; None: not so
ATEN = torch.ops.aten


def convolution(node: Any, at: Windows, needed: Needed) -> Passed | None:
    """G_in = W^T * G_out; output row y has seen rows y s - p to y s - p + (k - 1) d.

    A window of n rows becomes one of (n - 1) s + (k - 1) d + 1. Of channels that were joined, only
    those are computed that lead on; and a mean of places commutes with a kernel of one place.
    """
    weight, stride, groups = node._saved_weight, tuple(node._saved_stride), node._saved_groups
    if weight.ndim != 4 or node._saved_transposed:
        return None
    edge, size = node.next_functions[0], _size(node._saved_input)
    if groups == 1:
        weight, edge = _leading_on(weight, edge, needed)
    if max(weight.shape[2:]) > 1:
        at = at.inside()
    elif stride == (1, 1) and _is_nearest(edge) and (small := _pooled(edge[0], at)) is not None:
        at, edge, size = small, edge[0].next_functions[0], small.size
    dilation = tuple(node._saved_dilation)
    values = _transposed(at.values, weight, stride, dilation, groups)
    above, before = node._saved_padding
    found = Windows(values, at.top * stride[0] - above, at.left * stride[1] - before, size)
    return [(edge, found.not_larger())]


def _transposed(
    values: Tensor, weight: Tensor, stride: Pair, dilation: Pair, groups: int
) -> Tensor:
    if groups == len(weight) and weight.shape[1] == 1 and stride == dilation == (1, 1):
        height, width = weight.shape[2:]  # one kernel a channel: twice as fast as a convolution
        turned, border = weight.flip(2, 3), (height - 1, width - 1)
        return functional.conv2d(values, turned, padding=border, groups=groups)
    return functional.conv_transpose2d(
        values, weight, stride=stride, dilation=dilation, groups=groups
    )


def _leading_on(weight: Tensor, edge: Edge, needed: Needed) -> tuple[Tensor, Edge]:
    """Return the part of a kernel that leads on, where one alone of joined channels does."""
    node, _ = edge
    if node.name() != "CatBackward0" or node._saved_dim != 1:
        return weight, edge
    parts = list(node.next_functions)
    on = [at for at, (nxt, _) in enumerate(parts) if nxt in needed]
    if len(on) != 1:
        return weight, edge
    (at,) = on
    counts = [-1 if nxt is None else nxt._input_metadata[out].shape[1] for nxt, out in parts]
    own, before, after = counts[at], counts[:at], counts[at + 1 :]
    if -1 not in before:
        first = sum(before)
    elif -1 not in after:
        first = weight.shape[1] - sum(after) - own
    else:
        return weight, edge
    return weight[:, first : first + own], parts[at]


def batch_norm(node: Any, at: Windows) -> Sequence[Gradient] | None:
    """In eval mode each channel is multiplied by weight / sqrt(variance + eps)."""
    if node._saved_training:
        return None
    factor = (node._saved_running_var + node._saved_eps).rsqrt()
    if node._saved_weight is not None:
        factor = factor * node._saved_weight
    return [replace(at, values=at.values * factor[None, :, None, None]), None, None]


def nearest(node: Any, at: Windows) -> Sequence[Gradient] | None:
    """Each place was repeated f times: its gradient is the sum of theirs."""
    small = _pooled(node, at)
    return None if small is None else [small]


def _is_nearest(edge: Edge) -> bool:
    return edge[0] is not None and edge[0].name() == "UpsampleNearest2DBackward0"


def _pooled(node: Any, at: Windows) -> Windows | None:
    sizes = tuple(node._saved_self_sym_sizes)[2:]
    factors = [out // into for out, into in zip(at.size, sizes, strict=True)]
    told = (node._saved_scales_h, node._saved_scales_w)
    if any(out != into * f for out, into, f in zip(at.size, sizes, factors, strict=True)) or any(
        scale not in (None, f) for scale, f in zip(told, factors, strict=True)
    ):
        return None
    return at.summed(*factors)


def softmax(node: Any, at: Windows) -> Sequence[Gradient] | None:
    """Over the channels of each place."""
    if node._saved_dim not in (1, -3, 2**64 - 3):
        return None
    result = at.cut(node._saved_result)
    values = ATEN._softmax_backward_data(at.values, result, 1, result.dtype)
    return [replace(at, values=values)]


def product(node: Any, at: Windows) -> Sequence[Gradient] | None:
    """d(a b) / da = b, where b is of the same size, a number, or one for each channel."""
    return [
        None if unwanted else replace(at, values=at.values * _alike(other, at))
        for other, (unwanted, _) in zip(
            (node._saved_other, node._saved_self),
            ((one is None, _) for one, _ in node.next_functions),
            strict=True,
        )
    ]


def as_it_is(node: Any, at: Windows) -> Sequence[Gradient] | None:
    """What only passes values on, or channels of them, does so with those of a window."""
    given = node(at.values)
    parts = given if isinstance(given, tuple) else (given,)
    return [None if part is None else replace(at, values=part) for part in parts]


def joined(node: Any, at: Windows) -> Sequence[Gradient] | None:
    """Channels that stood one behind the other are parted."""
    return as_it_is(node, at) if node._saved_dim == 1 else None


def stays_a_window(node: Any, at: Windows) -> bool:
    """Tell whether all that an operation was given is of one size, or is repeated to it."""
    if node.name() == "UpsampleNearest2DBackward0":
        return True
    given = [
        tuple(nxt._input_metadata[out].shape) for nxt, out in node.next_functions if nxt is not None
    ]
    return bool(given) and all(len(one) == 4 and one[2:] == at.size for one in given)


def pointwise(name: str, saved: str, *numbers: str, more: Sequence[object] = ()) -> Rule:
    """Return the rule of a function of each value alone.

    Args:
        name: of its derivative.
        saved: which of its values it keeps, its input or its result.
        numbers: what else it keeps.
        more: what its derivative takes besides.
    """

    def rule(node: Any, at: Windows) -> Sequence[Gradient]:
        told = [getattr(node, f"_saved_{number}") for number in numbers]
        values = getattr(ATEN, name)(at.values, at.cut(getattr(node, saved)), *told, *more)
        return [replace(at, values=values)]

    return rule


def _alike(other: Tensor, at: Windows) -> Tensor:
    """Return a factor as it stands within the windows."""
    return at.cut(other) if tuple(other.shape[2:]) == at.size else other


WINDOW_RULES: dict[str, Rule] = {
    "NativeBatchNormBackward0": batch_norm,
    "UpsampleNearest2DBackward0": nearest,
    "MulBackward0": product,
    "AddBackward0": as_it_is,
    "CatBackward0": joined,
    "CloneBackward0": as_it_is,
    "SoftmaxBackward0": softmax,
    "ReluBackward0": pointwise("threshold_backward", "_saved_result", more=(0,)),
    "SigmoidBackward0": pointwise("sigmoid_backward", "_saved_result"),
    "TanhBackward0": pointwise("tanh_backward", "_saved_result"),
    "SiluBackward0": pointwise("silu_backward", "_saved_self"),
    "HardswishBackward0": pointwise("hardswish_backward", "_saved_self"),
    "HardtanhBackward0": pointwise("hardtanh_backward", "_saved_self", "min_val", "max_val"),
    "LeakyReluBackward0": pointwise(
        "leaky_relu_backward", "_saved_self", "negative_slope", more=(False,)
    ),
}


def _size(tensor: Tensor) -> tuple[int, int]:
    return tensor.shape[2], tensor.shape[3]
