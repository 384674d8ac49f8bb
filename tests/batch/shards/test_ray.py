"""A Ray cluster of a head and two workers, one of which is killed: the same bytes come of it."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from given_shards import results

pytest.importorskip("pyarrow")
pytest.importorskip("ray")
pytestmark = pytest.mark.slow
START = [sys.executable, "-m", "ray.scripts.scripts", "start", "--block", "--disable-usage-stats"]
SMALL = ("--num-cpus=1", "--object-store-memory=80000000")
RUN = """
import sys
from pathlib import Path
from viewer.batch.shards.on_ray import RayShards
from viewer.batch.shards.running import run_left
from viewer.results.store import ResultStore
folder, address = Path(sys.argv[1]), sys.argv[2]
said = lambda line: print(line, flush=True)
sys.exit(run_left(ResultStore.open(folder), RayShards(folder, said, address=address)))
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Cluster:
    """Nodes of Ray as processes of this computer, each with all that belongs to it in a session."""

    def __init__(self, place: Path) -> None:
        self._nodes: list[subprocess.Popen[bytes]] = []
        self._log = place / "ray.log"
        self.port = free_port()
        self.add(
            "--head", f"--port={self.port}", "--include-dashboard=false", f"--temp-dir={place}"
        )
        self.address = self._told_address()

    def add(self, *options: str) -> None:
        with self._log.open("ab") as log:
            command = [*START, *SMALL, *options]
            node = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True)
        self._nodes.append(node)

    def _told_address(self) -> str:
        """Wait until the head says under which address it is reached."""
        while self._nodes[0].poll() is None:
            if told := re.search(rf"--address='([\d.]+:{self.port})'", self._log.read_text()):
                return told[1]
            time.sleep(0.2)
        raise RuntimeError(self._log.read_text())

    def join(self) -> None:
        self.add(f"--address={self.address}")

    def kill(self, number: int) -> None:
        """Let a node be gone at once, with all its processes."""
        os.killpg(self._nodes[number].pid, signal.SIGKILL)
        self._nodes[number].wait()

    def end(self) -> None:
        for number, node in enumerate(self._nodes):
            if node.poll() is None:
                self.kill(number)


@pytest.fixture
def cluster(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Cluster]:
    # Newer versions of Ray ask for a token, unless they are told otherwise.
    monkeypatch.setenv("RAY_AUTH_MODE", "disabled")
    place = Path(tmp_path_factory.mktemp("r"))
    cluster = Cluster(place)
    try:
        cluster.join()
        cluster.join()
        yield cluster
    finally:
        cluster.end()


def test_a_computer_that_is_lost_costs_nothing(
    cluster: Cluster, fresh: Path, undisturbed: Path
) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", RUN, str(fresh), cluster.address],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as driver:
        watchdog = threading.Timer(200.0, driver.kill)
        watchdog.start()
        assert driver.stdout is not None
        said: list[str] = []
        for line in driver.stdout:
            said.append(line)
            if "[1/6]" in line:
                cluster.kill(2)
        watchdog.cancel()
    assert driver.returncode == 1, "".join(said)
    assert results(fresh) == results(undisturbed), "".join(said)
