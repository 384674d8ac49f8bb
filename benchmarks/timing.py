"""Fair timing on a shared machine: alternatives in turn in one process, medians, CPU and wall."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Took:
    """The medians of one alternative, in seconds."""

    cpu: float
    wall: float


@dataclass(frozen=True)
class Row:
    """One line of the table: what was measured, the goal, and how it came out."""

    work: str
    goal: str
    value: str
    met: bool | None  # None: there is no number to hold it against
    wall: str = ""


def measure(alternatives: Mapping[str, Callable[[], object]], repeats: int) -> dict[str, Took]:
    """Run every alternative once to warm up, then all of them in turn, so many times."""
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in alternatives}
    for work in alternatives.values():
        work()
    for _ in range(repeats):
        for name, work in alternatives.items():
            cpu, wall = time.process_time(), time.perf_counter()
            work()
            taken[name].append((time.process_time() - cpu, time.perf_counter() - wall))
    return {
        name: Took(
            cpu=statistics.median(cpu for cpu, _ in times),
            wall=statistics.median(wall for _, wall in times),
        )
        for name, times in taken.items()
    }


def ratio_row(work: str, limit: float, one: Took, other: Took) -> Row:
    """Return a line that holds the ratio of CPU times against a limit."""
    cpu, wall = one.cpu / other.cpu, one.wall / other.wall
    return Row(work, f"≤ {limit:g}", f"{cpu:.3f}", cpu <= limit, f"{wall:.3f}")
