"""Gradients of many scores in one walk back through the graph, each kept where it is not zero."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import prod
from typing import Any

import torch
from torch import Tensor
from torch.autograd.graph import get_gradient_edge

from viewer.engine.look.passed_back import RULED, passed, summed, whole
from viewer.engine.look.still import Check
from viewer.engine.look.window_rules import Edge, Gradient

MOST_BYTES = 256 << 20  # of one tensor's gradients for all scores that are walked back together


def walk_back(
    answer: Tensor, seeds: Tensor, tensors: Sequence[Tensor], check: Check
) -> list[Tensor]:
    """Return d(score) / d(tensor) for several scores and tensors.

    What one row of an answer says goes back as a few points, and what one place of a map says as
    a small window: a convolution's gradient is computed only there. An operation without a rule
    for these is given all values, as autograd does it.

    Args:
        answer: what the scores were made of, on the graph, which is kept.
        seeds: (N, *answer's shape), d(score) / d(answer) of each.
        tensors: on the graph.
        check: called before each operation; what it raises ends the walk.

    Returns:
        For each tensor (N, *its shape).

    Raises:
        RuntimeError: the graph cannot be walked so.
        AttributeError, TypeError: an operation does not tell what it has kept.
    """
    start, ends = _edge(answer), [_edge(tensor) for tensor in tensors]
    order = _in_order(start[0], {node for node, _ in ends})
    with torch.no_grad():
        pieces = seeds.split(_together(order, seeds))
        walked = [_walked(start, piece, ends, order, check) for piece in pieces]
        return [
            torch.cat([
                tensor.new_zeros(len(piece), *tensor.shape) if (own := one[at]) is None
                else whole(own)
                for one, piece in zip(walked, pieces, strict=True)
            ])
            for at, tensor in enumerate(tensors)
        ]  # fmt: skip


def _walked(
    start: Edge, seeds: Tensor, ends: Sequence[Edge], order: Sequence[Any], check: Check
) -> list[Gradient]:
    """Return what arrives at each end."""
    arrived: dict[Edge, Gradient] = {start: seeds}
    needed = set(order)
    for node in order:
        check()
        edges = [(node, at) for at in range(len(node._input_metadata))]  # noqa: SLF001
        given = [arrived.get(edge) for edge in edges]
        if node.next_functions and any(one is not None for one in given):
            for edge, gradient in passed(node, given, needed):
                if gradient is not None and edge[0] in needed:
                    arrived[edge] = summed(arrived.get(edge), gradient)
        for edge in edges:
            if edge not in ends:
                arrived.pop(edge, None)
    return [arrived.get(end) for end in ends]


def _together(nodes: Sequence[Any], seeds: Tensor) -> int:
    """Return how many scores go back at once, where some of the nodes are given all values."""
    plain = (node for node in nodes if node.name() not in RULED)
    sizes = (prod(one.shape) for node in plain for one in node._input_metadata)  # noqa: SLF001
    return max(1, MOST_BYTES // (max(sizes, default=1) * seeds.element_size()))


def _edge(tensor: Tensor) -> Edge:
    edge = get_gradient_edge(tensor)
    return edge.node, edge.output_nr


def _in_order(start: Any, ends: set[Any]) -> list[Any]:
    """Return the nodes between, each before those that it passes gradients on to."""
    leads: dict[Any, bool] = {}
    for node in _behind(start):
        leads[node] = node in ends or any(leads.get(nxt, False) for nxt, _ in node.next_functions)
    return [node for node in reversed(leads) if leads[node]]


def _behind(start: Any) -> Iterator[Any]:
    """Yield all nodes of a graph, each after those that it passes gradients on to."""
    met: set[Any] = set()
    stack: list[tuple[Any, bool]] = [(start, False)]
    while stack:
        node, done = stack.pop()
        if done:
            yield node
        elif node not in met:
            met.add(node)
            stack.append((node, True))
            stack.extend((nxt, False) for nxt, _ in node.next_functions if nxt is not None)
