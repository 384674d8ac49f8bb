"""The concepts of a layer: how strong each is where, and what the model says to it alone."""

from __future__ import annotations

from dataclasses import dataclass, field

from viewer.core.asks.scores import ClassScore
from viewer.core.maps.arrays import Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerConcept:
    """One concept: how much of the layer's output it is, and what the model says to it alone."""

    share: float  # 0..1
    alone: tuple[ClassScore, ...]  # the likeliest classes where nothing else is passed on


@dataclass(frozen=True, slots=True, kw_only=True)
class MapConcepts:
    """What a map of concepts is painted from, the largest concept first.

    Args:
        strengths: (k, h, w) float32, >= 0: what each adds at each place, all channels together.
        concepts: one for each.
        error: what no concept explains, as a share of the layer's output.
    """

    strengths: Floats = field(compare=False)
    concepts: tuple[LayerConcept, ...]
    error: float
