"""What a method of many passes may ask: the model of variants of a picture, and of a layer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol, Self

from viewer.core.asks.concepts import MapConcepts
from viewer.core.asks.scores import ClassScore
from viewer.core.maps.arrays import Floats

if TYPE_CHECKING:
    from torch import Tensor


Backwards = Literal["plain", "guided", "deconvolution"]  # how ReLUs are gone back through
# The rules of relevance: of the dense layers, of convolutions, and of the first layer if another.
Composite = Literal[
    "epsilon_plus", "epsilon_plus_flat", "epsilon_alpha2_beta1", "epsilon_gamma_box"
]
Limits = tuple["Tensor", "Tensor"]  # what black and white are to a model, (C, 1, 1) each


@dataclass(frozen=True, slots=True)
class Step:
    """How far a method of many passes is, and its map so far."""

    done: int  # changed pictures that were scored
    total: int
    make: Callable[[], Floats]  # (h, w) float32, signed; what is known of the map by now
    note: tuple[str, str] = ("", "")  # what the pane says of it: a sentence, and a hint
    concepts: MapConcepts | None = None  # what is painted instead, where it is a map of them


class Prober(Protocol):
    """A picture and a model to be asked about variants of it; it can be stopped at any module."""

    @property
    def x(self) -> Tensor:
        """The picture as the model sees it, (1, C, H, W)."""
        ...

    @property
    def batch(self) -> int:
        """How many changed pictures are asked about at a time."""
        ...

    def scores(self, batch: Tensor) -> Floats:
        """Return the scores of several inputs (B, C, H, W), (B,) float32."""
        ...

    def of_answers(self, answers: Tensor) -> Floats:
        """Return the scores of answers (B, …), (B,) float32."""
        ...

    def input_gradient(self, x: Tensor, way: Backwards = "plain") -> tuple[float, Tensor]:
        """Return the score of one input (1, C, H, W), and d(score) / dx, (C, H, W)."""
        ...

    def relevance(self, composite: Composite, limits: Limits | None = None) -> tuple[float, Tensor]:
        """Return what relevance begins at the answer, and the pixels' share of it, (C, H, W)."""
        ...

    def attentions(self, *, by_block: bool = False) -> Sequence[Attention]:
        """Return every attention in forward order, with slopes of the score.

        Args:
            by_block: of the score that the tokens behind each one's own block would have.
        """
        ...

    def each_share(self, take: Callable[[Floats], None]) -> None:
        """Show the share that the input and every bias have in the score, (K, h, w) each."""
        ...


class Entry(Protocol):
    """A model that can be run from one layer on."""

    @property
    def activations(self) -> Tensor:
        """What the layer gave for the picture, with the batch."""
        ...

    @property
    def answer(self) -> Tensor:
        """What the model answered, with the batch: (1, …)."""
        ...

    def run(self, activations: Tensor) -> Tensor:
        """Return the answers (B, …) for other activations of the layer."""
        ...


class Attention(Protocol):
    """One attention of a transformer, in which all N tokens look at one another.

    The last may pool them instead: M learned queries look at the tokens, (heads, M, N) each.
    """

    @property
    def weights(self) -> Tensor:
        """How much each token (row) looks at each other, (heads, N, N)."""
        ...

    @property
    def slopes(self) -> Tensor:
        """d(score) / d(weights), (heads, N, N)."""
        ...


class Channels(Protocol):
    """How a layer's output is laid out."""

    @property
    def kind(self) -> str:
        """Where the channels are: "maps" (B, K, h, w), or last for every other kind."""
        ...

    @property
    def channels(self) -> int:
        """How many there are."""
        ...

    @property
    def grid(self) -> tuple[int, int]:
        """Rows and columns of places."""
        ...

    @property
    def skip(self) -> int:
        """How many class and register tokens stand before the grid, where there are tokens."""
        ...


class Look(Protocol):
    """One picture before one model; activations, layout and entry are those of the pane's layer."""

    @property
    def probe(self) -> Prober:
        """The picture and the model."""
        ...

    @property
    def layout(self) -> Channels:
        """How the layer's output is laid out."""
        ...

    @property
    def activations(self) -> Floats:
        """A, (K, h, w) float32."""
        ...

    def on_grid(self, tokens: Tensor) -> Floats:
        """Return the values of tokens (N,) at their places, (h, w) float32, without extra ones."""
        ...

    def entry(self) -> Entry:
        """Return the model, to be run from the layer on."""
        ...

    def gradients(self, x: Tensor) -> Floats:
        """Return G, (K, h, w) float32, for a picture (1, C, H, W), such as the probe's own."""
        ...

    @property
    def answer(self) -> Tensor:
        """What the model answered, as its task reads it, without the batch."""
        ...

    def said(self, answer: Tensor) -> tuple[ClassScore, ...]:
        """Return the likeliest classes of an answer without the batch, best first."""
        ...

    def again(self, x: Tensor) -> Self:
        """Return the same look at another picture (1, C, H, W) of the same size."""
        ...

    @property
    def limits(self) -> Limits:
        """What black and white are to the model, (C, 1, 1) each."""
        ...

    def references(self, count: int, *, seed: int = 0) -> Sequence[Tensor]:
        """Return inputs (1, C, H, W) made of other pictures of the folder, drawn by a seed."""
        ...
