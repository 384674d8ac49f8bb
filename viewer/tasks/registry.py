"""The registry of tasks: a value that the engine is given; the first to know an output reads it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from viewer.core.models.model_setup import Answer, ModelSetup
from viewer.tasks.boxes import Detectors
from viewer.tasks.classification import Classifiers
from viewer.tasks.likeness import Embedders
from viewer.tasks.numbers import Regressors
from viewer.tasks.outputs import unknown
from viewer.tasks.protocol import Kind
from viewer.tasks.regions import Segmenters


@dataclass(frozen=True, slots=True)
class TaskRegistry:
    """Kinds of answers, in the order in which they are asked whether an output is theirs."""

    kinds: tuple[Kind, ...]

    def detect(
        self, output: object, setup: ModelSetup, counts: Sequence[int] = ()
    ) -> tuple[Kind, Answer]:
        """Return the kind of one picture's output and how it is read; the user's word comes first.

        Raises:
            UserError: it is of no kind that is known, or cannot be explained.
        """
        named = [kind for kind in self.kinds if kind.key == setup.task]
        for kind in named or self.kinds:
            answer = kind.detect(output, setup, counts)
            if answer is not None:
                return kind, answer
        raise unknown(output)


@cache
def built_in() -> TaskRegistry:
    """Return the kinds of answers that CamScope explains."""
    return TaskRegistry((Classifiers(), Regressors(), Detectors(), Segmenters(), Embedders()))
