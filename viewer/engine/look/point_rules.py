"""How few numbers of a gradient go back through what makes rows of an answer from maps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import torch
from torch import Tensor

from viewer.engine.look.points import FewNumbers, Shape

Parts = Sequence[FewNumbers | None]
PointRule = Callable[[Any, Parts], Parts | None]  # of an autograd node; None: not so
WRAPPED = 1 << 63  # from here on a saved dimension or place was below zero


def shape_of(edge: tuple[Any, int]) -> Shape:
    """Return the shape of what a node has made."""
    node, at = edge
    return tuple(node._input_metadata[at].shape)


def reshaped(node: Any, given: Parts) -> Parts | None:
    """The same numbers in the same order."""
    (one,) = given
    return None if one is None else [one.shaped(shape_of(node.next_functions[0]))]


def permuted(node: Any, given: Parts) -> Parts | None:
    """Dimension d of the result is dimension dims[d] of what was given."""
    (one,) = given
    if one is None:
        return None
    dims = [_place(dim, len(one.at)) for dim in node._saved_dims]
    at = [one.at[dims.index(dim)] for dim in range(len(dims))]
    return [FewNumbers(tuple(at), one.values, shape_of(node.next_functions[0]))]


def selected(node: Any, given: Parts) -> Parts | None:
    """One place of a dimension was taken, and the dimension left out."""
    (one,) = given
    if one is None:
        return None
    shape = shape_of(node.next_functions[0])
    dim = _place(node._saved_dim, len(shape))
    own = torch.full_like(one.at[0], _place(node._saved_index, shape[dim]))
    return [FewNumbers((*one.at[:dim], own, *one.at[dim:]), one.values, shape)]


def sliced(node: Any, given: Parts) -> Parts | None:
    """Every step-th place of a dimension was taken from a first one on."""
    (one,) = given
    if one is None:
        return None
    shape = shape_of(node.next_functions[0])
    dim = _place(node._saved_dim, len(shape))
    first = min(_place(node._saved_start or 0, shape[dim]), shape[dim])
    at = [*one.at]
    at[dim] = at[dim] * node._saved_step + first
    return [FewNumbers(tuple(at), one.values, shape)]


def best(node: Any, given: Parts) -> Parts | None:
    """The greatest of a dimension were taken, each from where it stood."""
    one, *_ = given
    if one is None:
        return None
    at, dim = [*one.at], _place(node._saved_dim, len(one.at))
    at[dim] = node._saved_indices[one.at]
    return [FewNumbers(tuple(at), one.values, shape_of(node.next_functions[0]))]


def parted(node: Any, given: Parts) -> Parts | None:
    """Each result was one place of a dimension that was left out."""
    shape = shape_of(node.next_functions[0])
    dim = _place(node._saved_dim, len(shape))
    total: FewNumbers | None = None
    for index, one in enumerate(given):
        if one is not None:
            own = torch.full_like(one.at[0], index)
            part = FewNumbers((*one.at[:dim], own, *one.at[dim:]), one.values, shape)
            total = part if total is None else total + part
    return [total]


def stacked(node: Any, given: Parts) -> Parts | None:
    """Each place of a new dimension goes back to what stands there."""
    (one,) = given
    if one is None:
        return None
    dim = _place(node._saved_dim, len(one.at))
    rest = (*one.at[:dim], *one.at[dim + 1 :])
    shape = (*one.shape[:dim], *one.shape[dim + 1 :])
    lit = one.values != 0
    return [
        one.where(lit & (one.at[dim] == index), rest, shape)
        for index in range(len(node.next_functions))
    ]


def split(node: Any, given: Parts) -> Parts | None:
    """Results are stretches of a dimension, one behind the other."""
    shape = shape_of(node.next_functions[0])
    dim, first = _place(node._saved_dim, len(shape)), 0
    total: FewNumbers | None = None
    for index, one in enumerate(given):
        if one is not None:
            at = [*one.at]
            at[dim] = at[dim] + first
            own = FewNumbers(tuple(at), one.values, shape)
            total = own if total is None else total + own
        first += shape_of((node, index))[dim]
    return [total]


def joined(node: Any, given: Parts) -> Parts | None:
    """Stretches of a dimension go back to what they were given by."""
    (one,) = given
    if one is None or any(nxt is None for nxt, _ in node.next_functions):
        return None
    dim, first = _place(node._saved_dim, len(one.at)), 0
    parts: list[FewNumbers | None] = []
    for edge in node.next_functions:
        shape = shape_of(edge)
        own = one.at[dim] - first
        there = (own >= 0) & (own < shape[dim]) & (one.values != 0)
        parts.append(one.where(there, (*one.at[:dim], own, *one.at[dim + 1 :]), shape))
        first += shape[dim]
    return parts


def indexed(node: Any, given: Parts) -> Parts | None:
    """Places of the first dimension were chosen by their numbers, or by what holds there."""
    (one,), chosen = given, list(node._saved_indices)
    if one is None or chosen[0] is None or len([at for at in chosen if at is not None]) > 1:
        return None
    (own, *_), shape = chosen, shape_of(node.next_functions[0])
    own = own.nonzero()[:, 0] if own.dtype in (torch.bool, torch.uint8) and own.ndim == 1 else own
    if own.ndim != 1:
        return None
    places = own.to(one.values.device)[one.at[0]] % shape[0]
    return [FewNumbers((places, *one.at[1:]), one.values, shape)]


def sigmoid(node: Any, given: Parts) -> Parts | None:
    """Dy / dx = y (1 - y)."""
    (one,) = given
    if one is None:
        return None
    y: Tensor = node._saved_result[one.at]
    return [FewNumbers(one.at, one.values * (y * (1 - y)), one.shape)]


def softmax(node: Any, given: Parts) -> Parts | None:
    """G_in = y (G_out - sum(y G_out)) over the last dimension."""
    (one,) = given
    if one is None or _place(node._saved_dim, len(one.at)) != len(one.at) - 1:
        return None
    rows: Tensor = node._saved_result[one.at[:-1]]  # (N, K, C)
    count = rows.shape[-1]
    own = rows.gather(-1, one.at[-1][..., None])
    passed = -rows * own * one.values[..., None]
    passed = passed.scatter_add(-1, one.at[-1][..., None], own * one.values[..., None])
    at = [place.repeat_interleave(count, 1) for place in one.at[:-1]]
    last = torch.arange(count, device=rows.device).repeat(rows.shape[1]).expand_as(at[0])
    return [FewNumbers((*at, last), passed.flatten(1), one.shape)]


def _place(told: int, length: int) -> int:
    """Return a dimension or a place that may have been counted from the end."""
    told = told - 2 * WRAPPED if told >= WRAPPED else told
    return told + length if told < 0 else told


POINT_RULES: dict[str, PointRule] = {
    **dict.fromkeys(
        ("ViewBackward0", "UnsafeViewBackward0", "ReshapeAliasBackward0", "CloneBackward0",
         "AliasBackward0", "UnsqueezeBackward0", "SqueezeBackward0", "SqueezeBackward1"),
        reshaped,
    ),
    "PermuteBackward0": permuted,
    "SelectBackward0": selected,
    "SliceBackward0": sliced,
    "TopkBackward0": best,
    "UnbindBackward0": parted,
    "StackBackward0": stacked,
    "SplitBackward0": split,
    "SplitWithSizesBackward0": split,
    "CatBackward0": joined,
    "IndexBackward0": indexed,
    "SigmoidBackward0": sigmoid,
    "SoftmaxBackward0": softmax,
}  # fmt: skip
