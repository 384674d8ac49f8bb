"""The maps of every block of a model, side by side: which layer is worth a look."""

from __future__ import annotations

from dataclasses import dataclass

from viewer.core.asks.records import HeatMap
from viewer.core.asks.requests import ExplainRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainLayers:
    """To the engine: show what one pane shows at every block; explanations come first."""

    request: ExplainRequest  # with one pane; its layer does not count


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerMaps:
    """From the engine: one map for each block, or each head of each, in forward order."""

    serial: int
    suggested: str  # the model's default layer
    maps: tuple[HeatMap, ...]
    heads: int = 0  # of each block, where it is a map for each: layer “2.5” is the fifth
