"""The download's process: progress, outcome, and an end at once, also when a server is silent."""

from __future__ import annotations

import contextlib
import hashlib
import sys
import threading
import time
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from viewer import paths
from viewer.core.models.zoo_entries import Download
from viewer.work.download import Downloader

DATA = hashlib.shake_256(b"weights").digest(3_000_000)
SHA256 = hashlib.sha256(DATA).hexdigest()
START_MS = 60_000


@pytest.fixture
def site():
    """A server that sends a third of the file, then waits until it is told to go on."""
    go_on = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_words, **_named):
            pass

        def do_GET(self):
            start = int((self.headers.get("Range") or "bytes=0-")[6:-1])
            self.send_response(206 if start else 200)
            if start:
                span = f"bytes {start}-{len(DATA) - 1}/{len(DATA)}"
                self.send_header("Content-Range", span)
            self.send_header("Content-Length", str(len(DATA) - start))
            self.end_headers()
            self.wfile.write(DATA[start : start + 1_000_000])
            self.wfile.flush()
            go_on.wait(60)
            with contextlib.suppress(OSError):
                self.wfile.write(DATA[start + 1_000_000 :])

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/net.pth", go_on
        go_on.set()
        server.shutdown()
        thread.join()


@pytest.fixture
def order(site, tmp_path) -> Download:
    return Download(
        spec="zoo:net", url=site[0], folder=tmp_path / "c", file_name="net.pth", sha256=SHA256
    )


@pytest.fixture
def downloader(qapp):
    downloader = Downloader(paths.download_command())
    downloader.told = []
    for name in ("progressed", "finished", "failed", "stopped"):
        signal = getattr(downloader, name)
        signal.connect(lambda fact, name=name: downloader.told.append((name, fact)))
    yield downloader
    downloader.shut_down()


def names(downloader) -> list[str]:
    return [name for name, _ in downloader.told]


def test_a_download_is_stopped_at_once_and_goes_on_later(downloader, order, site, qtbot):
    downloader.start(order)
    part = order.folder / "net.pth.part"
    qtbot.waitUntil(lambda: part.exists() and part.stat().st_size >= 900_000, timeout=START_MS)
    start_s = time.monotonic()
    downloader.stop()
    assert time.monotonic() - start_s < 2.0
    assert not downloader.running
    assert names(downloader)[-1] == "stopped"
    kept = part.stat().st_size
    site[1].set()
    downloader.start(order)
    qtbot.waitUntil(lambda: names(downloader)[-1] == "finished", timeout=START_MS)
    assert (order.folder / "net.pth").read_bytes() == DATA
    assert downloader.told[-1][1].path == order.folder / "net.pth"
    resumed = [fact for name, fact in downloader.told if name == "progressed"]
    assert resumed[-1].done_bytes == resumed[-1].total_bytes == len(DATA)
    assert any(fact.done_bytes >= kept for fact in resumed)
    assert not downloader.running


def test_a_failure_is_told_in_words(downloader, order, qtbot):
    downloader.start(replace(order, url="http://127.0.0.1:9/net.pth"))
    qtbot.waitUntil(lambda: bool(downloader.told), timeout=START_MS)
    (name, failure) = downloader.told[-1]
    assert name == "failed"
    assert failure.headline == "127.0.0.1 cannot be reached."


@pytest.mark.parametrize("command", [["/no/such/program"], [sys.executable, "-c", "exit(3)"]])
def test_a_process_that_dies_is_told(command, order, qtbot):
    downloader, told = Downloader(command), []
    downloader.failed.connect(told.append)
    downloader.start(order)
    qtbot.waitUntil(lambda: bool(told), timeout=START_MS)
    assert "stopped unexpectedly" in told[0].headline
    assert not downloader.running
