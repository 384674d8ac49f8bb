"""Downloads against a server of our own: resumed, checked, whole or not at all, and in words."""

from __future__ import annotations

import errno
import hashlib
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, cast

import pytest

from viewer.core.errors import Cancelled, UserError
from viewer.core.models.zoo_entries import Download
from viewer.engine.models.zoo import transfer
from viewer.engine.models.zoo.downloads import download

DATA = hashlib.shake_256(b"weights").digest(1_500_000)
SHA256 = hashlib.sha256(DATA).hexdigest()
NAME = f"net-{SHA256[:8]}.pth"
COMMIT = "0123456789" * 4


@dataclass
class Site:
    """What the server sends, and what it was asked."""

    url: str = ""
    data: bytes = DATA
    ranges: bool = True
    length: bool = True
    cuts: list[int] = field(default_factory=list)  # bytes after which the next answers break off
    status: int = 200
    page: bool = False
    hub: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)  # the Range of each GET
    redirect: str = ""


@pytest.fixture
def site():
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_words, **_named):
            pass

        def do_HEAD(self):
            self.send_response(302 if site.hub else 200)
            for name, value in {**site.hub, "Location": "/elsewhere"}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def do_GET(self):
            asked = self.headers.get("Range", "")
            site.asked.append(asked)
            if site.redirect:
                self.send_response(302)
                self.send_header("Location", site.redirect)
                self.send_header("Content-Length", "0")
                self.end_headers()
                site.redirect = ""
                return
            start = int(asked[6:-1]) if asked and site.ranges else 0
            total = len(site.data)
            if start >= total > 0:
                self.send_response(416)
                self.send_header("Content-Range", f"bytes */{total}")
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            body = site.data[start:]
            self.send_response(206 if start else site.status)
            if start:
                self.send_header("Content-Range", f"bytes {start}-{total - 1}/{total}")
            self.send_header("Content-Type", "text/html" if site.page else "application/zip")
            if site.length:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.close_connection = True
            self.wfile.write(body[: site.cuts.pop(0)] if site.cuts else body)

    with Server(("127.0.0.1", 0), Handler) as server:
        site.url = f"http://127.0.0.1:{server.server_address[1]}/{NAME}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield site
        server.shutdown()
        thread.join()


class Server(ThreadingHTTPServer):
    def handle_error(self, request, client_address):
        """Say nothing: some tests hang up in the middle of an answer."""


@pytest.fixture
def order(site, tmp_path) -> Download:
    return Download(
        spec="zoo:net", url=site.url, folder=tmp_path / "new", file_name=NAME, sha256=SHA256[:8]
    )


def fetch(order: Download, check: Callable[[], None] = lambda: None) -> list[tuple[int, int]]:
    told: list[tuple[int, int]] = []
    download(order, report=lambda *fact: told.append(fact), check=check)
    return told


def stop_after(calls: int) -> Callable[[], None]:
    left = iter(range(calls))

    def check() -> None:
        if next(left, None) is None:
            raise Cancelled

    return check


def files(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_download_is_whole_and_tells_how_far_it_is(order):
    told = fetch(order)
    assert (order.folder / NAME).read_bytes() == DATA
    assert files(order.folder) == {NAME}
    assert told[0] == (0, len(DATA))
    assert told[-1] == (len(DATA), len(DATA))
    assert [done for done, _ in told] == sorted(done for done, _ in told)


def test_a_stopped_download_goes_on_where_it_stopped(order, site):
    with pytest.raises(Cancelled):
        fetch(order, stop_after(3))
    part = order.folder / f"{NAME}.part"
    kept = part.stat().st_size
    assert 0 < kept < len(DATA)
    assert files(order.folder) == {part.name}
    told = fetch(order)
    assert site.asked == ["", f"bytes={kept}-"]
    assert told[0] == (kept, len(DATA))
    assert (order.folder / NAME).read_bytes() == DATA
    assert files(order.folder) == {NAME}


def test_a_server_without_ranges_sends_the_file_anew(order, site):
    site.ranges = False
    with pytest.raises(Cancelled):
        fetch(order, stop_after(3))
    assert fetch(order)[0] == (0, len(DATA))
    assert (order.folder / NAME).read_bytes() == DATA


def test_a_cut_connection_is_taken_up_again(order, site):
    site.cuts = [400_000, 300_000, 1]
    fetch(order)
    assert site.asked == ["", "bytes=400000-", "bytes=700000-", "bytes=700001-"]
    assert (order.folder / NAME).read_bytes() == DATA


def test_a_connection_that_is_cut_again_and_again_is_told_and_the_part_kept(order, site):
    site.cuts = [500_000, 0, 0, 0, 0]
    with pytest.raises(UserError, match=r"The connection to .* was cut") as told:
        fetch(order)
    assert "goes on where it stopped" in told.value.hint
    assert (order.folder / f"{NAME}.part").stat().st_size == 500_000
    site.cuts = []
    fetch(order)
    assert (order.folder / NAME).read_bytes() == DATA


def test_a_part_that_is_complete_already_is_only_checked(order, site):
    order.folder.mkdir()
    (order.folder / f"{NAME}.part").write_bytes(DATA)
    fetch(order)
    assert len(site.asked) == 1
    assert (order.folder / NAME).read_bytes() == DATA


@pytest.mark.parametrize("part", [b"x" * 1000, b"x" * (len(DATA) + 5)], ids=["short", "too long"])
def test_a_part_of_another_file_is_thrown_away(part, order):
    order.folder.mkdir()
    (order.folder / f"{NAME}.part").write_bytes(part)
    fetch(order)
    assert (order.folder / NAME).read_bytes() == DATA


def test_a_wrong_file_never_gets_into_the_cache(order, site):
    site.data = DATA[:-1] + b"!"
    with pytest.raises(UserError, match="is not the published file; it was deleted"):
        fetch(order)
    assert files(order.folder) == set()


def test_a_file_without_a_known_hash_is_never_continued(order, site):
    unknown = replace(order, sha256="")
    order.folder.mkdir()
    (order.folder / f"{NAME}.part").write_bytes(b"of another day")
    fetch(unknown)
    assert site.asked == [""]
    assert (order.folder / NAME).read_bytes() == DATA


def test_a_server_that_does_not_say_the_size_is_trusted_as_far_as_the_hash_goes(order, site):
    site.length = False
    assert fetch(order)[-1] == (len(DATA), 0)
    assert (order.folder / NAME).read_bytes() == DATA


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (404, "The file is no longer at 127.0.0.1."),
        (403, "127.0.0.1 does not give this file away."),
        (503, "127.0.0.1 answered with error 503."),
    ],
)
def test_a_refusal_is_told_in_words(status, words, order, site):
    site.status = status
    with pytest.raises(UserError) as told:
        fetch(order)
    assert told.value.headline == words
    assert not (order.folder / NAME).exists()


