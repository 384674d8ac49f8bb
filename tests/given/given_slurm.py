"""A Slurm of one computer, this one: munged, slurmctld and slurmd in a folder of their own."""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PROGRAMS = ("munged", "slurmctld", "slurmd", "sbatch", "srun", "scontrol", "sinfo")
LIMIT_S = 60.0
CONF = """
ClusterName=camscope
SlurmctldHost=localhost(127.0.0.1)
AuthType=auth/munge
AuthInfo=socket={place}/munge
CredType=cred/munge
SlurmUser=root
SlurmdUser=root
SlurmctldPort={ports[0]}
SlurmdPort={ports[1]}
StateSaveLocation={place}/state
SlurmdSpoolDir={place}/spool
SlurmctldPidFile={place}/slurmctld.pid
SlurmdPidFile={place}/slurmd.pid
SlurmctldLogFile={place}/slurmctld.log
SlurmdLogFile={place}/slurmd.log
ProctrackType=proctrack/pgid
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SchedulerParameters=batch_sched_delay=0,sched_interval=1
ReturnToService=2
KillWait=2
MpiDefault=none
MaxArraySize=101
NodeName=localhost NodeAddr=127.0.0.1 CPUs=2 RealMemory=1000 State=UNKNOWN
PartitionName=all Nodes=localhost Default=YES MaxTime=INFINITE State=UP
"""


def why_not() -> str:
    """Return why there can be no Slurm here; empty: there can."""
    missing = [name for name in PROGRAMS if shutil.which(name) is None]
    if missing:
        return (
            f"Slurm is not installed ({', '.join(missing)}): apt-get install slurmctld slurmd munge"
        )
    return "" if os.geteuid() == 0 else "slurmd is started by root alone"


@contextmanager
def slurm() -> Iterator[Path]:
    """Run the cluster; yield its configuration, which SLURM_CONF is to name."""
    with tempfile.TemporaryDirectory(prefix="slurm-") as name:  # short, for munge's socket
        place = Path(name)
        place.chmod(0o755)
        for folder in ("state", "spool"):
            (place / folder).mkdir()
        (place / "key").write_bytes(secrets.token_bytes(1024))
        (place / "key").chmod(0o400)
        conf = place / "slurm.conf"
        conf.write_text(CONF.format(place=place, ports=_free_ports(2)))
        daemons: list[subprocess.Popen[bytes]] = []
        try:
            daemons.append(_started(place, "munged", *_munge(place)))
            _wait_for((place / "munge").is_socket)
            for program in ("slurmctld", "slurmd"):
                extra = ("-i",) if program == "slurmctld" else ("-N", "localhost")
                daemons.append(_started(place, program, "-D", "-f", str(conf), *extra))
            _wait_for(lambda: "idle" in _told(conf, "sinfo", "-h", "-o", "%t"))
            yield conf
        finally:
            _told(conf, "scancel", "--user=root")
            with suppress(TimeoutError):
                _wait_for(lambda: len(daemons) < 3 or not _told(conf, "squeue", "-h"))
            for daemon in reversed(daemons):
                daemon.kill()
                daemon.wait(LIMIT_S)


def _munge(place: Path) -> list[str]:
    files = {"key-file": "key", "socket": "munge", "pid-file": "pid", "seed-file": "seed"}
    return ["--foreground", "--force", *(f"--{key}={place / file}" for key, file in files.items())]


def _started(place: Path, program: str, *arguments: str) -> subprocess.Popen[bytes]:
    with (place / f"{program}.out").open("wb") as log:
        return subprocess.Popen([program, *arguments], stdout=log, stderr=log)


def _told(conf: Path, *command: str) -> str:
    environment = {**os.environ, "SLURM_CONF": str(conf)}
    done = subprocess.run(
        command, check=False, capture_output=True, text=True, env=environment, timeout=LIMIT_S
    )
    return done.stdout


def _wait_for(fact) -> None:
    begun = time.monotonic()
    while not fact():
        if time.monotonic() - begun > LIMIT_S:
            raise TimeoutError("Slurm did not start.")
        time.sleep(0.1)


def _free_ports(count: int) -> list[int]:
    probes = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [probe.getsockname()[1] for probe in probes]
    for probe in probes:
        probe.close()
    return ports
