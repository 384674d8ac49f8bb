"""Classification: one logit for each class; a class, a group or a difference is explained."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from viewer.core.asks.records import Prediction
from viewer.core.asks.target import Resolved, ResolvedTarget, Target
from viewer.core.maps.arrays import Floats
from viewer.core.maps.geometry import Geometry
from viewer.core.maps.shapes import Shape
from viewer.core.models.labels import Labels, probability, score
from viewer.core.models.model_setup import CLASSES, NUMBERS, Answer, ModelSetup
from viewer.tasks.class_reading import detect, to_logits
from viewer.tasks.class_score import target_score, with_rivals
from viewer.tasks.likeness_asking import is_embedding
from viewer.tasks.protocol import Said, Worth

if TYPE_CHECKING:
    from torch import Tensor

PRESENT = 0.5  # probability from which on a class counts as present, where several may be
FEWEST_ROWS, MOST_ROWS = 5, 20
NOTES = {
    "probabilities": "This model answers with probabilities: their logarithm is explained.",
    "log_probabilities": "This model answers with log-probabilities: these are explained.",
    "multi_label": "Each class has a probability of its own: several may be present.",
    "multi_label_probabilities": "Each class has a probability of its own: several may be present.",
}
SINGLE_NOTE = "This model gives one number: class 1 has it as its logit, class 0 its negative."


@dataclass(frozen=True, slots=True)
class Classification:
    """A model that chooses among classes: its answer is (classes,), a logit for each.

    Args:
        made: how logits are made of what the model returns.
        labels: the names of its classes, and its groups.
    """

    made: Answer = field(default_factory=Answer)
    labels: Labels = field(default_factory=lambda: Labels(names=(), titles=()))

    @property
    def key(self) -> str:
        """The key of its kind."""
        return CLASSES

    @property
    def notes(self) -> tuple[str, ...]:
        """What the user is told of numbers that are no logits."""
        note = SINGLE_NOTE if self.made.single else NOTES.get(self.made.kind, "")
        return (note,) if note else ()

    def read(self, output: object) -> Tensor:
        """Return the logits (B, classes), on the graph."""
        return to_logits(output, self.made)

    @property
    def local(self) -> bool:
        """A class is a matter of the whole picture."""
        return False

    def say(self, answer: Floats, geometry: Geometry) -> Said:  # noqa: ARG002
        """Return each class's probability, the likeliest five, and the groups.

        Where several may be present at once, all that are likelier than not are listed.
        """
        chances = self._probabilities(answer)
        several = self.made.independent and not self.made.single
        present = int((chances >= PRESENT).sum()) if several else 0
        count = min(max(FEWEST_ROWS, present), MOST_ROWS)
        top = self.labels.class_scores(answer, chances, count=count)
        return Said(
            probabilities=chances, top=top, groups=self.labels.group_scores(answer, chances)
        )

    def resolve(self, target: Target, answer: Floats, geometry: Geometry) -> ResolvedTarget:  # noqa: ARG002
        """Find the classes that a target means."""
        return self.labels.resolve(target, answer)

    def score(self, answer: Tensor, target: Resolved) -> Tensor:
        """Return the logit, difference or probability that is explained."""
        return target_score(answer, _classes(target), independent=self.made.independent)

    def against_rivals(self, target: Resolved, answer: Tensor, count: int) -> ResolvedTarget:
        """Return the classes held against those whose scores are nearest to their own."""
        independent = self.made.independent
        return with_rivals(_classes(target), answer, count, independent=independent)

    def worth(self, target: Resolved, seen: Prediction) -> Worth:
        """Return the logit and the probability of the classes together."""
        classes = _classes(target)
        return Worth(
            score=score(seen.answer, classes),
            probability=probability(seen.probabilities, classes),
        )

    def probability(self, target: Resolved, answer: Floats) -> float:
        """Return the probability of the classes together."""
        return probability(self._probabilities(answer), _classes(target))

    def remark(self, target: Resolved, seen: Prediction) -> tuple[str, str]:  # noqa: ARG002
        """Return nothing: its probability says it all."""
        return "", ""

    def shapes(self, target: Resolved, seen: Prediction) -> tuple[Shape, ...]:  # noqa: ARG002
        """Return nothing: a class has no place on the picture."""
        return ()

    def _probabilities(self, logits: Floats) -> Floats:
        """Return (classes,) float32: a softmax, or a sigmoid of each."""
        import torch

        values = torch.from_numpy(logits)
        return (values.sigmoid() if self.made.independent else values.softmax(0)).numpy()


@dataclass(frozen=True, slots=True)
class Classifiers:
    """The kind of model that answers with one number for each class, or with one for two."""

    key: str = CLASSES

    def detect(
        self, output: object, setup: ModelSetup, counts: Sequence[int] = ()
    ) -> Answer | None:
        """Tell how logits are made of an output; None: no part of it is one number a class."""
        if setup.answer == NUMBERS or (not setup.task and is_embedding(output)):
            return None
        counted = (len(setup.class_names), *counts)
        return detect(output, kind=setup.answer, part=setup.part, counts=counted)

    def task(self, answer: Answer, labels: Labels) -> Classification:
        """Return the task of a model that is read so."""
        return Classification(answer, labels)


def _classes(target: Resolved) -> ResolvedTarget:
    """Return a target as this task has resolved it.

    Raises:
        TypeError: another task has.
    """
    if not isinstance(target, ResolvedTarget):
        raise TypeError(f"{type(target).__name__} are no classes")
    return target
