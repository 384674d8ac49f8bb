"""Write a file whole or not at all: whatever goes wrong, the old one stays as it was."""

from __future__ import annotations

import errno
import os
import re
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from viewer.core.errors import UserError
from viewer.core.files.process_mark import lock
from viewer.core.foreign_text import shown_path

_PREFIX, _SUFFIX = ".camscope-", ".part"
_DRAFT = re.compile(re.escape(_PREFIX) + ".*" + re.escape(_SUFFIX), re.DOTALL)
_UNLOCKED_S = 2.0  # a draft is locked this soon after it was made, or its writer has died
_swept: set[Path] = set()  # folders whose left drafts this process has looked for
_REASONS = {
    errno.EACCES: "It may not be written to.",
    errno.EPERM: "It may not be written to.",
    errno.EROFS: "The disk is read-only.",
    errno.ENOSPC: "The disk is full.",
    errno.EDQUOT: "Your share of the disk is full.",
    errno.EEXIST: "There is a file of that name.",
    errno.ENOENT: "The folder does not exist.",
    errno.ENOTDIR: "The folder does not exist.",
    errno.EISDIR: "There is a folder of that name.",
    errno.ENAMETOOLONG: "The name is too long.",
}
_OTHER_REASON = "The system refused it; the log tells more."


class NotWritten(UserError):  # noqa: N818 - said as the others are
    """A file could not be written; what was there before is untouched."""

    reason: str = ""  # one sentence


def write_whole(
    path: Path,
    content: bytes,
    *,
    replace: bool = True,
    make_folder: bool = False,
    cached: bool = False,
) -> None:
    """Write a file beside its place and move it there, so that no half file is ever seen.

    Drafts that processes left in the folder when they died are taken away first.

    Args:
        path: where to.
        content: all of it.
        replace: whether a file that is there may be replaced. If not, one that comes while this
            is written stays, too.
        make_folder: whether a folder that is not there is made.
        cached: it can be made again: only its owner may read it, and the disk need not be waited
            for.

    Raises:
        NotWritten: the file cannot be written; what was there before is untouched.
    """
    with _told(path):
        if make_folder:
            path.parent.mkdir(0o700 if cached else 0o777, parents=True, exist_ok=True)
        _sweep_once(path.parent)
        with _drafted(path, replace=replace, cached=cached) as file:
            file.write(content)


@contextmanager
def writing_whole(path: Path) -> Generator[IO[bytes]]:
    """Yield a file to write to, which gets its name when all is written; else nothing is left.

    What is there is replaced.

    Raises:
        NotWritten: the file cannot be written; what was there before is untouched.
    """
    with _told(path):
        _sweep_once(path.parent)
        with _drafted(path, replace=True, cached=False) as file:
            yield file


@contextmanager
def _told(path: Path) -> Generator[None]:
    """Say in words why a file cannot be written."""
    try:
        yield
    except (OSError, ValueError) as error:  # a null character is no name
        reason = why(error.errno if isinstance(error, OSError) else None)
        advice = f"Choose another folder than “{shown_path(path.parent)}”."
        headline = f"“{shown_path(path.name)}” cannot be written."
        failed = NotWritten(headline, hint=f"{reason} {advice}", detail=str(error))
        failed.reason = reason
        raise failed from error


def why(number: int | None) -> str:
    """Return a sentence for the number of an error of the system's."""
    return _REASONS.get(number or 0, _OTHER_REASON)


def set_aside(path: Path) -> Path:
    """Give a damaged file another name beside its own, so that it is kept and a new one begun.

    Raises:
        OSError: it cannot be renamed.
    """
    stem = f"{path.name}.damaged-{time.strftime('%Y%m%d-%H%M%S')}"
    aside, number = path.with_name(stem), 2
    while os.path.lexists(aside):
        aside, number = path.with_name(f"{stem}-{number}"), number + 1
    return path.rename(aside)


def sweep(folder: Path, drafts: re.Pattern[str] = _DRAFT, *, older_than_s: float = 0.0) -> None:
    """Take away the drafts of processes that have died; those being written are locked and stay.

    Args:
        folder: whose; nothing happens where it cannot be read.
        drafts: the names of drafts, in full.
        older_than_s: a younger one stays. Our own drafts are locked, others may not be.
    """
    with suppress(OSError), os.scandir(folder) as entries:
        for draft in [Path(entry.path) for entry in entries if drafts.fullmatch(entry.name)]:
            with suppress(OSError):
                _sweep_one(draft, max(older_than_s, _UNLOCKED_S))


def _sweep_one(draft: Path, older_than_s: float) -> None:
    if time.time() - draft.lstat().st_mtime < older_than_s or not draft.is_file():
        return
    with draft.open("rb") as file:
        if _lock(file):
            draft.unlink()


def _sweep_once(folder: Path) -> None:
    if folder not in _swept:
        _swept.add(folder)
        sweep(folder)


@contextmanager
def _drafted(path: Path, *, replace: bool, cached: bool) -> Generator[IO[bytes]]:
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    import tempfile  # noqa: PLC0415 - no start needs it

    descriptor, name = tempfile.mkstemp(prefix=_PREFIX, suffix=_SUFFIX, dir=path.parent)
    draft = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            _lock(file)
            yield file
            file.flush()
            if not cached:
                os.fsync(file.fileno())  # a disk may tell only now that it is full
        if not cached:
            draft.chmod(_usual_mode(path))
        if replace:
            draft.replace(path)
        else:
            _place(draft, path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def _place(draft: Path, path: Path) -> None:
    """Move a draft to a name that is free.

    Raises:
        FileExistsError: the name is taken.
    """
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        raise
    except OSError:  # a file system without links: take the name first, then fill it
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
        try:
            draft.replace(path)
        except OSError:
            path.unlink()
            raise
    else:
        draft.unlink()


def _lock(file: IO[bytes]) -> bool:
    """Lock a draft for as long as it is open; the system lets go when its process ends.

    Returns:
        whether the lock was free. On Windows nobody can take an open file away, so it always is.
    """
    return os.name == "nt" or lock(file)


def _usual_mode(path: Path) -> int:
    """Return the mode an ordinary new file gets, or that of the file which is replaced."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0o077)
    os.umask(mask)
    return 0o666 & ~mask
