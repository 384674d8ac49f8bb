"""What a classifier says of a picture, as rows: each with its score and its target."""

from __future__ import annotations

from dataclasses import dataclass

from viewer.core.asks.target import Target


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassScore:
    """A class or a group with its score for one picture."""

    name: str
    index: int  # -1 for a group
    logit: float
    probability: float

    @property
    def target(self) -> Target:
        """What a click on it asks for."""
        if self.index < 0:
            return Target(kind="name", name=self.name)
        return Target(kind="class", index=self.index)
