"""How long an export in shards takes on many computers of which some are slow and some are lost.

``python benchmarks/stragglers.py [--pictures N] [--workers N]`` draws a cluster several times and
prints, for sizes of shards, the time until all is done and what was computed in vain: that of lost
workers, what slow ones take longer, and what was done twice. A lost worker's shard is begun anew; a
slow one keeps its own to the end, unless idle workers do the last shards a second time.
"""

from __future__ import annotations

import argparse
import heapq
import math
from collections import Counter
from dataclasses import dataclass, field, replace

import numpy as np

SIZES = (10_000, 50_000, 200_000, 500_000)
DRAWS = 3


@dataclass(frozen=True)
class SimulatedCluster:
    """A cluster and its work.

    Args:
        pictures: to be explained.
        workers: that do so.
        per_second: pictures of an ordinary worker.
        opening_s: until a worker has the model open.
        slow: share of the workers that are slow.
        slowness: how much longer those take.
        lost_per_day: how often a worker is lost.
        back_s: until another one stands in its place.
        writing_s: for the files of a shard and its mark.
        shard: pictures of a shard.
        twice: whether idle workers do shards that are under way once more.
    """

    pictures: int = 1_000_000_000
    workers: int = 1000
    per_second: float = 60.0
    opening_s: float = 30.0
    slow: float = 0.02
    slowness: float = 4.0
    lost_per_day: float = 0.5
    back_s: float = 600.0
    writing_s: float = 1.0
    shard: int = 100_000
    twice: bool = False


@dataclass
class SimulatedExport:
    """One export, event by event: a worker is free and takes a shard, ends it, or is lost."""

    cluster: SimulatedCluster
    random: np.random.Generator
    pile: int = 0  # shards that nobody has
    ended_s: float = 0.0
    busy_s: float = 0.0
    under_way: Counter[int] = field(default_factory=Counter[int])  # shard: workers that do it
    idle: list[int] = field(default_factory=list[int])
    events: list[tuple[float, int, int, bool]] = field(default_factory=list)

    def run(self) -> tuple[float, float, float]:
        """Return hours, hours ÷ those of a cluster without slow or lost workers, share in vain."""
        cluster = self.cluster
        shards = self.pile = math.ceil(cluster.pictures / cluster.shard)
        is_slow = self.random.random(cluster.workers) < cluster.slow
        self.takes_s = np.where(is_slow, cluster.slowness, 1.0) * self._usual_s
        for worker in range(cluster.workers):
            self._give(worker, cluster.opening_s)
        done: set[int] = set()
        while len(done) < shards:
            now, worker, shard, finished = heapq.heappop(self.events)
            self.under_way[shard] -= 1
            if shard not in done and finished:
                done.add(shard)
                self.ended_s = now
            elif shard not in done and not self.under_way[shard]:
                self._put_back(shard, now)
            if shard in done or not self.under_way[shard]:
                del self.under_way[shard]
            self._give(worker, now if finished else now + cluster.back_s + cluster.opening_s)
        best_s = cluster.opening_s + shards * self._usual_s / cluster.workers
        return self.ended_s / 3600, self.ended_s / best_s, 1 - shards * self._usual_s / self.busy_s

    @property
    def _usual_s(self) -> float:
        return self.cluster.shard / self.cluster.per_second + self.cluster.writing_s

    def _put_back(self, shard: int, now: float) -> None:
        """Let a shard that was lost be taken: by a worker that is idle, or by the next one."""
        self._returned.append(shard)
        if self.idle:
            self._give(self.idle.pop(), now)

    def _give(self, worker: int, now: float) -> None:
        shard = self._next()
        if shard is None:
            self.idle.append(worker)
            return
        takes_s = float(self.takes_s[worker])
        lost_s = float(self.random.exponential(86_400 / self.cluster.lost_per_day))
        self.under_way[shard] += 1
        self.busy_s += min(takes_s, lost_s)
        event = now + min(takes_s, lost_s), worker, shard, takes_s <= lost_s
        heapq.heappush(self.events, event)

    def _next(self) -> int | None:
        if self._returned:
            return self._returned.pop()
        if self.pile:
            self.pile -= 1
            return self.pile
        alone = [shard for shard, workers in self.under_way.items() if workers == 1]
        return alone[0] if self.cluster.twice and alone else None

    takes_s: np.ndarray = field(default_factory=lambda: np.zeros(0))  # of each worker, a shard
    _returned: list[int] = field(default_factory=list[int])


def drawn(cluster: SimulatedCluster) -> tuple[float, float, float]:
    """Return the medians of several exports."""
    ends = [SimulatedExport(cluster, np.random.default_rng(seed)).run() for seed in range(DRAWS)]
    hours, stretched, wasted = np.median(ends, axis=0).tolist()
    return hours, stretched, wasted


def main() -> None:
    """Print the table."""
    usual = SimulatedCluster()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pictures", type=int, default=usual.pictures)
    parser.add_argument("--workers", type=int, default=usual.workers)
    typed = parser.parse_args()
    usual = replace(usual, pictures=typed.pictures, workers=typed.workers)
    print("| pictures a shard | shards | last ones twice | hours | ÷ ideal | computed in vain |")
    print("| --- | --- | --- | --- | --- | --- |")
    for size in SIZES:
        for twice in (False, True):
            hours, stretched, wasted = drawn(replace(usual, shard=size, twice=twice))
            count = math.ceil(usual.pictures / size)
            cells = (f"{size:,}", f"{count:,}", "yes" if twice else "no", f"{hours:.2f}")
            print(f"| {' | '.join(cells)} | {stretched:.3f} | {100 * wasted:.2f} % |")


if __name__ == "__main__":
    main()
