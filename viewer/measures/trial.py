"""What a measure is given: a picture as the model sees it, its map, and the model to be asked."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from viewer.core.errors import UserError
from viewer.core.maps.arrays import Floats

Bools = NDArray[np.bool_]
Order = NDArray[np.intp]
Start = Literal["blurred", "mean", "black"]  # what stands where the picture is taken away
STARTS: tuple[Start, ...] = ("blurred", "mean", "black")


@dataclass(frozen=True, slots=True)
class Answers:
    """What the model says of some pictures."""

    scores: Floats  # (B,) float32, what is explained: the logit of a class, a difference, …
    probabilities: Floats  # (B,) float32, of the class, or of the group's members together
    best: NDArray[np.intp]  # (B,), the class that is predicted


class Ask(Protocol):
    """The model: it answers any number of pictures, a few at a time."""

    def __call__(self, pictures: Iterable[Floats], /) -> Answers:
        """Return what it says of pictures (C, H, W), each made when it is needed."""
        ...


class Maker(Protocol):
    """Makes the map of the same method, layer and class once more, of something else."""

    def of_input(self, x: Floats) -> Floats:
        """Return the raw map (h, w) of another input (C, H, W)."""
        ...

    def of_class(self, index: int) -> Floats:
        """Return the raw map (h, w) of another class."""
        ...

    def ranking(self) -> NDArray[np.intp]:
        """Return the classes, best first."""
        ...

    def randomised(self, *, cascade: bool, most: int) -> Iterator[tuple[float, Floats]]:
        """Yield maps of the model with weights dealt anew at random, from its top down.

        Args:
            cascade: whether all modules above lose theirs too, or only one module each time.
            most: how many maps.

        Returns:
            The share of the modules that the place is at, counted from the top, and the raw map.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Place:
    """Where an object truly is, in the pixels of the model's input."""

    mask: Bools  # (H, W)
    box: tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Trial:
    """One map before its judges.

    Args:
        x: the picture as the model sees it, (C, H, W) float32.
        cells: the map as the method gives it, (h, w) float32, >= 0.
        map: the same, spread over the input, (H, W) float32.
        ask: the model.
        black: what black is to the model, (C,) float32.
        white: what white is.
        maker: makes such maps of other things; None: they are too slow to be made often.
        truth: where the objects are; empty: it is not known.
        seed: of all that is drawn at random.
        start: what stands where the picture is taken away; None: as the measure's paper has it.
        memo: what measures have found out that holds for every map of the picture and the target.
    """

    x: Floats
    cells: Floats
    map: Floats
    ask: Ask
    black: Floats
    white: Floats
    maker: Maker | None = None
    truth: tuple[Place, ...] = ()
    seed: int = 0
    start: Start | None = None
    memo: dict[str, Any] = field(default_factory=dict[str, Any])

    @property
    def remade(self) -> Maker:
        """What makes such maps of other things.

        Raises:
            UserError: the method is too slow.
        """
        if self.maker is None:
            raise UserError(
                "This measure needs many maps, and the method takes too long for each.",
                hint="Choose a method that takes one pass.",
            )
        return self.maker

    @property
    def places(self) -> tuple[Place, ...]:
        """Where the objects are.

        Raises:
            UserError: nothing says so.
        """
        if not self.truth:
            raise UserError(
                "Nothing says where the objects of this picture are.",
                hint="Name a file or a folder with boxes or masks after --truth.",
            )
        return self.truth

    def probability(self, name: str, make: Callable[[], Floats]) -> float:
        """Return the probability of a picture that several measures, or maps, ask about.

        Args:
            name: tells it from all others.
            make: makes it, (C, H, W), where it has not been asked about.
        """
        return self.probabilities({name: make})[name]

    def probabilities(self, makes: Mapping[str, Callable[[], Floats]]) -> dict[str, float]:
        """Return the probabilities of pictures that several measures, or maps, ask about.

        Args:
            makes: by name what makes each of them, (C, H, W), where it has not been asked about.
        """
        missing = {name: make for name, make in makes.items() if _key(name) not in self.memo}
        if missing:
            found = self.ask(make() for make in missing.values()).probabilities
            self.memo.update(zip(map(_key, missing), found.tolist(), strict=True))
        return {name: self.memo[_key(name)] for name in makes}

    @property
    def random(self) -> np.random.Generator:
        """A source of random numbers that begins with the same ones each time."""
        return np.random.default_rng(self.seed)


def name_of(values: Floats) -> str:
    """Return what tells a map from all others."""
    return hashlib.blake2b(values.tobytes(), digest_size=16).hexdigest()


def ranked(values: Floats, *, seed: int = 0) -> Order:
    """Return the places of a map, the highest first; equal ones in an order drawn at random.

    A map has many equal places where a ReLU cut it; by place they would be counted from the top
    of the picture, which is no opinion of the map's.

    Returns:
        Indices into the flattened map.
    """
    flat = np.asarray(values).ravel()
    lots = np.random.default_rng(seed).permutation(flat.size)
    return lots[np.argsort(-flat[lots], kind="stable")]


def _key(name: str) -> str:
    return f"probability_{name}"