def test_a_log_in_page_is_not_taken_for_the_file(order, site):
    site.page = True
    with pytest.raises(UserError, match="a web page instead of the file"):
        fetch(order)
    assert files(order.folder) == set()


def test_a_server_that_is_not_there_is_told(order):
    away = replace(order, url="http://127.0.0.1:9/net.pth")
    with pytest.raises(UserError, match="cannot be reached"):
        fetch(away)


def test_redirects_are_followed_but_never_to_a_plain_address(order, site):
    site.redirect = "/mirror/" + NAME
    fetch(order)
    assert (order.folder / NAME).read_bytes() == DATA
    from urllib.error import HTTPError
    from urllib.request import Request

    from viewer.engine.models.zoo.web import _Redirects

    nothing = cast(Any, None)
    with pytest.raises(HTTPError, match="unencrypted") as caught:
        _Redirects().redirect_request(
            Request("https://a.org/x"), nothing, 302, "Found", nothing, "http://b.org/x"
        )
    caught.value.close()


def test_a_disk_that_is_too_small_is_told_before_anything_is_written(order, monkeypatch):
    usage = type("Usage", (), {"free": 1_000_000})
    monkeypatch.setattr(transfer.shutil, "disk_usage", lambda _folder: usage)
    with pytest.raises(UserError, match="not enough room on the disk") as told:
        fetch(order)
    assert str(order.folder) in told.value.hint
    assert files(order.folder) == set()


def test_a_disk_that_fills_up_meanwhile_keeps_the_part(order, monkeypatch):
    fsync = transfer.os.fsync

    def fail(_number):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(transfer.os, "fsync", fail)
    with pytest.raises(UserError, match="not enough room on the disk"):
        fetch(order)
    assert files(order.folder) == {f"{NAME}.part"}
    monkeypatch.setattr(transfer.os, "fsync", fsync)
    fetch(order)
    assert (order.folder / NAME).read_bytes() == DATA


def test_a_folder_that_cannot_be_written_is_told(order):
    order.folder.write_text("a file where the folder should be")
    with pytest.raises(UserError, match="cannot be written to"):
        fetch(order)


@pytest.fixture
def hub_order(site, tmp_path) -> Download:
    site.hub = {"X-Repo-Commit": COMMIT, "X-Linked-Etag": f'"{SHA256}"', "ETag": '"other"'}
    return Download(
        spec="timm:net",
        url=site.url,
        folder=tmp_path / "hub",
        file_name="model.safetensors",
        hub_id="timm/net.a1",
    )


def test_the_hub_s_own_library_finds_what_was_downloaded(hub_order):
    from huggingface_hub import try_to_load_from_cache

    with pytest.raises(Cancelled):
        fetch(hub_order, stop_after(4))
    fetch(hub_order)
    found = try_to_load_from_cache("timm/net.a1", "model.safetensors", cache_dir=hub_order.folder)
    assert isinstance(found, str)
    assert Path(found).read_bytes() == DATA
    assert Path(found).resolve().name == SHA256
    fetch(hub_order)  # once more: nothing is sent, nothing breaks
    assert Path(found).read_bytes() == DATA


def test_without_links_the_file_itself_stands_in_the_snapshot(hub_order, monkeypatch):
    from huggingface_hub import try_to_load_from_cache

    def refuse(*_arguments):
        raise OSError("links need a privilege")

    monkeypatch.setattr(Path, "symlink_to", refuse)
    fetch(hub_order)
    found = try_to_load_from_cache("timm/net.a1", "model.safetensors", cache_dir=hub_order.folder)
    assert isinstance(found, str)
    assert Path(found).read_bytes() == DATA


def test_a_hub_that_does_not_say_what_it_sends_is_refused(hub_order, site):
    site.hub["X-Linked-Etag"] = '"../../../evil"'
    with pytest.raises(UserError, match="does not tell which file"):
        fetch(hub_order)
    assert site.asked == []
