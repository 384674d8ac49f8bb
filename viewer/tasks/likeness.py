"""Likeness: a picture's embedding before the last layer; its cosine with others is explained."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from viewer.core.asks.records import Prediction
from viewer.core.asks.target import Resolved, ResolvedLikeness, Target
from viewer.core.errors import UserError
from viewer.core.maps.arrays import Floats
from viewer.core.maps.geometry import Geometry
from viewer.core.maps.shapes import Shape
from viewer.core.models.labels import Labels
from viewer.core.models.model_setup import LIKENESS, Answer, ModelSetup
from viewer.tasks.class_reading import detect
from viewer.tasks.likeness_asking import (
    EMBEDDING,
    Compared,
    compared_with,
    is_embedding,
    title_of,
)
from viewer.tasks.outputs import named_tensors, unknown
from viewer.tasks.protocol import Said, Worth

if TYPE_CHECKING:
    from torch import Tensor

NOTE = (
    "Pictures are compared by what the last layer is given, their embedding: the cosine of two is"
    " explained."
)
PROMPT_NOTE = (
    "Pictures are compared with pictures or texts by their embeddings: the cosine of two is"
    " explained."
)


@dataclass(frozen=True, slots=True)
class Likeness:
    """A model whose pictures are compared: its answer is (D,), the picture's embedding.

    Args:
        reads_texts: whether it is compared with texts, too; its answer is the embedding then, and
            not what its last layer is given.
    """

    reads_texts: bool = False

    @property
    def key(self) -> str:
        """The key of its kind."""
        return LIKENESS

    @property
    def notes(self) -> tuple[str, ...]:
        """What the user is told of embeddings."""
        return (PROMPT_NOTE if self.reads_texts else NOTE,)

    @property
    def before_last(self) -> bool:
        """Whether the embedding is what the last layer is given."""
        return not self.reads_texts

    @property
    def local(self) -> bool:
        """A likeness is a matter of the whole picture."""
        return False

    def read(self, output: object) -> Tensor:
        """Return the embeddings (B, D), on the graph.

        Raises:
            UserError: there is no tensor.
        """
        found = next(iter(named_tensors(output).values()), None)
        if found is None or found.ndim == 0:
            raise unknown(output)
        return found.flatten(1) if found.ndim > 1 else found.unsqueeze(1)

    def say(self, answer: Floats, geometry: Geometry) -> Said:  # noqa: ARG002
        """Return nothing to choose from: other pictures are chosen."""
        return Said(probabilities=np.zeros(0, np.float32))

    def others(self, target: Target) -> tuple[Compared, ...]:
        """Return the pictures and texts that a target compares with; any other name is a text."""
        if target.kind != "name":
            return ()
        found = compared_with(target.name)
        if found and (self.reads_texts or all(isinstance(one, Path) for one in found)):
            return found
        return (target.name,) if self.reads_texts and not found else ()

    def resolve(self, target: Target, answer: Floats, geometry: Geometry) -> ResolvedLikeness:
        """Find what a target means that compares with nothing: the embedding itself.

        Raises:
            UserError: it names something else, or the answer holds invalid numbers.
        """
        return self.compare(target, answer, geometry, {})

    def compare(
        self,
        target: Target,
        answer: Floats,
        geometry: Geometry,  # noqa: ARG002
        others: Mapping[Compared, Floats],
    ) -> ResolvedLikeness:
        """Find what a target means for one picture, with the embeddings of others."""
        found = self.others(target)
        if target.kind != "top" and not found:
            raise UserError(
                "Pictures are compared here, and no classes.",
                hint="Choose a picture to compare with, or read the model as a classifier again.",
            )
        if not all(np.isfinite(one).all() for one in (answer, *others.values())):
            raise UserError(
                "The model returned invalid numbers for this picture.",
                hint="Its weights may be damaged, or made for another kind of input.",
            )
        packed = [_packed(others[one]) for one in found]
        return ResolvedLikeness(
            title=title_of(found),
            like=packed[0] if packed else "",
            against=packed[1] if packed[1:] else "",
            sign=-1 if target.direction == "lower" else 1,
        )

    def score(self, answer: Tensor, target: Resolved) -> Tensor:
        """Return the cosine, a difference of two, or the embedding's length, on the graph.

        sign * (e . r / (|e| |r|) - e . s / (|e| |s|)), as the grad-cam library's
        SimilarityToConceptTarget
        """
        likeness = _likeness(target)
        if not likeness.like:
            value = answer.norm()
        else:
            value = _cosine(answer, likeness.like)
            if likeness.against:
                value = value - _cosine(answer, likeness.against)
        return value if likeness.sign > 0 else -value

    def against_rivals(self, target: Resolved, answer: Tensor, count: int) -> Resolved:  # noqa: ARG002
        """Refuse: embeddings have no rivals.

        Raises:
            UserError: always.
        """
        raise UserError(
            "This method holds a class against others, and does not explain likeness.",
            hint="Choose another method, such as Grad-CAM.",
        )

    def worth(self, target: Resolved, seen: Prediction) -> Worth:
        """Return the cosine, or the difference of two."""
        import torch

        likeness = _likeness(target)
        return Worth(
            score=float(self.score(torch.from_numpy(seen.answer), likeness)) * likeness.sign
        )

    def probability(self, target: Resolved, answer: Floats) -> float | None:  # noqa: ARG002
        """Return nothing: a cosine is no probability."""
        return None

    def remark(self, target: Resolved, seen: Prediction) -> tuple[str, str]:
        """Say where a picture is compared with itself, or with nothing yet."""
        if not _likeness(target).like:
            hint = "Choose one with Class > Why alike…."
            if self.reads_texts:
                hint = "Type a text in place of a class, or choose one with Class > Why alike…."
            return (
                "This shows what the embedding is large for; no other picture is compared yet.",
                hint,
            )
        if self.worth(target, seen).score > ITSELF and not _likeness(target).against:
            return "The two pictures are the same to the model: a cosine of 1 has no slope.", ""
        return "", ""

    def shapes(self, target: Resolved, seen: Prediction) -> tuple[Shape, ...]:  # noqa: ARG002
        """Return nothing: a likeness has no place on the picture."""
        return ()


ITSELF = 1 - 1e-5  # a cosine that is 1 up to rounding


@dataclass(frozen=True, slots=True)
class Embedders:
    """The kind of model whose pictures are compared: by the user's word, or as it reads texts."""

    key: str = LIKENESS

    def detect(
        self, output: object, setup: ModelSetup, counts: Sequence[int] = ()
    ) -> Answer | None:
        """Return how its classes are read otherwise, for their names stay; None: nobody asked."""
        if is_embedding(output):
            return Answer(part=EMBEDDING) if setup.task in ("", LIKENESS) else None
        if setup.task != LIKENESS:
            return None
        counted = (len(setup.class_names), *counts)
        found = detect(output, kind=setup.answer, part=setup.part, counts=counted)
        return found or Answer()

    def task(self, answer: Answer, labels: Labels) -> Likeness:  # noqa: ARG002
        """Return the task of a model that is read so."""
        return Likeness(reads_texts=answer.part == EMBEDDING)


def _cosine(embedding: Tensor, packed: str) -> Tensor:
    import torch

    other = torch.from_numpy(_unpacked(packed)).to(embedding.device)
    return torch.nn.functional.cosine_similarity(embedding, other, dim=0)


def _packed(embedding: Floats) -> str:
    """Return an embedding as a text that can be compared and sent."""
    return base64.b85encode(zlib.compress(embedding.astype("<f4").tobytes(), 1)).decode("ascii")


def _unpacked(text: str) -> Floats:
    return np.frombuffer(zlib.decompress(base64.b85decode(text)), "<f4").astype(np.float32)


def _likeness(target: Resolved) -> ResolvedLikeness:
    """Return a target as this task has resolved it.

    Raises:
        TypeError: another task has.
    """
    if not isinstance(target, ResolvedLikeness):
        raise TypeError(f"{type(target).__name__} is no likeness")
    return target
