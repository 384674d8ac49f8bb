"""What a classifier says of a picture, as rows: each with its score and its target."""

from __future__ import annotations

from dataclasses import dataclass

from viewer.core.asks.target import Target


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassScore:
    """A class, a group, or a class that stands in one place, with its score for one picture."""

    name: str
    index: int  # -1 for a group
    logit: float
    probability: float
    asks: str = ""  # what a click asks for by name, where it is neither class nor group: "box 3"
    said: str = ""  # what is told instead of the probability: "31.2"
    place: tuple[float, ...] = ()  # left, top, right, bottom on the original; empty: it has none

    @property
    def target(self) -> Target:
        """What a click on it asks for."""
        if self.asks or self.index < 0:
            return Target(kind="name", name=self.asks or self.name)
        return Target(kind="class", index=self.index)
