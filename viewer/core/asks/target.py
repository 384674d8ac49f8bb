"""What to explain: a class, a name, or one class against another, raised or lowered."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal, Self

from viewer.core.errors import UserError

Direction = Literal["raise", "lower"]
Scale = Literal["logit", "probability"]
LAST_CLASS = 2**31 - 1
_WORDS = ("lower", "probability")
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

        ``lower:`` and ``probability:`` before it change the direction and the scale.

        Raises:
            UserError: the text is empty.
        """
        words, text = _split(text.strip())
        direction: Direction = "lower" if "lower" in words else "raise"
        scale: Scale = "probability" if "probability" in words else "logit"
        if not text:
            raise UserError("The class is empty.", hint="Give an index, a name, or “top”.")
        if text == "top":
            return cls(direction=direction, scale=scale)
        if re.fullmatch(_NUMBER, text):
            return cls(kind="class", index=int(text), direction=direction, scale=scale)
        if pair := re.fullmatch(f"({_NUMBER})-({_NUMBER})", text):
            first, second = int(pair[1]), int(pair[2])
            return cls(
                kind="difference", index=first, against=second, direction=direction, scale=scale
            )
        return cls(kind="name", name=text, direction=direction, scale=scale)

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
        words = [word for word in _WORDS if word in (self.direction, self.scale)]
        return ":".join((*words, self._spelled_classes()))

    def _spelled_classes(self) -> str:
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


def _split(text: str) -> tuple[set[str], str]:
    """Part the leading words ``lower:`` and ``probability:`` from the class."""
    words: set[str] = set()
    while True:
        word, colon, rest = text.partition(":")
        if not colon or word not in _WORDS:
            return words, text
        words.add(word)
        text = rest.strip()
