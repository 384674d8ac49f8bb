"""The jobs that Slurm would run, run by submitit's local executor: the same bytes come of them."""

from __future__ import annotations

import pickle
import subprocess
import sys

import pytest
from given_kills import (
    KILLS,
    KILLS_LIMIT_S,
    MOST_ROUNDS,
    Disturber,
    at_shards,
    begin_anew,
    kill,
    kill_parent,
)
from given_shards import results

from viewer.batch.shards.on_slurm import MOST_JOBS, ShareOfShards, SlurmShards, most_in_array
from viewer.batch.shards.running import run_left
from viewer.core.errors import UserError
from viewer.results.store import ResultStore

pytest.importorskip("pyarrow")
pytest.importorskip("submitit")


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")  # submitit's own
def test_jobs_give_the_same_bytes(fresh, undisturbed):
    said: list[str] = []
    engine = SlurmShards(fresh, said.append, jobs=2, cluster="local")
    assert run_left(ResultStore.open(fresh), engine) == 1
    assert results(fresh) == results(undisturbed)
    assert said == []


@pytest.mark.slow
@pytest.mark.timeout(KILLS_LIMIT_S)
@pytest.mark.skipif(sys.platform != "linux", reason="processes are found in /proc")
@pytest.mark.filterwarnings("ignore")  # submitit's own
def test_kills_at_random_moments_change_no_byte(fresh, undisturbed):
    """Killed are the processes that do shards, and the jobs that have started them, in turn."""
    deeds = [(kill, kill_parent)[number % 2] for number in range(KILLS)]
    said: list[str] = []
    with Disturber(lambda: at_shards(fresh), deeds) as disturber:
        for _ in range(MOST_ROUNDS):
            engine = SlurmShards(fresh, said.append, jobs=2, cluster="local")
            assert run_left(ResultStore.open(fresh), engine) == 1
            assert results(fresh) == results(undisturbed)
            if not disturber.deeds:
                break
            begin_anew(fresh)  # done before all kills: once more
    assert disturber.deeds == []
    assert any(line.endswith("was lost (UncompletedJobError).") for line in said)


def test_a_job_that_is_put_into_the_queue_again_does_what_is_left(undisturbed):
    share = pickle.loads(pickle.dumps(ShareOfShards(undisturbed, [1, 3], jobs=1)))
    assert share() == []  # all are done: no process is started
    again = share.checkpoint()
    assert again.function.shards == [1, 3]


def test_without_slurm_a_sentence_says_so(fresh):
    with pytest.raises(UserError, match="no Slurm on this computer"):
        SlurmShards(fresh, lambda _said: None)


def test_an_array_is_no_larger_than_slurm_allows(monkeypatch):
    told = "Configuration data\nMaxArraySize            = 401\nMaxJobCount = 10000\n"

    def run(*_arguments, **_options):
        return subprocess.CompletedProcess([], 0, told, "")

    monkeypatch.setattr(subprocess, "run", run)
    assert most_in_array() == 400

    def fail(*_arguments, **_options):
        raise FileNotFoundError

    monkeypatch.setattr(subprocess, "run", fail)
    assert most_in_array() == MOST_JOBS
