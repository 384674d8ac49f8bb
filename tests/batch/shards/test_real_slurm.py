"""An export on a real Slurm: its jobs are killed and put into the queue again; no byte differs."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from given_shards import results
from given_slurm import slurm, why_not

pytest.importorskip("pyarrow")
pytest.importorskip("submitit")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(why_not()), reason=why_not()),
]
COMMAND = [sys.executable, "-m", "camscope", "export", "--engine", "slurm", "--jobs", "2"]


def test_jobs_of_a_real_slurm_give_the_same_bytes_also_where_they_are_requeued(
    fresh: Path, undisturbed: Path
) -> None:
    with slurm() as conf:
        environment = {**os.environ, "SLURM_CONF": str(conf)}
        with subprocess.Popen(
            [*COMMAND, "--out", str(fresh)],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=environment,
        ) as driver:
            while driver.poll() is None and not list((fresh / "done").glob("*")):
                time.sleep(0.02)
            at_work = _output(environment, "squeue", "-h", "-r", "-t", "R", "-o", "%A").split()
            assert at_work
            _output(environment, "scontrol", "requeue", at_work[0])
            while not _output(environment, "squeue", "-h", "-r", "-t", "PD"):
                time.sleep(0.2)
            # Slurm would let it wait for two minutes.
            _output(environment, "scontrol", "update", f"JobId={at_work[0]}", "StartTime=now")
            told, _ = driver.communicate(timeout=200)
        assert driver.returncode == 1, told  # one picture is none
        assert results(fresh) == results(undisturbed), told
        log = (conf.parent / "slurmctld.log").read_text()
        assert "Requeuing" in log, log


def _output(environment: dict[str, str], *command: str) -> str:
    return subprocess.run(
        command, env=environment, capture_output=True, text=True, check=True
    ).stdout
