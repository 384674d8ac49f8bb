"""A file that is locked for as long as its process lives, however that ends."""

from __future__ import annotations

import errno
import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import IO

ATTEMPTS = 5


class ProcessMark:
    """Holds a file's lock; the system lets go of it when the process dies, even by SIGKILL.

    A number of a process would not do: the system gives it to another one later.
    """

    def __init__(self, path: Path, file: IO[bytes]) -> None:
        self.path = path
        self._file = file

    @classmethod
    def make(cls, path: Path) -> ProcessMark:
        """Make the file and lock it.

        Raises:
            OSError: the file cannot be made or locked.
        """
        for _ in range(ATTEMPTS):
            file = path.open("ab")
            if lock(file) and _is_there(path, file):
                return cls(path, file)
            file.close()  # somebody took it for that of a dead process, and away
        raise OSError(errno.ENOLCK, "the file cannot be locked", str(path))

    @classmethod
    def of_this_process(cls, folder: Path, ending: str) -> ProcessMark:
        """Make a mark that no other process has, in a folder that is made where it is not there.

        Raises:
            OSError: as for ``make``.
        """
        folder.mkdir(parents=True, exist_ok=True)
        return cls.make(folder / f"{os.getpid()}-{secrets.token_hex(4)}{ending}")

    @classmethod
    def claim(cls, path: Path) -> ProcessMark | None:
        """Lock a file that is there; None: its process lives, or another one was quicker."""
        try:
            file = path.open("r+b")
        except OSError:
            return None
        if lock(file) and _is_there(path, file):
            return cls(path, file)
        file.close()
        return None

    def release(self) -> None:
        """Let go of the file, which stays."""
        self._file.close()

    def remove(self, beside: Path | None = None) -> None:
        """Take the file away, with the one that it stands for, and let go of it."""
        if beside is not None:
            with suppress(OSError):
                beside.unlink(missing_ok=True)
        if os.name == "nt":  # there an open file cannot be taken away
            self._file.close()
        with suppress(OSError):
            self.path.unlink()
        self._file.close()


def written(path: Path) -> float:
    """Return when a file was written last, in seconds; 0 where it is not there."""
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def _is_there(path: Path, file: IO[bytes]) -> bool:
    """Tell whether a path still leads to an open file; somebody may have taken it away."""
    try:
        return os.path.samestat(path.stat(), os.fstat(file.fileno()))
    except OSError:
        return False


def lock(file: IO[bytes]) -> bool:
    """Lock an open file until it is closed; False: somebody has, or there are no locks here."""
    try:
        if os.name == "nt":
            import msvcrt  # noqa: PLC0415 - Windows alone has it

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415 - there is none on Windows

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
