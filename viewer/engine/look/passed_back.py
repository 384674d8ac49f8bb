"""What one operation passes back of several gradients: in windows, in points, or all values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, overload

import torch
from torch import Tensor

from viewer.engine.look.point_rules import POINT_RULES, shape_of
from viewer.engine.look.points import FewNumbers
from viewer.engine.look.window_rules import (
    WINDOW_RULES,
    Edge,
    Gradient,
    Needed,
    Passed,
    convolution,
    stays_a_window,
)
from viewer.engine.look.windows import Windows

CONVOLUTION = "ConvolutionBackward0"
WINDOWED = {CONVOLUTION, *WINDOW_RULES}
RULED = {*WINDOWED, *POINT_RULES}  # the operations that need not be given all values


def passed(node: Any, given: Sequence[Gradient], needed: Needed) -> Passed:
    """Return what an operation passes back, and where to.

    Args:
        node: of autograd's graph.
        given: for each of its results what has arrived there of N scores; None: all are zero.
        needed: the nodes that lead on.
    """
    name = node.name()
    first = _in_windows(given[0]) if name in WINDOWED else given[0]
    if first is None and len(given) == 1:
        return ()
    if isinstance(first, Windows):
        told = _by_windows(node, first, needed)
        return _all_values(node, [whole(one) for one in given]) if told is None else told
    if name in POINT_RULES:
        points = [_in_points(one) for one in given]
        few = [one for one in points if one is None or isinstance(one, FewNumbers)]
        told = POINT_RULES[name](node, few) if len(few) == len(points) else None
        if told is not None:
            return list(zip(node.next_functions, told, strict=True))
    return _all_values(node, [whole(one) for one in given])


def summed(one: Gradient, other: Gradient) -> Gradient:
    """Return what has arrived from two sides."""
    if one is None or other is None:
        return other if one is None else one
    if isinstance(one, Windows) and isinstance(other, Windows):
        return one + other
    if isinstance(one, FewNumbers) and isinstance(other, FewNumbers):
        return one + other
    return whole(one) + whole(other)


@overload
def whole(gradient: Windows | FewNumbers | Tensor) -> Tensor: ...


@overload
def whole(gradient: Gradient) -> Tensor | None: ...


def whole(gradient: Gradient) -> Tensor | None:
    """Return gradients with their zeros."""
    return gradient.whole if isinstance(gradient, (Windows, FewNumbers)) else gradient


def _by_windows(node: Any, windows: Windows, needed: Needed) -> Passed | None:
    """Return what a rule for windows passes back; None: there is none for this."""
    if node.name() == CONVOLUTION:
        return convolution(node, windows, needed)
    if node.name() not in WINDOW_RULES or not stays_a_window(node, windows):
        return None
    parts = WINDOW_RULES[node.name()](node, windows)
    return None if parts is None else list(zip(node.next_functions, parts, strict=True))


def _all_values(node: Any, given: Sequence[Tensor | None]) -> Passed:
    """Call a node as autograd does, once for all scores where its operations can be batched."""
    known = {at: one for at, one in enumerate(given) if one is not None}
    places: list[int] = []

    def call(*some: Tensor) -> tuple[Tensor, ...]:
        own = dict(zip(known, some, strict=True))
        told = node(*(own.get(at) for at in range(len(given))))
        told = told if isinstance(told, tuple) else (told,)
        places[:] = [at for at, one in enumerate(told) if one is not None]
        return tuple(one for one in told if one is not None)

    try:
        results = torch.func.vmap(call)(*known.values())
    except RuntimeError:  # an operation without a batching rule
        rows = [call(*row) for row in zip(*known.values(), strict=True)]
        results = tuple(torch.stack(list(column)) for column in zip(*rows, strict=True))
    edges = (node.next_functions[at] for at in places)
    both = [(edge, result) for edge, result in zip(edges, results, strict=True) if edge[0]]
    if len(both) > 1:  # most of what makes a row says nothing of one of its numbers
        both = [(edge, result) for edge, result in both if float(result.abs().sum()) != 0]
    return [(edge, _of_shape(result, edge)) for edge, result in both]


def _of_shape(gradient: Tensor, edge: Edge) -> Tensor:
    """Add up what was broadcast, as autograd does behind each node."""
    shape = (len(gradient), *shape_of(edge))
    return gradient if shape == tuple(gradient.shape) else gradient.sum_to_size(shape)


def _in_windows(gradient: Gradient) -> Gradient:
    """Return gradients of maps (1, C, h, w) in windows, and others as they are."""
    if isinstance(gradient, Tensor) and gradient.ndim == 5 and gradient.shape[1] == 1:
        return Windows.around(gradient)
    if isinstance(gradient, FewNumbers) and len(gradient.shape) == 4 and gradient.shape[0] == 1:
        return gradient.windows
    return gradient


def _in_points(gradient: Gradient) -> Gradient:
    """Return gradients in points, where these are few, and others as they are."""
    if isinstance(gradient, Tensor):
        return FewNumbers.among(gradient) or gradient
    return gradient
