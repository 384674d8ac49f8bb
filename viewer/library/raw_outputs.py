"""Outputs of no known kind: they have no classes, but a function of them can be explained."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import torch
from torch import Tensor

from viewer.core.asks.records import Prediction
from viewer.core.asks.target import Resolved, Target
from viewer.core.errors import UserError
from viewer.core.maps.arrays import Floats
from viewer.core.maps.geometry import Geometry
from viewer.core.maps.shapes import Shape
from viewer.core.models.labels import Labels
from viewer.core.models.model_setup import Answer, ModelSetup
from viewer.tasks.outputs import named_tensors
from viewer.tasks.protocol import Said, Worth

KEY = "raw"


def no_classes() -> UserError:
    """Return the refusal of a class."""
    return UserError(
        "This model's output has no classes.",
        hint="Explain a function of the output that returns one number.",
    )


@dataclass(slots=True)
class RawTask:
    """Reads all floating tensors of an output as one row for each picture, and parts them again."""

    key: str = KEY
    notes: tuple[str, ...] = ()
    local: bool = False
    _shapes: dict[str, tuple[int, ...]] = field(default_factory=dict[str, tuple[int, ...]])
    _ordered: bool = False  # the output is a tuple or a list

    def read(self, output: object) -> Tensor:
        """Return (B, numbers): what each tensor holds of each picture, one after the other."""
        tensors = named_tensors(output)
        self._shapes = {name: tuple(tensor.shape[1:]) for name, tensor in tensors.items()}
        self._ordered = not isinstance(output, Mapping)
        rows = [tensor.reshape(len(tensor), -1).float() for tensor in tensors.values()]
        return torch.cat(rows, dim=1)

    def parted(self, answer: Tensor) -> Any:
        """Return one picture's row as the model gave it: a tensor, a tuple, or a dict by name."""
        sizes = [math.prod(shape) for shape in self._shapes.values()]
        pieces = zip(self._shapes.items(), answer.split(sizes), strict=True)
        found = {name: piece.reshape(shape) for (name, shape), piece in pieces}
        if set(found) == {""}:
            return found[""]
        return tuple(found.values()) if self._ordered else found

    def say(self, answer: Floats, geometry: Geometry) -> Said:
        """Say nothing: no number has a name."""
        return Said(probabilities=np.zeros(0, np.float32))

    def resolve(self, target: Target, answer: Floats, geometry: Geometry) -> Resolved:
        """Refuse classes: there are none, and no top one either once it is to be explained."""
        if target.kind == "top":
            return Resolved(title="top")
        raise no_classes()

    def score(self, answer: Tensor, target: Resolved) -> Tensor:
        """Refuse classes: there are none."""
        raise no_classes()

    def against_rivals(self, target: Resolved, answer: Tensor, count: int) -> Resolved:
        """Refuse classes: there are none."""
        raise no_classes()

    def worth(self, target: Resolved, seen: Prediction) -> Worth:
        """Refuse classes: there are none."""
        raise no_classes()

    def probability(self, target: Resolved, answer: Floats) -> float | None:
        """Know no probability."""
        return None

    def remark(self, target: Resolved, seen: Prediction) -> tuple[str, str]:
        """Say nothing."""
        return "", ""

    def shapes(self, target: Resolved, seen: Prediction) -> tuple[Shape, ...]:
        """Show nothing: no number has a place that is known."""
        return ()


@dataclass(frozen=True, slots=True)
class RawOutputs:
    """The kind of all other outputs, and of any that the user wants to have raw."""

    key: str = KEY

    def detect(
        self, output: object, setup: ModelSetup, counts: Sequence[int] = ()
    ) -> Answer | None:
        """Take what holds one row for the one picture."""
        tensors = named_tensors(output).values()
        one_row = all(tensor.ndim > 0 and len(tensor) == 1 for tensor in tensors)
        return Answer(classes=1) if tensors and one_row else None

    def task(self, answer: Answer, labels: Labels) -> RawTask:
        """Return the task; it keeps the shapes of the output read last."""
        return RawTask()
