"""Write a file whole or not at all: whatever goes wrong, the old one stays as it was."""

from __future__ import annotations

import errno
import os
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import IO

from viewer.core.errors import UserError
from viewer.core.foreign_text import shown_path

_PREFIX, _SUFFIX = ".camscope-", ".part"
_UNLOCKED_S = 2.0  # a draft is locked this soon after it was made, or its writer has died
_swept: set[Path] = set()  # folders whose left drafts this process has looked for
_REASONS = {
    errno.EACCES: "it may not be written to",
    errno.EPERM: "it may not be written to",
    errno.EROFS: "it is read-only",
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "your share of the disk is full",
    errno.ENOENT: "the folder does not exist",
    errno.ENOTDIR: "the folder does not exist",
    errno.EISDIR: "there is a folder of that name",
    errno.ENAMETOOLONG: "the name is too long",
}


def write_whole(path: Path, content: bytes) -> None:
    """Write a file beside its place and move it there, so that no half file is ever seen.

    Drafts that processes left in the folder when they died are taken away first.

    Raises:
        UserError: the file cannot be written; what was there before is untouched.
    """
    try:
        if path.parent not in _swept:
            _swept.add(path.parent)
            sweep(path.parent)
        _replace(path, content)
    except OSError as error:
        reason = _REASONS.get(error.errno or 0, error.strerror or "the system refused")
        raise UserError(
            f"“{shown_path(path.name)}” cannot be written: {reason}.",
            hint=f"Choose another folder than “{shown_path(path.parent)}”.",
            detail=str(error),
        ) from error


def sweep(folder: Path) -> None:
    """Take away the drafts of processes that have died; those being written are locked and stay."""
    with suppress(OSError), os.scandir(folder) as entries:
        left = [
            Path(entry.path)
            for entry in entries
            if entry.name.startswith(_PREFIX) and entry.name.endswith(_SUFFIX)
        ]
        for draft in left:
            with suppress(OSError):
                _sweep_one(draft)


def _sweep_one(draft: Path) -> None:
    if time.time() - draft.lstat().st_mtime < _UNLOCKED_S or not draft.is_file():
        return
    with draft.open("rb") as file:
        if _lock(file):
            draft.unlink()


def _replace(path: Path, content: bytes) -> None:
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    descriptor, name = tempfile.mkstemp(prefix=_PREFIX, suffix=_SUFFIX, dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            _lock(file)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())  # a disk may tell only now that it is full
        Path(name).chmod(_usual_mode(path))
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _lock(file: IO[bytes]) -> bool:
    """Lock a draft for as long as it is open; the system lets go when its process ends.

    Returns:
        whether the lock was free. On Windows nobody can take an open file away, so it always is.
    """
    try:
        import fcntl  # noqa: PLC0415 - there is none on Windows
    except ImportError:
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:  # somebody writes it, or this file system knows no locks
        return False
    return True


def _usual_mode(path: Path) -> int:
    """Return the mode an ordinary new file gets, or that of the file which is replaced."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0o077)
    os.umask(mask)
    return 0o666 & ~mask
