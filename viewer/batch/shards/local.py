"""Shards in several processes of this computer: killed or hanging, they are replaced."""

from __future__ import annotations

import os
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from queue import Empty, SimpleQueue

from viewer.batch.shards.child import ShardProcess
from viewer.batch.shards.engine import Say
from viewer.batch.shards.messages import DoShard, EndedShard
from viewer.core.errors import UserError

PATIENCE_S = 600.0  # for one picture, or for the model to open
_LOOK_S = 0.5
MOST_BROKEN, MOST_KILLED = 3, 6  # ends of processes over one picture, before it is left out
MOST_UNOPENED = 3  # processes in a row that end before the model is open


class LocalShards:
    """Runs shards in processes, each on one core or one GPU.

    Args:
        folder: that holds the plan.
        jobs: how many processes.
        say: told in a sentence what has become of a process.
        patience_s: how long a process may be silent before it counts as hanging.
        gpus: the numbers of the GPUs that are dealt out; empty: none.
    """

    def __init__(
        self,
        folder: Path,
        jobs: int,
        say: Say,
        *,
        patience_s: float = PATIENCE_S,
        gpus: Sequence[str] = (),
    ) -> None:
        self._folder, self._jobs, self._say = folder, jobs, say
        self.patience_s, self._gpus = patience_s, gpus
        self._children: dict[int, ShardProcess] = {}  # by the number of their thread
        self._deaths: Counter[tuple[int, bool]] = Counter()  # by place, and whether it was killed
        self._taking = threading.Lock()
        self._waiting: list[int] = []
        self._threads: list[threading.Thread] = []
        self._unopened = 0
        self._closed = False

    @property
    def at_pictures(self) -> list[int]:
        """The system's numbers of the processes that are explaining pictures."""
        return [child.number for child in [*self._children.values()] if child.place >= 0]

    @property
    def deadly(self) -> frozenset[int]:
        """The places of the pictures that are no longer tried."""
        most = {False: MOST_BROKEN, True: MOST_KILLED}
        deaths = [*self._deaths.items()]
        return frozenset(place for (place, killed), count in deaths if count >= most[killed])

    def count_death(self, place: int, *, killed: bool, times: int = 1) -> None:
        """Note that processes have died over a picture.

        Args:
            place: of the picture.
            killed: whether somebody has ended them, or the system for want of memory.
            times: how many have.
        """
        self._deaths[place, killed] += times

    def run(self, shards: Sequence[int]) -> Iterator[EndedShard]:
        """Yield what came of the shards, as it comes."""
        self._waiting = list(reversed(shards))
        found = SimpleQueue[EndedShard | UserError | None]()
        for number in range(min(self._jobs, len(shards))):
            thread = threading.Thread(
                target=self._serve, args=(number, found), name="shards", daemon=True
            )
            self._threads.append(thread)
            thread.start()
        left = min(self._jobs, len(shards))
        while left:
            try:
                ended = found.get(timeout=_LOOK_S)
            except Empty:
                self._end_silent()
                continue
            if ended is None:
                left -= 1
            elif isinstance(ended, UserError):
                raise ended
            else:
                yield ended

    def close(self) -> None:
        """End all processes."""
        self._closed = True
        for child in [*self._children.values()]:
            child.end()
        for thread in self._threads:
            thread.join()

    def _serve(self, number: int, found: SimpleQueue[EndedShard | UserError | None]) -> None:
        """Let one process after the other do shards, a fresh one where the last one has died."""
        try:
            while (shard := self._next()) is not None:
                ended = self._done(number, shard)
                if ended is not None:
                    found.put(ended)
                elif not self._closed:
                    self._waiting.append(shard)
        except UserError as error:
            found.put(error)
        finally:
            if child := self._children.pop(number, None):
                child.close()
            found.put(None)

    def _done(self, number: int, shard: int) -> EndedShard | None:
        """Let a process do a shard; None: the process has died over it.

        Raises:
            UserError: the plan cannot be followed here.
        """
        child = self._children.get(number) or self._opened(number)
        if child is None:
            return None
        ended = child.do(DoShard(shard=shard, deadly=self.deadly))
        if ended is None:
            del self._children[number]
            child.close()
            self._mourn(child, shard)
        return ended

    def _opened(self, number: int) -> ShardProcess | None:
        """Start a process and open the model in it; None: it has died over that.

        Raises:
            UserError: the plan cannot be followed here, or processes die over the model.
        """
        child = self._children[number] = ShardProcess(self._folder, self._environment(number))
        if self._closed:
            child.end()
        if child.open():
            self._unopened = 0
            return child
        del self._children[number]
        child.close()
        self._unopened += 1
        if self._unopened >= MOST_UNOPENED * self._jobs and not self._closed:
            raise UserError(
                "The processes that explain pictures end before the model is open.",
                hint="There may be too little memory: export with fewer --jobs.",
            )
        return None

    def _environment(self, number: int) -> dict[str, str]:
        """Return a process's environment: one thread for its sums, and its own GPU."""
        own = {"OMP_NUM_THREADS": "1"}
        if self._gpus:
            own["CUDA_VISIBLE_DEVICES"] = self._gpus[number % len(self._gpus)]
        return {**os.environ, **own}

    def _mourn(self, child: ShardProcess, shard: int) -> None:
        if self._closed:
            return
        if child.place >= 0:
            killed = child.was_killed and not child.fell_silent
            self.count_death(child.place, killed=killed)
        how = "did not answer any more" if child.fell_silent else "has ended"
        self._say(f"A process {how}; its shard {shard} is begun anew.")

    def _next(self) -> int | None:
        with self._taking:
            return self._waiting.pop() if self._waiting and not self._closed else None

    def _end_silent(self) -> None:
        """End the processes that have said nothing for too long."""
        for child in [*self._children.values()]:
            if child.is_busy and time.monotonic() - child.heard > self.patience_s:
                child.fell_silent = True
                child.end()
