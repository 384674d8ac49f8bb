"""Shards as jobs of Slurm, through submitit: one array, each job with a share of what is left.

A job runs our processes on its computer, and goes on where it was if Slurm takes the computer away
from it: submitit puts it into the queue again. The driver need not live: what jobs write stays.
"""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from viewer.batch.shards.engine import Say
from viewer.batch.shards.messages import EndedShard
from viewer.batch.shards.node import do_share
from viewer.batch.shards.share import shards_of
from viewer.core.errors import UserError
from viewer.results.store import ResultStore

MOST_JOBS = 1000  # Slurm's usual MaxArraySize is 1001
LOGS = "slurm"
REQUEUES = 100
MOST_FRUITLESS = 3
_LOOK_S = 2.0


class ShareOfShards:
    """What one job does; Slurm may end it and begin it again, and it goes on with what is left."""

    def __init__(self, folder: Path, shards: Sequence[int], jobs: int) -> None:
        self.folder, self.shards, self.jobs = folder, shards, jobs

    def __call__(self) -> list[EndedShard]:
        """Do the shards that are not done."""
        store = ResultStore.open(self.folder)
        left = [shard for shard in self.shards if not store.is_done(shard)]
        return do_share(self.folder, left, jobs=self.jobs)

    def checkpoint(self) -> Any:
        """Return what submitit puts into the queue when the job is preempted."""
        return import_module("submitit").helpers.DelayedSubmission(self)


class SlurmShards:
    """Runs shards as one array of jobs.

    Args:
        folder: that holds the plan; all computers reach it under this name.
        say: told in a sentence what has become of a job.
        jobs: how many jobs there may be; None: one for each shard, as far as Slurm takes them.
        partition: of Slurm; None: its default.
        gpus: of each job.
        cluster: "slurm"; or "local" for processes of this computer that submitit starts.

    Raises:
        UserError: submitit is not installed, or there is no Slurm.
    """

    def __init__(
        self,
        folder: Path,
        say: Say,
        *,
        jobs: int | None = None,
        partition: str | None = None,
        gpus: int = 0,
        cluster: str = "slurm",
    ) -> None:
        self._folder, self._say = folder.absolute(), say
        self._most = min(jobs or MOST_JOBS, most_in_array() if cluster == "slurm" else MOST_JOBS)
        options: dict[str, Any] = {"timeout_min": 24 * 60, "cpus_per_task": 1}
        options |= {"gpus_per_node": gpus} if gpus else {}
        options |= {"slurm_partition": partition} if partition else {}
        options |= {"slurm_array_parallelism": self._most} if cluster == "slurm" else {}
        executor = _submitit().AutoExecutor
        limit = {f"{cluster}_max_num_timeout": REQUEUES}
        try:
            self._executor: Any = executor(self._folder / LOGS, cluster=cluster, **limit)
            self._executor.update_parameters(**options)
        except (RuntimeError, ValueError, OSError) as error:
            raise UserError(
                "There is no Slurm on this computer.",
                hint="Type the command where “sbatch” can be run.",
                detail=str(error),
            ) from error
        self._jobs: list[Any] = []
        self._fruitless = 0  # arrays in a row of which nothing came

    def run(self, shards: Sequence[int]) -> Iterator[EndedShard]:
        """Yield what came of the shards when the marks are there, whoever has written them."""
        store = ResultStore.open(self._folder)
        count = min(self._most, len(shards))
        shares = [[shards[n] for n in shards_of((k, count), len(shards))] for k in range(count)]
        tasks = [ShareOfShards(self._folder, share, jobs=1) for share in shares]
        self._jobs = self._executor.submit_array(tasks)
        left, self._fruitless = set(shards), self._fruitless + 1
        while left:
            running = any(not job.done() for job in self._jobs)  # asked before we look at marks
            for shard in sorted(left & set(store.done())):
                left.discard(shard)
                self._fruitless = 0
                yield EndedShard(shard=shard, done=store.read_mark(shard))
            if not running:
                break
            if left:
                time.sleep(_LOOK_S)
        yield from self._errors()

    def close(self) -> None:
        """Take the jobs that are left out of Slurm's queue."""
        for job in self._jobs:
            if not job.done():
                job.cancel()

    def _errors(self) -> Iterator[EndedShard]:
        """Yield why shards cannot be done; a job that was lost is told, and its share follows."""
        for job in self._jobs:
            try:
                for each in job.result():
                    if each.error is not None:
                        yield each
            except UserError as error:
                yield EndedShard(shard=-1, error=error)
            except Exception as error:  # noqa: BLE001 - whatever submitit makes of a lost job
                self._say(f"Job {job.job_id} was lost ({type(error).__name__}).")
        if self._fruitless >= MOST_FRUITLESS:
            lost = UserError(
                "Nothing comes of the jobs that Slurm runs.",
                hint=f"Their logs in the folder “{LOGS}” tell more.",
            )
            yield EndedShard(shard=-1, error=lost)


def most_in_array() -> int:
    """Return how many jobs an array of Slurm's may have."""
    try:
        told = subprocess.run(
            ["scontrol", "show", "config"], capture_output=True, text=True, check=True, timeout=30
        ).stdout
    except (OSError, subprocess.SubprocessError):
        return MOST_JOBS
    for line in told.splitlines():
        name, _, value = line.partition("=")
        if name.strip() == "MaxArraySize" and value.strip().isdecimal():
            return max(1, int(value) - 1)
    return MOST_JOBS


def _submitit() -> Any:
    os.environ.setdefault("OMP_NUM_THREADS", "1")  # jobs get the environment
    try:
        return import_module("submitit")
    except ImportError as error:
        raise UserError(
            "submitit, which talks to Slurm, is not installed.",
            hint="Type: python -m pip install 'camscope[slurm]'",
            detail=str(error),
        ) from error
