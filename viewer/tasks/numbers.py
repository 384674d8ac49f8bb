"""Numbers: what makes an output of a regression larger or smaller, also than a baseline value."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from viewer.core.asks.records import Prediction
from viewer.core.asks.scores import ClassScore
from viewer.core.asks.target import Resolved, ResolvedNumber, Target
from viewer.core.errors import UserError
from viewer.core.maps.arrays import Floats
from viewer.core.maps.geometry import Geometry
from viewer.core.maps.shapes import Shape
from viewer.core.models.labels import Labels
from viewer.core.models.model_setup import NUMBERS, Answer, ModelSetup
from viewer.tasks.class_reading import detect, to_logits
from viewer.tasks.protocol import Said, Worth

if TYPE_CHECKING:
    from torch import Tensor

MOST_ROWS = 20
NOTE = "Each output of this model is a number of its own: what raises or lowers it is explained."
_FROM = re.compile(r"(.+?)\s+from\s+([-+]?\d{1,15}(?:\.\d{1,15})?(?:[eE][-+]?\d{1,3})?)")


def asked_baseline(name: str) -> tuple[str, float] | None:
    """Return the output and the baseline of ``NAME from VALUE``; None: none is told."""
    told = _FROM.fullmatch(name.strip())
    return (told[1], float(told[2])) if told is not None else None


@dataclass(frozen=True, slots=True)
class Numbers:
    """A model that tells numbers: its answer is (N,), as they are.

    Args:
        made: which part of the output holds them.
        labels: the names of the numbers.
    """

    made: Answer
    labels: Labels = field(default_factory=lambda: Labels(names=(), titles=()))

    @property
    def key(self) -> str:
        """The key of its kind."""
        return NUMBERS

    @property
    def notes(self) -> tuple[str, ...]:
        """What the user is told of numbers."""
        return (NOTE,)

    @property
    def local(self) -> bool:
        """A number is a matter of the whole picture."""
        return False

    def read(self, output: object) -> Tensor:
        """Return the numbers (B, N), on the graph."""
        return to_logits(output, replace(self.made, kind="logits"))

    def say(self, answer: Floats, geometry: Geometry) -> Said:  # noqa: ARG002
        """Return a row for each number, in the order of the outputs, with a bar for its size."""
        largest = float(np.abs(answer).max(initial=0.0)) or 1.0
        rows = [
            ClassScore(
                name=self._name(index),
                index=index,
                logit=float(value),
                probability=min(1.0, abs(float(value)) / largest),
                said=f"{value:.4g}",
            )
            for index, value in enumerate(answer[:MOST_ROWS])
        ]
        return Said(probabilities=np.zeros(0, np.float32), top=tuple(rows))

    def resolve(self, target: Target, answer: Floats, geometry: Geometry) -> ResolvedNumber:  # noqa: ARG002
        """Find the number that a target means, and which way it is explained.

        Against a baseline, what holds the number on its own side of it is explained.

        Raises:
            UserError: there is no such number, or the answer holds invalid ones.
        """
        if not np.isfinite(answer).all():
            raise UserError(
                "The model returned invalid numbers for this picture.",
                hint="Its weights may be damaged, or made for another kind of input.",
            )
        baseline = asked_baseline(target.name) if target.kind == "name" else None
        plain = Target.parse(baseline[0]).plain if baseline is not None else target.plain
        index, against = self._places(plain, answer)
        value = float(answer[index]) - (float(answer[against]) if against >= 0 else 0.0)
        name = self._name(index) + (f" − {self._name(against)}" if against >= 0 else "")
        title, sign = f"{name}: {value:.4g}", 1
        if baseline is not None:
            above = value - baseline[1]
            sign = 1 if above >= 0 else -1
            side = "above" if above >= 0 else "below"
            title = f"{title}, {abs(above):.4g} {side} {baseline[1]:g}"
        sign = -sign if target.direction == "lower" else sign
        return ResolvedNumber(title=title, index=index, against=against, sign=1 if sign > 0 else -1)

    def score(self, answer: Tensor, target: Resolved) -> Tensor:
        """Return the number that is explained, on the graph: sign * (y_index - y_against)."""
        number = _number(target)
        value = answer[number.index]
        if number.against >= 0:
            value = value - answer[number.against]
        return value if number.sign > 0 else -value

    def against_rivals(self, target: Resolved, answer: Tensor, count: int) -> Resolved:  # noqa: ARG002
        """Refuse: numbers have no rivals.

        Raises:
            UserError: always.
        """
        raise UserError(
            "This method holds a class against others, and does not explain numbers.",
            hint="Choose another method, such as Grad-CAM.",
        )

    def worth(self, target: Resolved, seen: Prediction) -> Worth:
        """Return the number itself."""
        import torch

        number = _number(target)
        return Worth(score=float(self.score(torch.from_numpy(seen.answer), number)) * number.sign)

    def probability(self, target: Resolved, answer: Floats) -> float | None:  # noqa: ARG002
        """Return nothing: a number has no probability."""
        return None

    def remark(self, target: Resolved, seen: Prediction) -> tuple[str, str]:  # noqa: ARG002
        """Return nothing: its title says it all."""
        return "", ""

    def shapes(self, target: Resolved, seen: Prediction) -> tuple[Shape, ...]:  # noqa: ARG002
        """Return nothing: a number has no place on the picture."""
        return ()

    def _places(self, plain: Target, answer: Floats) -> tuple[int, int]:
        if plain == Target():
            return 0, -1
        found = self.labels.resolve(plain, answer)
        return found.members[0], (*found.against, -1)[0]

    def _name(self, index: int) -> str:
        names = self.labels.names
        unnamed = index >= len(names) or names[index] == f"class {index}"
        return f"output {index}" if unnamed else names[index]


@dataclass(frozen=True, slots=True)
class Regressors:
    """The kind of model that tells numbers; only the user's word makes it so."""

    key: str = NUMBERS

    def detect(
        self, output: object, setup: ModelSetup, counts: Sequence[int] = ()
    ) -> Answer | None:
        """Tell which part of an output holds the numbers; None: nobody says that it has some."""
        if NUMBERS not in (setup.answer, setup.task):
            return None
        counted = (len(setup.class_names), *counts)
        found = detect(output, kind="numbers", part=setup.part, counts=counted)
        if found is None:
            return None
        return replace(found, single=False, classes=1 if found.single else found.classes)

    def task(self, answer: Answer, labels: Labels) -> Numbers:
        """Return the task of a model that is read so."""
        return Numbers(answer, labels)


def _number(target: Resolved) -> ResolvedNumber:
    """Return a target as this task has resolved it.

    Raises:
        TypeError: another task has.
    """
    if not isinstance(target, ResolvedNumber):
        raise TypeError(f"{type(target).__name__} is no number")
    return target
