"""What to explain: a class, a name, or one class against another, raised or lowered."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal, Self

from viewer.core.errors import UserError
from viewer.core.foreign_text import shown

Direction = Literal["raise", "lower"]
Scale = Literal["logit", "probability"]
BoxNumber = Literal[
    "class", "objectness", "product", "overlap", "left", "top", "right", "bottom", "again"
]  # "again": how well the same box is found in another answer
SIDES = ("left", "top", "right", "bottom")
LAST_CLASS = 2**31 - 1
_WORDS = ("lower", "probability")
_KINDS = ("index", "name")
_NUMBER = r"\d{1,100}"  # a longer one is a name, which no class has


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassGroup:
    """A named set of classes, such as "dog"; its score is the logsumexp of its members' logits."""

    name: str
    members: tuple[int, ...]
    name_zh: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What to explain, as asked: the top prediction, a class, a name, or class A against B.

    "raise" asks what makes the score larger, "lower" what makes it smaller. The score is a logit,
    or a probability, whose gradient also tells what speaks for the other classes.
    """

    kind: Literal["top", "class", "name", "difference"] = "top"
    index: int = -1  # the class, or A
    against: int = -1  # B
    name: str = ""  # a class name or a group name, for the kind "name"
    direction: Direction = "raise"
    scale: Scale = "logit"

    def checked(self) -> Self:
        """Return the target, if its classes can be numbers of classes.

        Raises:
            ValueError: one is out of all limits.
        """
        if not all(-1 <= number <= LAST_CLASS for number in (self.index, self.against)):
            raise ValueError("Classes are counted from 0.")
        return self

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``top``, a class index, ``A-B`` (A against B), or a class or group name.

        ``index:`` and ``name:`` before it say which of them is meant; ``lower:`` and
        ``probability:`` before all change the direction and the scale.

        Raises:
            UserError: the text is empty, or no number stands behind ``index:``.
        """
        words, text = split_words(text)
        said, text = _split_kind(text)
        if not text:
            raise UserError("The class is empty.", hint="Give an index, a name, or “top”.")
        plain = cls(kind="name", name=text)
        if text == "top" and not said:
            plain = cls()
        elif said != "name" and re.fullmatch(_NUMBER, text):
            plain = cls(kind="class", index=int(text))
        elif said != "name" and (pair := re.fullmatch(f"({_NUMBER})-({_NUMBER})", text)):
            plain = cls(kind="difference", index=int(pair[1]), against=int(pair[2]))
        elif said == "index":
            raise UserError(
                f"“{shown(text)}” is no number of a class.", hint="Write index:3, or index:3-5."
            )
        return replace(
            plain,
            direction="lower" if "lower" in words else "raise",
            scale="probability" if "probability" in words else "logit",
        )

    @property
    def plain(self) -> Self:
        """The same classes, raised, on the scale of logits."""
        return replace(self, direction="raise", scale="logit")

    def asked_like(self, other: Target) -> Self:
        """Return the classes of this target in the direction and on the scale of another.

        One that says its own direction or scale keeps it.
        """
        if self != self.plain:
            return self
        return replace(self, direction=other.direction, scale=other.scale)

    @property
    def spelled(self) -> str:
        """What a user types to mean this; the reverse of ``parse``."""
        short = self._spelled(self._classes)
        try:
            return short if type(self).parse(short) == self else self.spelled_fully
        except UserError:
            return self.spelled_fully

    @property
    def spelled_fully(self) -> str:
        """The same with ``index:`` or ``name:``, for models whose names look like numbers."""
        said = {"class": "index:", "difference": "index:", "name": "name:", "top": ""}[self.kind]
        return self._spelled(f"{said}{self._classes}")

    def _spelled(self, classes: str) -> str:
        words = [word for word in _WORDS if word in (self.direction, self.scale)]
        return ":".join((*words, classes))

    @property
    def _classes(self) -> str:
        if self.kind == "class":
            return str(self.index)
        if self.kind == "difference":
            return f"{self.index}-{self.against}"
        return self.name or "top"


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """What a target means for one picture; each task adds what its score is made of.

    Equal ones have equal scores, so that maps are kept by them.
    """

    title: str  # what it is called: "dog", "tabby − tiger cat"

    @property
    def is_group(self) -> bool:
        """Whether its title is the name of a group of classes."""
        return False


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolvedTarget(Resolved):
    """A target with its classes found.

    On the scale of logits, score = logsumexp(members) - logsumexp(against); on that of
    probabilities, sum(members) - sum(against). The explained value is sign * score.
    """

    members: tuple[int, ...]
    against: tuple[int, ...] = ()
    sign: Literal[1, -1] = 1
    scale: Scale = "logit"
    rivals: tuple[int, ...] = ()  # Finer-CAM: classes that the score is held against, one by one

    @property
    def is_group(self) -> bool:
        """Whether its title is the name of a group of classes."""
        return len(self.members) > 1 and not self.against


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolvedBox(Resolved):
    """A number of one box: of a row of a detector's answer.

    The explained value is sign * (number - the same of the classes it is held against).
    """

    row: int  # of the answer
    index: int  # the class
    against: int = -1  # the class that it is held against; -1: none
    number_of: BoxNumber = "class"
    sign: Literal[1, -1] = 1
    given: tuple[float, ...] = ()  # left, top, right, bottom on the original picture: of a miss
    unit: tuple[float, ...] = ()  # the same in the answer's own unit, for its overlap
    said: tuple[float, ...] = ()  # what was said of each class, where the box is found again


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolvedRegion(Resolved):
    """The mean, or the sum, of a class's numbers over a set of places of a segmenter's answer."""

    index: int  # the class
    places: str  # packed, so that equal sets are equal texts
    total: bool = False  # the sum
    against: int = -1  # the class that it is held against; -1: none
    sign: Literal[1, -1] = 1
    scale: Scale = "logit"


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolvedNumber(Resolved):
    """One number of a regression, or the difference of two: sign * (number - the other)."""

    index: int
    against: int = -1  # the number that it is held against; -1: none
    sign: Literal[1, -1] = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolvedLikeness(Resolved):
    """How alike a picture's embedding is to others: sign * (cos(e, like) - cos(e, against)).

    Without another one it is the length of the embedding.
    """

    like: str = ""  # an embedding, packed; empty: none
    against: str = ""
    sign: Literal[1, -1] = 1


def split_words(text: str) -> tuple[set[str], str]:
    """Part the leading words ``lower:`` and ``probability:`` from the class."""
    words: set[str] = set()
    text = text.strip()
    while True:
        word, colon, rest = text.partition(":")
        if not colon or word not in _WORDS:
            return words, text
        words.add(word)
        text = rest.strip()


def _split_kind(text: str) -> tuple[str, str]:
    """Part ``index:`` or ``name:`` from what is named; nothing: it is not said."""
    word, colon, rest = text.partition(":")
    return (word, rest.strip()) if colon and word in _KINDS else ("", text)
