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
    turns: int


def measure(
    alternatives: Mapping[str, Callable[[], object]],
    repeats: int,
    *,
    seldom: Mapping[str, int] | None = None,
) -> dict[str, Took]:
    """Run all alternatives in turn, so many times; each runs twice, and the second time counts.

    So each finds caches and freed memory as it leaves them itself, and not as another does.

    Args:
        alternatives: what is measured, by name.
        repeats: how many turns.
        seldom: alternatives that take long, with the number of turns they take part in.
    """
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in alternatives}
    every = {name: max(1, repeats // turns) for name, turns in (seldom or {}).items()}
    for turn in range(repeats):
        for name, work in alternatives.items():
            if turn % every.get(name, 1) == 0:
                work()
                taken[name].append(timed(work))
    return {
        name: Took(
            cpu=statistics.median(cpu for cpu, _ in times),
            wall=statistics.median(wall for _, wall in times),
            turns=len(times),
        )
        for name, times in taken.items()
    }


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Return the CPU time of this process and the wall time that some work takes, in seconds."""
    cpu, wall = time.process_time(), time.perf_counter()
    work()
    return time.process_time() - cpu, time.perf_counter() - wall
