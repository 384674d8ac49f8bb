"""Regions: which class a segmenter sees where; a class is explained over a set of places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from viewer.core.asks.records import Prediction
from viewer.core.asks.scores import ClassScore
from viewer.core.asks.target import Resolved, ResolvedRegion, Target
from viewer.core.errors import UserError
from viewer.core.maps.arrays import Floats
from viewer.core.maps.geometry import Geometry
from viewer.core.maps.shapes import Shape
from viewer.core.models.labels import Labels
from viewer.core.models.model_setup import REGIONS, Answer, ModelSetup
from viewer.tasks.protocol import Said, Worth
from viewer.tasks.region_asking import asked_region
from viewer.tasks.region_maps import detect_regions, map_of
from viewer.tasks.region_places import (
    Places,
    outlines,
    packed,
    places_asked,
    unpacked,
)

if TYPE_CHECKING:
    from torch import Tensor

MOST_ROWS = 20
NOTE = (
    "This model tells classes apart at every place: a class is explained by the mean over the"
    " places that it wins."
)


@dataclass(frozen=True, slots=True)
class Regions:
    """A model that finds a class for every place: its answer is (C, h, w), a logit for each.

    Args:
        made: which part of the output holds them, and whether it is one number a place.
        labels: the names of its classes, and its groups.
    """

    made: Answer
    labels: Labels = field(default_factory=lambda: Labels(names=(), titles=()))

    @property
    def key(self) -> str:
        """The key of its kind."""
        return REGIONS

    @property
    def notes(self) -> tuple[str, ...]:
        """What the user is told of a segmenter."""
        return (NOTE,)

    @property
    def local(self) -> bool:
        """A region is a matter of its places."""
        return True

    def read(self, output: object) -> Tensor:
        """Return the logits (B, C, h, w); of a single number n a place, (-n, n).

        Raises:
            UserError: the output is no map of numbers.
        """
        import torch

        found = map_of(output, self.made.part)
        if found is None:
            raise UserError(
                "This model does not answer with a map of classes.",
                hint="Model > Model setup says how its numbers are read.",
            )
        return torch.cat((-found, found), 1) if self.made.single else found

    def say(self, answer: Floats, geometry: Geometry) -> Said:  # noqa: ARG002
        """Return the classes that win places, those with the most of them first."""
        shares = self._shares(answer)
        order = np.argsort(-shares, kind="stable")[:MOST_ROWS]
        won = [int(index) for index in order if shares[index] > 0]
        best = answer.argmax(axis=0)
        rows = tuple(
            ClassScore(
                name=self._name(index),
                index=index,
                logit=float(answer[index][best == index].mean()),
                probability=float(shares[index]),
            )
            for index in won
        )
        return Said(probabilities=shares, top=rows)

    def resolve(self, target: Target, answer: Floats, geometry: Geometry) -> ResolvedRegion:
        """Find the places and the class that a target means.

        Raises:
            UserError: there is no such class or place, or the answer holds invalid numbers.
        """
        if not np.isfinite(answer).all():
            raise UserError(
                "The model returned invalid numbers for this picture.",
                hint="Its weights may be damaged, or made for another kind of input.",
            )
        shares = self._shares(answer)
        asked = asked_region(target.name) if target.kind == "name" else None
        if asked is None:
            classes = self.labels.resolve(target.plain, shares)
            index, against = classes.members[0], (*classes.against, -1)[0]
            places, title = np.isin(answer.argmax(axis=0), classes.members), classes.title
            if not places.any():
                raise UserError(
                    f"The model sees no place of “{title}” in this picture.",
                    hint="Ask about a region or a pixel: region x,y,width,height of NAME.",
                )
        else:
            places = places_asked(asked, answer, geometry)
            against = -1
            index = self._class_of(asked.name, answer, places, shares)
            title = f"{asked.title}: {self._name(index)}"
        found = ResolvedRegion(
            title=title,
            index=index,
            against=against,
            places=packed(places),
            total=asked is not None and asked.total,
        )
        return _asked(found, target)

    def score(self, answer: Tensor, target: Resolved) -> Tensor:
        """Return the mean or the sum of a class's numbers over its places, on the graph.

        sign * mean_(y, x in places) (l_c(y, x) - l_against(y, x))

        Source: Vinogradova et al., "Seg-Grad-CAM", AAAI 2020, eq. 1, which is the sum
        """
        import torch

        region = _region(target)
        places = torch.from_numpy(self._places(region, answer.shape)).to(answer.device)
        values = answer.softmax(0) if region.scale == "probability" else answer
        numbers = values[region.index][places]
        if region.against >= 0:
            numbers = numbers - values[region.against][places]
        value = numbers.sum() if region.total else numbers.mean()
        return value if region.sign > 0 else -value

    def against_rivals(self, target: Resolved, answer: Tensor, count: int) -> Resolved:  # noqa: ARG002
        """Refuse: regions are held against nothing.

        Raises:
            UserError: always.
        """
        raise UserError(
            "This method holds a class against others, and does not explain regions.",
            hint="Choose another method, such as HiResCAM.",
        )

    def worth(self, target: Resolved, seen: Prediction) -> Worth:
        """Return the score, and the mean probability over the places."""
        import torch

        region = _region(target)
        score = float(self.score(torch.from_numpy(seen.answer), region)) * region.sign
        return Worth(score=score, probability=self.probability(region, seen.answer))

    def probability(self, target: Resolved, answer: Floats) -> float:
        """Return the mean probability of the class over the places."""
        import torch

        region = _region(target)
        chances = torch.from_numpy(answer).softmax(0)[region.index].numpy()
        return float(chances[self._places(region, answer.shape)].mean())

    def remark(self, target: Resolved, seen: Prediction) -> tuple[str, str]:  # noqa: ARG002
        """Return nothing: the outline says what is meant."""
        return "", ""

    def shapes(self, target: Resolved, seen: Prediction) -> tuple[Shape, ...]:
        """Return the borders of the places."""
        return outlines(self._places(_region(target), seen.answer.shape), seen.geometry)

    def _shares(self, answer: Floats) -> Floats:
        """Return the share of all places that each class wins, (C,)."""
        won = np.bincount(answer.argmax(axis=0).ravel(), minlength=len(answer))
        return (won / max(1, won.sum())).astype(np.float32)

    def _class_of(self, name: str, answer: Floats, places: Places, shares: Floats) -> int:
        if name:
            return self.labels.resolve(Target.parse(name).plain, shares).members[0]
        return int(np.bincount(answer.argmax(axis=0)[places]).argmax())

    def _places(self, region: ResolvedRegion, shape: Sequence[int]) -> Places:
        return unpacked(region.places, (shape[2], shape[1]))

    def _name(self, index: int) -> str:
        names = self.labels.names
        return names[index] if index < len(names) else f"class {index}"


@dataclass(frozen=True, slots=True)
class Segmenters:
    """The kind of model that answers with a map for each class, or with one for two."""

    key: str = REGIONS

    def detect(
        self, output: object, setup: ModelSetup, counts: Sequence[int] = ()
    ) -> Answer | None:
        """Tell which part of an output holds the maps; None: none does."""
        return detect_regions(output, setup, counts)

    def task(self, answer: Answer, labels: Labels) -> Regions:
        """Return the task of a model that is read so."""
        return Regions(answer, labels)


def _asked(found: ResolvedRegion, target: Target) -> ResolvedRegion:
    """Return a region with the direction and the scale that were asked for."""
    title = f"p({found.title})" if target.scale == "probability" else found.title
    title = f"against {title}" if target.direction == "lower" else title
    sign = -1 if target.direction == "lower" else 1
    return replace(found, title=title, sign=sign, scale=target.scale)


def _region(target: Resolved) -> ResolvedRegion:
    """Return a target as this task has resolved it.

    Raises:
        TypeError: another task has.
    """
    if not isinstance(target, ResolvedRegion):
        raise TypeError(f"{type(target).__name__} is no region")
    return target
