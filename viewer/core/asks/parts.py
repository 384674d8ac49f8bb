"""What an explanation is made of: concepts of a layer, shares of the score, what tokens look at."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from viewer.core.asks.concepts import LayerConcept
from viewer.core.asks.requests import ExplainRequest
from viewer.core.maps.arrays import Floats
from viewer.core.maps.geometry import Geometry

Part = Literal["concepts", "shares", "tokens"]
MOST_CONCEPTS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class FindParts:
    """To the engine: take one explanation apart; explanations come first.

    Args:
        request: with one pane, whose layer and class count.
        part: in which way.
        count: of concepts.
        block: whose attention is read, counted from 0; below zero from the last.
    """

    request: ExplainRequest
    part: Part
    count: int = 4
    block: int = -1
    ticket: int = field(default=0, compare=False)  # which wish; what answers an older one is late


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerConcepts:
    """From the engine: a layer's output as a few concepts, the largest first.

    Args:
        layer: its path.
        strengths: (k, h, w) float32, >= 0: what each adds at each place, all channels together.
        concepts: one for each.
        error: what no concept explains, as a share of the layer's output.
        geometry: how the picture became the input.
    """

    ticket: int
    layer: str
    strengths: Floats = field(compare=False)
    concepts: tuple[LayerConcept, ...]
    error: float
    geometry: Geometry


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreShares:
    """From the engine: what each cell of a layer adds to a score: cells + base + rest = score.

    Args:
        layer: its path.
        title: what is explained.
        cells: (h, w) float32, signed.
        base: the score where the layer gives nothing.
        rest: what the cells do not explain; zero where the head is linear.
        score: what is explained.
        geometry: how the picture became the input.
    """

    ticket: int
    layer: str
    title: str
    cells: Floats = field(compare=False)
    base: float
    rest: float
    score: float
    geometry: Geometry

    @property
    def is_exact(self) -> bool:
        """Whether the cells and the base are the score."""
        return abs(self.rest) <= 1e-5 * max(1.0, abs(self.score))


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenLooks:
    """From the engine: what every token of one block looks at.

    Args:
        block: which, counted from 0.
        blocks: how many there are.
        weights: (heads, N, N) float32: how much each token (row) looks at each other.
        skip: how many class and register tokens stand before the grid.
        grid: rows and columns of the other tokens.
        geometry: how the picture became the input.
    """

    ticket: int
    block: int
    blocks: int
    weights: Floats = field(compare=False)
    skip: int
    grid: tuple[int, int]
    geometry: Geometry

    def seen_from(self, token: int, head: int | None = None) -> Floats:
        """Return what one token looks at on the grid, (h, w); None: the mean of all heads."""
        rows = self.weights[:, token, self.skip :]
        chosen = rows.mean(axis=0) if head is None else rows[head]
        return chosen.reshape(self.grid)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartsFailure:
    """From the engine: why an explanation cannot be taken apart so."""

    ticket: int
    headline: str
    hint: str = ""
