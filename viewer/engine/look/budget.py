"""How much memory a graph takes, and which layers are recorded within a budget of it."""

from __future__ import annotations

import math
from collections.abc import Sequence

from viewer.core.asks.model_info import LayerInfo

FLOAT_BYTES = 4


def choose_layers(
    wanted: frozenset[str],
    recorded: frozenset[str],
    layers: Sequence[LayerInfo],
    *,
    scale: float,
    budget_bytes: int,
) -> frozenset[str]:
    """Return the layers to record: also those recorded before, if the graph stays within budget.

    Args:
        wanted: what the panes show.
        recorded: what the last pass of the same picture recorded.
        layers: all layers in forward order, with their shapes in the dry run.
        scale: the picture's pixels divided by the dry run's.
        budget_bytes: how much memory the graph may take.
    """
    union = wanted | recorded
    return union if graph_bytes(union, layers, scale=scale) <= budget_bytes else wanted


def graph_bytes(names: frozenset[str], layers: Sequence[LayerInfo], *, scale: float) -> int:
    """Estimate the memory of a graph that begins at the earliest of these layers."""
    first = next((index for index, layer in enumerate(layers) if layer.name in names), len(layers))
    values = sum(math.prod(layer.shape) for layer in layers[first:])
    return int(values * scale * FLOAT_BYTES)
