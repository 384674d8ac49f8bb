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
from collections.abc import Callable, Iterator
from contextlib import suppress
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from given_kills import KILLS, MOST_ROUNDS, Disturber, at_shards, begin_anew, kill
from given_shards import results

pytest.importorskip("pyarrow")
pytest.importorskip("ray")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="processes are found in /proc"),
]
DASHBOARD = find_spec("aiohttp_cors") is not None  # what it needs is installed
LIMIT_S = 200.0 + 40.0 * KILLS  # for one export
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
        self.dashboard = free_port() if DASHBOARD else 0
        self.add(
            "--head",
            f"--port={self.port}",
            f"--include-dashboard={str(DASHBOARD).lower()}",
            f"--dashboard-port={self.dashboard}",
            f"--temp-dir={place}",
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

    def kill_last(self) -> None:
        """Let a node be gone at once, with all its processes, which share its session."""
        node = self._nodes.pop()
        for place in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):  # it has ended meanwhile
                if os.getsid(int(place.name)) == node.pid:
                    os.kill(int(place.name), signal.SIGKILL)
        node.wait()

    def end(self) -> None:
        while self._nodes:
            self.kill_last()


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with pytest.MonkeyPatch.context() as patch:
        # Newer versions of Ray ask for a token, unless they are told otherwise.
        patch.setenv("RAY_AUTH_MODE", "disabled")
        cluster = Cluster(Path(tmp_path_factory.mktemp("r")))
        try:
            cluster.join()
            yield cluster
        finally:
            cluster.end()


def driven(folder: Path, cluster: Cluster, hear: Callable[[str], object] = str) -> None:
    """Run an export on a cluster in a process of its own, for no longer than some minutes."""
    command = [sys.executable, "-c", RUN, str(folder), cluster.address]
    with subprocess.Popen(
        command, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as driver:
        watchdog = threading.Timer(LIMIT_S, driver.kill)
        watchdog.start()
        assert driver.stdout is not None
        said: list[str] = []
        for line in driver.stdout:
            said.append(line)
            hear(line)
        watchdog.cancel()
    assert driver.returncode == 1, "".join(said)  # one picture is none


@pytest.mark.skipif(not DASHBOARD, reason="without Ray's dashboard: pip install 'ray[default]'")
@pytest.mark.timeout(LIMIT_S + 100)
def test_the_dashboard_shows_how_many_of_the_shards_are_done(cluster: Cluster, fresh: Path) -> None:
    state: Any = import_module("ray.util.state")
    driven(fresh, cluster)
    told: Any = state.summarize_tasks(f"http://127.0.0.1:{cluster.dashboard}")
    counts = told["cluster"]["summary"]["fresh: 6 shards"]["state_counts"]
    assert counts == {"FINISHED": 6}


@pytest.mark.timeout(LIMIT_S + 100)
def test_a_computer_that_is_lost_costs_nothing(
    cluster: Cluster, fresh: Path, undisturbed: Path
) -> None:
    cluster.join()
    driven(fresh, cluster, lambda line: cluster.kill_last() if "[1/6]" in line else None)
    assert results(fresh) == results(undisturbed)


@pytest.mark.timeout(LIMIT_S * MOST_ROUNDS)
def test_kills_at_random_moments_change_no_byte(
    cluster: Cluster, fresh: Path, undisturbed: Path
) -> None:
    with Disturber(lambda: at_shards(fresh), [kill] * KILLS) as disturber:
        for _ in range(MOST_ROUNDS):
            driven(fresh, cluster)
            assert results(fresh) == results(undisturbed)
            if not disturber.deeds:
                break
            begin_anew(fresh)  # done before all kills: once more
    assert disturber.deeds == []
