"""The lines of the table of speed goals, the groups they come in, and how they are printed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from benchmarks.timing import Took

HEAD = ("work", "goal", "CPU", "wall", "turns", "met")
MARKS = {True: "✓", False: "✗", None: "–"}


@dataclass(frozen=True)
class Row:
    """One line of the table: what was measured, the goal, and how it came out."""

    work: str
    goal: str
    value: str  # by CPU time, where it is a time
    met: bool | None  # None: there is no number to hold it against
    wall: str = ""
    turns: int | str = ""  # how often it was measured; the median is told

    @property
    def cells(self) -> tuple[str, ...]:
        """Return the line's texts, in the order of the head."""
        return self.work, self.goal, self.value, self.wall, str(self.turns), MARKS[self.met]


@dataclass(frozen=True)
class Group:
    """Rows that are measured together; each is yielded as soon as it is known."""

    name: str
    rows: Callable[[int], Iterable[Row]]  # from the number of turns
    quick: bool = False  # whether a quick run has it, too


def ratio_row(work: str, limit: float | None, one: Took, other: Took) -> Row:
    """Return a line that holds the ratio of CPU times against a limit; None: there is no goal."""
    cpu, wall = one.cpu / other.cpu, one.wall / other.wall
    turns = one.turns if one.turns == other.turns else f"{one.turns} / {other.turns}"
    goal, met = ("–", None) if limit is None else (f"≤ {limit:g}", cpu <= limit)
    return Row(work, goal, f"{cpu:.3f}", met, f"{wall:.3f}", turns)


def markdown(rows: Sequence[Row]) -> str:
    """Return the table as it stands in the readme."""
    lines = [HEAD, ("---",) * len(HEAD), *(row.cells for row in rows)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
