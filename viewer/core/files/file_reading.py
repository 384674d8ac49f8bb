"""The one way to read a file that others made: ordinary, within a bound of bytes, never waited for.

A pipe, a device or a file of ``/proc`` may keep a reader waiting for ever or fill the memory; here
they are refused without a byte being read.
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from viewer.core.errors import Cancelled, LimitReached, UserError

_PIECE_BYTES = 16 << 20
_HEAD_BYTES = 4096
_NO_WAIT = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
_TO_READ = os.O_RDONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0) | _NO_WAIT


def read_file(
    path: Path, *, most_bytes: int, begins: Callable[[bytes], object] | None = None
) -> bytes:
    """Read an ordinary file once, whole and unchanged.

    Args:
        path: where it is; a link is followed.
        most_bytes: a larger file is refused before it is read.
        begins: gets the first 4096 bytes and may refuse the file by raising, before all is read.

    Raises:
        UserError: the file cannot be read, is no ordinary file, is empty, or changes meanwhile.
        LimitReached: it is larger than ``most_bytes``.
    """
    with open_file(path) as file:
        before = os.fstat(file.fileno())
        size = _bounded(before.st_size, most_bytes)
        if begins is not None:
            begins(file.read(_HEAD_BYTES))
            file.seek(0)
        data = file.read(size + 1)  # in one piece: joining pieces would hold Python up
        while len(data) < size and (piece := file.read(_PIECE_BYTES)):
            data += piece
        _check_unchanged(before, os.fstat(file.fileno()), len(data))
        return data


def hash_file(path: Path, *, most_bytes: int, cancelled: Callable[[], bool] = lambda: False) -> str:
    """Return the SHA-256 of an ordinary file, as 64 hexadecimal digits.

    Args:
        path: where it is; a link is followed.
        most_bytes: a larger file is refused before it is read.
        cancelled: asked between pieces of 16 MB.

    Raises:
        UserError: as for ``read_file``.
        Cancelled: ``cancelled`` said yes.
    """
    with open_file(path) as file:
        before, seen, digest = os.fstat(file.fileno()), 0, hashlib.sha256()
        size = _bounded(before.st_size, most_bytes)
        while seen <= size and (piece := file.read(min(_PIECE_BYTES, size + 1 - seen))):
            if cancelled():
                raise Cancelled
            digest.update(piece)
            seen += len(piece)
        _check_unchanged(before, os.fstat(file.fileno()), seen)
        return digest.hexdigest()


def read_head(path: Path | str, most_bytes: int = _HEAD_BYTES) -> bytes:
    """Return how an ordinary file begins, with as few questions to the disk as there can be.

    Raises:
        UserError: it is a folder, a pipe or a device.
        OSError: it is not there, or may not be read.
        ValueError: this is no file's name.
    """
    descriptor = os.open(path, _TO_READ)
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise UserError("This is not an ordinary file.", hint="It is a device or a pipe.")
        return os.read(descriptor, most_bytes)
    finally:
        os.close(descriptor)


@contextmanager
def open_file(path: Path) -> Generator[IO[bytes]]:
    """Open an ordinary file for reading, unbuffered, without ever waiting for it.

    Faults of reading inside the ``with`` are told in the same words.

    Raises:
        UserError: it is not there, may not be read, or is a folder, a pipe or a device.
    """
    try:
        with _opened(path) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise UserError("This is not an ordinary file.", hint="It is a device or a pipe.")
            yield file
    except (FileNotFoundError, NotADirectoryError):
        raise UserError(
            "The file is no longer there.", hint="It was moved or deleted; reload the folder."
        ) from None
    except PermissionError as fault:
        raise UserError(
            "You do not have permission to read this file.", detail=str(fault.strerror)
        ) from None
    except IsADirectoryError:
        raise UserError("This is a folder, not a file.") from None
    except OSError as fault:
        loop = fault.errno == errno.ELOOP
        headline = "This link leads back to itself." if loop else "The file cannot be read."
        raise UserError(headline, detail=str(fault.strerror)) from None


@contextmanager
def unchanging(file: IO[bytes]) -> Generator[None]:
    """See that an open file is the same after it was read more than once.

    Raises:
        UserError: it was written to meanwhile.
    """
    before = os.fstat(file.fileno())
    yield
    after = os.fstat(file.fileno())
    _check_unchanged(before, after, before.st_size)


def _opened(path: Path) -> IO[bytes]:
    try:
        # Path.open takes no opener, and without O_NONBLOCK opening a pipe waits for ever.
        return open(path, "rb", buffering=0, opener=_open_without_waiting)
    except ValueError:  # a null character, or a lone surrogate
        raise UserError("This is not the name of a file.") from None


def _bounded(size: int, most_bytes: int) -> int:
    if not size:
        raise UserError("The file is empty (0 bytes).", hint="Copy or download it again.")
    if size > most_bytes:
        raise LimitReached(f"The file has {size >> 20:,} MB; the limit is {most_bytes >> 20:,} MB.")
    return size


def _check_unchanged(before: os.stat_result, after: os.stat_result, seen: int) -> None:
    stamps = [(one.st_size, one.st_mtime_ns, one.st_ctime_ns) for one in (before, after)]
    if stamps[0] != stamps[1] or seen != before.st_size:
        raise UserError("The file changed while it was being read.", hint="Try again.")


def _open_without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | _NO_WAIT)
