"""Bring one file from the web onto the disk: continued where it stopped, checked, whole or not.

What arrives goes into ``NAME.part`` beside its place and moves there only when it is complete and
its SHA-256 is right. A part whose hash is known beforehand is continued by HTTP Range; a server
that does not know ranges sends the file anew.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from ssl import SSLError
from typing import IO
from urllib.error import HTTPError

from viewer.core.errors import UserError
from viewer.engine.models.zoo.web import ask, disk_in_words, host_of, in_words

TellBytes = Callable[[int, int], None]  # bytes on the disk, bytes in all (0: unknown)
Check = Callable[[], None]  # raises to stop
CHUNK_BYTES = 1 << 18
TRIES_WITHOUT_PROGRESS = 2
MARGIN_BYTES = 32 << 20  # a disk is not filled to the brim


class _CutError(Exception):
    """The connection ended before the file did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One file to bring."""

    url: str
    target: Path
    sha256: str = ""  # the hash or its start; empty: unknown, then nothing can be continued

    @property
    def part(self) -> Path:
        """Where the file grows."""
        return self.target.with_name(f"{self.target.name}.part")


def bring(wanted: Wanted, *, report: TellBytes, check: Check) -> None:
    """Bring a file to its place; a cut connection is taken up again while it makes progress.

    Args:
        wanted: what, where to.
        report: told how far it is, a few times for each megabyte.
        check: called between pieces; what it raises ends the transfer and keeps the part.

    Raises:
        UserError: the server, the network, the disk or the file is at fault.
    """
    try:
        wanted.part.parent.mkdir(parents=True, exist_ok=True)
        if not wanted.sha256:
            wanted.part.unlink(missing_ok=True)
        continued = _size(wanted.part) > 0
        _fill(wanted, report, check)
        if not _is_right(wanted) and continued:
            wanted.part.unlink()  # the beginning was of another file
            _fill(wanted, report, check)
        if not _is_right(wanted):
            wanted.part.unlink()
            raise UserError(
                f"What {host_of(wanted.url)} sent is not the published file; it was deleted.",
                hint="Try again later, or open a weights file that you have.",
                detail=f"{wanted.url}: the SHA-256 does not begin with {wanted.sha256}",
            )
        wanted.part.replace(wanted.target)
    except OSError as error:
        raise disk_in_words(error, wanted.part) from error


def _fill(wanted: Wanted, report: TellBytes, check: Check) -> None:
    """Ask again as long as that brings more of the file."""
    vain = 0
    while True:
        before = _size(wanted.part)
        try:
            _receive(wanted, before, report, check)
            return
        except (HTTPException, _CutError, ConnectionError, TimeoutError, SSLError) as error:
            vain = 0 if _size(wanted.part) > before else vain + 1
            if vain >= TRIES_WITHOUT_PROGRESS or not wanted.sha256:
                raise UserError(
                    f"The connection to {host_of(wanted.url)} was cut.",
                    hint="Start the download again: it goes on where it stopped.",
                    detail=repr(error),
                ) from error


def _receive(wanted: Wanted, start: int, report: TellBytes, check: Check) -> None:
    """Ask for the rest of the file, and append it.

    Raises:
        _CutError: there is less than the server promised.
        UserError: the server refuses, or the disk has no room.
    """
    check()
    headers = {"Range": f"bytes={start}-"} if start else {}
    try:
        answer = ask(wanted.url, headers)
    except HTTPError as error:
        with error:
            if error.code == 416 and start:  # nothing is left to send, or the part is too long
                if error.headers.get("Content-Range") != f"bytes */{start}":
                    wanted.part.unlink()
                    raise _CutError("the part did not belong to this file") from error
                return
            raise in_words(error, wanted.url) from error
    with answer:
        start = start if answer.status == 206 else 0
        total = _total(answer, start)
        _refuse_pages(answer, wanted.url)
        _refuse_full_disk(wanted.part, total - start)
        with wanted.part.open("r+b" if start else "wb") as file:
            file.seek(start)
            file.truncate()
            _copy(answer, file, total, report, check)


def _copy(
    answer: HTTPResponse, file: IO[bytes], total: int, report: TellBytes, check: Check
) -> None:
    done = file.tell()
    report(done, total)
    while piece := answer.read1(CHUNK_BYTES):
        check()
        file.write(piece)
        done += len(piece)
        report(done, total)
    file.flush()
    os.fsync(file.fileno())
    if total and done != total:
        raise _CutError(f"{done} of {total} bytes")


def _total(answer: HTTPResponse, start: int) -> int:
    """Return the whole file's size; 0: the server does not say."""
    if answer.status == 206:
        span, _, whole = answer.headers.get("Content-Range", "").partition("/")
        if not span.startswith(f"bytes {start}-"):
            raise _CutError(f"asked for {start} and got “{span}”")
        return int(whole) if whole.isdecimal() else 0
    length = answer.headers.get("Content-Length", "")
    return int(length) if length.isdecimal() else 0


def _refuse_pages(answer: HTTPResponse, url: str) -> None:
    """Refuse what a hotel's or a school's network sends instead of a file."""
    if answer.headers.get_content_type() == "text/html":
        raise UserError(
            f"{host_of(url)} answered with a web page instead of the file.",
            hint="Perhaps this network wants you to log in first; open a browser to see.",
        )


def _refuse_full_disk(part: Path, missing_bytes: int) -> None:
    free = shutil.disk_usage(part.parent).free
    if missing_bytes > 0 and missing_bytes + MARGIN_BYTES > free:
        raise OSError(28, f"{missing_bytes} bytes are missing and {free} are free")


def _is_right(wanted: Wanted) -> bool:
    with wanted.part.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest().startswith(wanted.sha256)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0
