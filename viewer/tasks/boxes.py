"""Boxes: where a detector sees what; one number of one box is explained, or of a place without."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from viewer.core.asks.records import Prediction
from viewer.core.asks.scores import ClassScore
from viewer.core.asks.target import Resolved, ResolvedBox, Target
from viewer.core.bounds import MOST_CLASSES
from viewer.core.errors import UserError
from viewer.core.maps.arrays import Floats
from viewer.core.maps.geometry import Geometry
from viewer.core.maps.shapes import Shape
from viewer.core.models.box_rule import BoxRule
from viewer.core.models.labels import Labels
from viewer.core.models.model_setup import BOXES, Answer, ModelSetup
from viewer.tasks.box_decoding import CLASSES, SIDES, confidence, count_classes, decode
from viewer.tasks.box_guess import guess_rule
from viewer.tasks.box_places import on_original, outline
from viewer.tasks.box_resolving import name_of, resolve_box
from viewer.tasks.box_score import box_score
from viewer.tasks.box_standing import Standing
from viewer.tasks.protocol import Said, Worth

if TYPE_CHECKING:
    from torch import Tensor

MOST_ROWS = 100  # boxes of one picture that are listed
NOTE = (
    "This model finds objects: each of its boxes is explained by itself. Model > Model setup says"
    " how they are decoded."
)
DECODING = (ValueError, IndexError, RuntimeError)  # what a rule that does not fit ends in


@dataclass(frozen=True, slots=True)
class Boxes:
    """A model that finds objects: its answer is (N, 5 + C), a row for each box.

    Args:
        made: how the rows are made of what the model returns.
        labels: the names of its classes, and its groups.
    """

    made: Answer
    labels: Labels = field(default_factory=lambda: Labels(names=(), titles=()))

    @property
    def key(self) -> str:
        """The key of its kind."""
        return BOXES

    @property
    def rule(self) -> BoxRule:
        """How its boxes are decoded."""
        return self.made.boxes or BoxRule()

    @property
    def notes(self) -> tuple[str, ...]:
        """What the user is told of a detector."""
        return (NOTE,)

    @property
    def local(self) -> bool:
        """A box is a matter of one place."""
        return True

    def read(self, output: object) -> Tensor:
        """Return the rows of all boxes (B, N, 5 + C), on the graph.

        Raises:
            UserError: the output is not of the form that the rule says.
        """
        try:
            return decode(output, self.rule, self.made.classes)
        except DECODING as error:
            raise _misfit(output, error) from error

    def say(self, answer: Floats, geometry: Geometry) -> Said:
        """Return the boxes above the threshold, and the highest confidence of each class."""
        stand = Standing.of(answer, self.rule)
        sure = stand.confidence
        rows = [row for row in stand.order(self.rule.overlap) if sure[row] >= self.rule.threshold]
        listed = tuple(
            ClassScore(
                name=name_of(index := int(stand.best[row]), self.labels),
                index=index,
                logit=float(answer[row, CLASSES + index]),
                probability=float(sure[row]),
                asks=f"box {number}",
                place=on_original(stand.sides[row], self.rule, geometry),
            )
            for number, row in enumerate(rows[:MOST_ROWS], start=1)
        )
        return Said(probabilities=stand.sure.max(axis=0), top=listed)

    def resolve(self, target: Target, answer: Floats, geometry: Geometry) -> ResolvedBox:
        """Find the box that a target means.

        Raises:
            UserError: there is no such box or class, or the answer holds invalid numbers.
        """
        stand = Standing.of(answer, self.rule)
        return resolve_box(target, stand, self.rule, self.labels, geometry)

    def score(self, answer: Tensor, target: Resolved) -> Tensor:
        """Return the number of a box that is explained."""
        return box_score(answer, _box(target), self.rule)

    def against_rivals(self, target: Resolved, answer: Tensor, count: int) -> Resolved:  # noqa: ARG002
        """Refuse: boxes are held against nothing.

        Raises:
            UserError: always.
        """
        raise UserError(
            "This method holds a class against others, and does not explain boxes.",
            hint="Choose another method, such as HiResCAM.",
        )

    def worth(self, target: Resolved, seen: Prediction) -> Worth:
        """Return the explained number, and the confidence of the box in its class."""
        import torch

        box = _box(target)
        score = float(self.score(torch.from_numpy(seen.answer), box)) * box.sign
        return Worth(score=score, probability=self.probability(box, seen.answer))

    def probability(self, target: Resolved, answer: Floats) -> float:
        """Return the confidence of the box in its class."""
        import torch

        box = _box(target)
        row = torch.from_numpy(np.ascontiguousarray(answer[box.row]))
        return float(confidence(row, self.rule)[box.index])

    def remark(self, target: Resolved, seen: Prediction) -> tuple[str, str]:
        """Say of what was not found how near the model came to finding it."""
        box = _box(target)
        name, sure = name_of(box.index, self.labels), self.probability(box, seen.answer)
        limit, found = self.rule.threshold, sure >= self.rule.threshold
        if box.number_of == "overlap" or (found and not box.given):
            return "", ""
        if found:
            return f"The box nearest to this place is one that the model has found: “{name}”.", ""
        return (
            f"The best here is {sure:.2f} for “{name}”, below the threshold {limit:g}.",
            "The map shows what spoke for it.",
        )

    def shapes(self, target: Resolved, seen: Prediction) -> tuple[Shape, ...]:
        """Return the outline of what was drawn, where it was, and that of the box."""
        box = _box(target)
        own = on_original(seen.answer[box.row, :SIDES], self.rule, seen.geometry)
        return tuple(outline(one) for one in (box.given, own) if one)


@dataclass(frozen=True, slots=True)
class Detectors:
    """The kind of model that answers with boxes."""

    key: str = BOXES

    def detect(
        self, output: object, setup: ModelSetup, counts: Sequence[int] = ()
    ) -> Answer | None:
        """Tell how boxes are decoded from an output; None: it does not look like boxes.

        Raises:
            UserError: the user says how, and it is not so; or there are too many classes.
        """
        known = (len(setup.class_names), *counts)
        told = setup.boxes is not None or setup.task == BOXES
        rule = setup.boxes or guess_rule(output, known, sure=told)
        if rule is None:
            return None
        try:
            classes = count_classes(output, rule, known)
            if (pictures := decode(output, rule, classes).shape[0]) != 1:
                raise ValueError(f"{pictures} answers to one picture")
        except DECODING as error:
            if not told:
                return None
            raise _misfit(output, error) from error
        if classes > MOST_CLASSES:
            raise UserError(
                f"This model answers with {classes:,} numbers; CamScope explains up to"
                f" {MOST_CLASSES:,} classes.",
                hint="Open a model with fewer classes.",
            )
        return Answer(classes=classes, boxes=rule)

    def task(self, answer: Answer, labels: Labels) -> Boxes:
        """Return the task of a model that is read so."""
        return Boxes(answer, labels)


def _box(target: Resolved) -> ResolvedBox:
    """Return a target as this task has resolved it.

    Raises:
        TypeError: another task has.
    """
    if not isinstance(target, ResolvedBox):
        raise TypeError(f"{type(target).__name__} is no box")
    return target


def _misfit(output: object, error: Exception) -> UserError:
    return UserError(
        "This model's answer does not fit the way in which its boxes are decoded.",
        hint="Change it in Model > Model setup, or under “boxes” in the file of --setup.",
        detail=f"{type(output).__name__}: {error}",
    )
