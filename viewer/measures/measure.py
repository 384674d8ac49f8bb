"""A measure with what computes it, and the row that is known of it everywhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from viewer.core.maps.arrays import Floats
from viewer.measures.trial import Trial

Direction = Literal["higher", "lower"]
Rivals = Literal["order", "values", "none"]
Curve = tuple[tuple[float, float], ...]  # points (share, probability), from left to right


@dataclass(frozen=True, slots=True)
class Bounds:
    """Which values of a measure without rivals speak for a map, and which against it.

    Args:
        passes: from here on they speak for it, in the better direction.
        fails: from here on they speak against it.
        words: what passing, standing between, and failing mean: a sentence each.
    """

    passes: float
    fails: float
    words: tuple[str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureRow:
    """What is known of one measure everywhere.

    Args:
        key: what the command line says: "deletion".
        title: what people say.
        paper: where it comes from.
        link: to it.
        better: which values speak for a map.
        low: the least value there can be; None: there is none.
        high: the greatest.
        cost: about how long it takes.
        truth: whether it needs to know where the objects are.
        bounds: what values mean where there are no rivals; None: nothing by themselves.
        help: one sentence on what it says, and one on when it misleads.
    """

    key: str
    title: str
    paper: str
    link: str
    better: Direction
    low: float | None = None
    high: float | None = None
    cost: Literal["one pass", "seconds", "minutes"] = "seconds"
    truth: bool = False
    bounds: Bounds | None = None
    help: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a measure says of one map.

    Args:
        value: the number.
        curve: what it is the area or the mean of, where there is such a thing.
        comparable: the number that is held against the rivals'; None: the value itself.
    """

    value: float
    curve: Curve = ()
    comparable: float | None = None

    @property
    def held(self) -> float:
        """The number that is held against the rivals'."""
        return self.value if self.comparable is None else self.comparable


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One measure.

    Args:
        row: what is known of it everywhere.
        read: what it says of a map.
        rivals: what maps it is held against: "order" where only the order of the places counts,
            so that rivals serve every map; "values" where they must have the map's own values;
            "none" where a map that knows nothing would win.
        together: the numbers of rivals' maps, asked about together; None: of each as of any other.
        maps: about how many more maps of the same method it needs.
        seen: the map (H, W) through which the picture is seen, where the measure asks about that
            picture alone; those of the map and of all its rivals are asked about together.
    """

    row: MeasureRow
    read: Callable[[Trial], Reading]
    rivals: Rivals = "none"
    together: Callable[[Sequence[Trial]], list[float]] | None = None
    maps: int = 0
    seen: Callable[[Trial], Floats] | None = None

    @property
    def asks_little(self) -> bool:
        """Whether the model is asked about a few pictures at most, so that haste saves nothing."""
        return self.rivals == "none" and self.row.cost == "one pass"

    def held(self, trials: Sequence[Trial]) -> list[float]:
        """Return the numbers of rivals' maps."""
        if self.together is None or not trials:
            return [self.read(trial).held for trial in trials]
        return self.together(trials)
