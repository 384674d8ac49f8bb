"""Shards as tasks of a Ray cluster: bounded in flight, begun anew where a computer is lost.

Nothing but the numbers of shards and what their marks tell goes through Ray: its object store, its
data sets and its actors are not used, and results are on the disk before a task ends.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

from viewer.batch.shards.engine import Say
from viewer.batch.shards.messages import EndedShard
from viewer.batch.shards.node import do_here
from viewer.core.errors import UserError
from viewer.core.foreign_text import shown

AHEAD = 2  # tasks for each core that wait in Ray, so that no core waits for us
MOST_DEATHS = 2  # of tasks over one shard, before it is done with care
PATIENCE_S = 3600.0  # for one shard
_LOOK_S = 1.0


class RayShards:
    """Runs shards on a Ray cluster.

    Args:
        folder: that holds the plan; all computers reach it under this name.
        say: told in a sentence what has become of a task.
        address: of the cluster; None: one of this computer alone is started.
        jobs: how many cores that one has; None: all.
        gpus: of each task.
        patience_s: how long a task may run before it counts as hanging.

    Raises:
        UserError: Ray is not installed, or the cluster cannot be reached.
    """

    def __init__(
        self,
        folder: Path,
        say: Say,
        *,
        address: str | None = None,
        jobs: int | None = None,
        gpus: int = 0,
        patience_s: float = PATIENCE_S,
    ) -> None:
        self._folder, self._say, self._patience_s = folder.absolute(), say, patience_s
        self._ray: Any = _ray()
        options = {"address": address} if address else {"num_cpus": jobs}
        try:
            self._ray.init(log_to_driver=False, ignore_reinit_error=True, **options)
        except (ConnectionError, RuntimeError, ValueError, OSError) as error:
            raise UserError(
                f"The Ray cluster “{address or 'local'}” cannot be reached.",
                hint="Start one with “ray start --head”, and name its address.",
                detail=str(error),
            ) from error
        # Retries are ours: a task that is lost is asked for again with what is left.
        shape = {"num_cpus": 1, "num_gpus": gpus, "max_retries": 0}
        self._task: Any = self._ray.remote(**shape)(do_here)
        self._deaths: Counter[int] = Counter()

    def run(self, shards: Sequence[int]) -> Iterator[EndedShard]:
        """Yield what came of the shards, as it comes; those whose task was lost come later."""
        # Ray's dashboard counts tasks of one name together: that is the progress of the whole.
        name = f"{shown(self._folder.name)}: {len(shards)} shards"
        waiting, flying = list(reversed(shards)), dict[Any, tuple[int, float]]()
        while waiting or flying:
            while waiting and len(flying) < self._room():
                shard = waiting.pop()
                flying[self._begun(shard, name)] = shard, time.monotonic()
            done, _ = self._ray.wait([*flying], num_returns=1, timeout=_LOOK_S)
            for task in done:
                shard, _ = flying.pop(task)
                found = self._got(task, shard)
                if found is None:
                    waiting.insert(0, shard)
                else:
                    yield found
            self._cancel_silent(flying)

    def close(self) -> None:
        """Leave the cluster; tasks that run are ended with it."""
        self._ray.shutdown()

    def _room(self) -> int:
        """Return how many tasks may fly: the cluster may have grown or shrunk."""
        return max(1, AHEAD * int(self._ray.cluster_resources().get("CPU", 1)))

    def _begun(self, shard: int, name: str) -> Any:
        careful = self._deaths[shard] >= MOST_DEATHS
        return self._task.options(name=name).remote(self._folder, shard, careful=careful)

    def _got(self, task: Any, shard: int) -> EndedShard | None:
        """Return what came of a task; None: it was lost, with its process or its computer."""
        try:
            return self._ray.get(task)
        except self._ray.exceptions.RayError as error:
            self._deaths[shard] += 1
            self._say(f"A task of Ray was lost ({type(error).__name__}); shard {shard} follows.")
            if self._deaths[shard] > 10 * MOST_DEATHS:
                raise UserError(
                    f"Ray loses every task with shard {shard}.",
                    hint="Its log tells more; all computers need the same CamScope.",
                    detail=str(error),
                ) from error
            return None

    def _cancel_silent(self, flying: dict[Any, tuple[int, float]]) -> None:
        for task, (_, since) in flying.items():
            if time.monotonic() - since > self._patience_s:
                with suppress(self._ray.exceptions.RayError):
                    self._ray.cancel(task, force=True)


def _ray() -> Any:
    try:
        return import_module("ray")
    except ImportError as error:
        raise UserError(
            "Ray is not installed.",
            hint="Type: python -m pip install 'camscope[ray]'",
            detail=str(error),
        ) from error
