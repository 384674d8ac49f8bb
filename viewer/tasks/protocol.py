"""What a kind of answer is asked for: to be recognised, read, resolved, scored, told and drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from viewer.core.asks.records import Prediction
from viewer.core.asks.scores import ClassScore
from viewer.core.asks.target import Resolved, Target
from viewer.core.maps.arrays import Floats
from viewer.core.maps.geometry import Geometry
from viewer.core.maps.shapes import Shape
from viewer.core.models.labels import Labels
from viewer.core.models.model_setup import Answer, ModelSetup

if TYPE_CHECKING:
    from torch import Tensor


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a model says of one picture, as its task tells it."""

    probabilities: Floats  # (classes,) float32; empty where the task knows none
    top: tuple[ClassScore, ...] = ()  # rows to click, best first
    groups: tuple[ClassScore, ...] = ()  # in the order of the model's groups


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """What a target is worth for one picture: its score, and its probability where it has one."""

    score: float
    probability: float | None = None


class Task(Protocol):
    """One open model's answers: how they are read, and what may be asked of them.

    The answer of one picture is one tensor, whatever the model returns: each row of what ``read``
    gives. Everything else is told by it.
    """

    @property
    def key(self) -> str:
        """The key of its kind."""
        ...

    @property
    def notes(self) -> tuple[str, ...]:
        """Sentences for the user on how the model is read."""
        ...

    @property
    def local(self) -> bool:
        """Whether a score is that of one place, for which an averaged gradient is wrong."""
        ...

    def read(self, output: object) -> Tensor:
        """Return the answers to a batch, (B, …) on the graph, of what the model returned.

        Raises:
            UserError: it is not of this kind after all.
        """
        ...

    def say(self, answer: Floats, geometry: Geometry) -> Said:
        """Return what the window lists of an answer, with rows to click.

        Args:
            answer: to one picture.
            geometry: the way from the picture to the model's input, for what has a place.
        """
        ...

    def resolve(self, target: Target, answer: Floats, geometry: Geometry) -> Resolved:
        """Find what a target means for one picture.

        Args:
            target: what is asked for.
            answer: to the picture.
            geometry: the way from the picture to the model's input, for what has a place.

        Raises:
            UserError: it means nothing here, or the answer holds invalid numbers.
        """
        ...

    def score(self, answer: Tensor, target: Resolved) -> Tensor:
        """Return the scalar to explain, on the graph of the answer.

        Scores of several targets are stacked, and go back together in one backward pass.
        """
        ...

    def against_rivals(self, target: Resolved, answer: Tensor, count: int) -> Resolved:
        """Return a target held against those whose scores are nearest to its own.

        Raises:
            UserError: nothing is held against anything here.
        """
        ...

    def worth(self, target: Resolved, seen: Prediction) -> Worth:
        """Return what a target is worth for one picture, as it is told in words."""
        ...

    def probability(self, target: Resolved, answer: Floats) -> float | None:
        """Return how probable a target is by an answer, 0..1; None: it has no probability."""
        ...

    def remark(self, target: Resolved, seen: Prediction) -> tuple[str, str]:
        """Return what is worth saying of a target: a sentence and a hint; empty: nothing is."""
        ...

    def shapes(self, target: Resolved, seen: Prediction) -> tuple[Shape, ...]:
        """Return what stands for a target on the original picture; nothing: it has no place."""
        ...


@runtime_checkable
class ComparingTask(Protocol):
    """A task that compares a picture with others, or with texts."""

    @property
    def before_last(self) -> bool:
        """Whether the model is read before its last layer."""
        ...

    def others(self, target: Target) -> tuple[Path | str, ...]:
        """Return the pictures and texts that a target compares with."""
        ...

    def compare(
        self,
        target: Target,
        answer: Floats,
        geometry: Geometry,
        others: Mapping[Path | str, Floats],
    ) -> Resolved:
        """Find what a target means for one picture.

        Args:
            target: what is asked for.
            answer: to the picture.
            geometry: the way from the picture to the model's input.
            others: the embeddings of the pictures and texts that it compares with.

        Raises:
            UserError: an answer holds invalid numbers, or none but zeros.
        """
        ...


class Kind(Protocol):
    """A kind of answer: it knows a model's output when it sees one."""

    @property
    def key(self) -> str:
        """Its name in setups and in what travels, such as "classes"."""
        ...

    def detect(
        self, output: object, setup: ModelSetup, counts: Sequence[int] = ()
    ) -> Answer | None:
        """Tell how one picture's output is read; None: it is of another kind.

        Args:
            output: what the model returned for one picture, on its graph.
            setup: the user's word on how it is to be read.
            counts: of names that the model's file tells: a part with as many holds them.

        Raises:
            UserError: it is of this kind, and cannot be explained.
        """
        ...

    def task(self, answer: Answer, labels: Labels) -> Task:
        """Return the task of a model that is read so, with names for what it tells apart."""
        ...
