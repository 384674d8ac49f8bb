"""Compiled parts of networks kept on disk, so that a model is fast from its second day on."""

from __future__ import annotations

import hashlib
import logging
import os
from contextlib import suppress
from pathlib import Path

from viewer.core.files.whole_file import NotWritten, write_whole

log = logging.getLogger(__name__)
LIMIT_BYTES = 1 << 30  # of all files together: ResNet-50 takes 90 MB, VGG-16 60 MB
MOST_TRIES = 2  # a process that ends while it compiles may have been closed, but not every time
_KEPT, _BEGUN = ".trunk", ".begun"


class TrunkStore:
    """A folder of files that can all be made again; one that cannot be used keeps nothing.

    Args:
        folder: made when the first file is kept.
        limit_bytes: what all files may take; the least recently used go first.
    """

    def __init__(self, folder: Path, limit_bytes: int = LIMIT_BYTES) -> None:
        self._folder = folder
        self._limit_bytes = limit_bytes

    def find(self, key: str) -> bytes | None:
        """Return what was kept under a key, and remember that it was wanted."""
        file = self._file(key, _KEPT)
        try:
            content = file.read_bytes()
            os.utime(file)
        except OSError:
            return None
        digest, packed = content[:32], content[32:]
        if hashlib.sha256(packed).digest() == digest:
            return packed
        self.forget(key)
        return None

    def has(self, key: str) -> bool:
        """Tell whether something is kept under a key."""
        return self._file(key, _KEPT).is_file()

    def keep(self, key: str, packed: bytes) -> None:
        """Keep something under a key, if there is room for it."""
        if len(packed) > self._limit_bytes // 2:
            return
        content = hashlib.sha256(packed).digest() + packed
        with suppress(NotWritten):
            write_whole(self._file(key, _KEPT), content, make_folder=True, cached=True)
        self._make_room()

    def forget(self, key: str) -> None:
        """Take away what was kept under a key."""
        with suppress(OSError):
            self._file(key, _KEPT).unlink(missing_ok=True)

    def begin(self, key: str) -> bool:
        """Take note that something is tried that may end the process; say whether it is worth it.

        It is not, where earlier tries have come to no end.
        """
        file = self._file(key, _BEGUN)
        try:
            tries = len(file.read_bytes())
        except OSError:
            tries = 0
        if tries >= MOST_TRIES:
            return False
        with suppress(NotWritten):
            write_whole(file, b"." * (tries + 1), make_folder=True, cached=True)
        return True

    def end(self, key: str) -> None:
        """Take note that what was begun has come to its end, a good or a bad one."""
        with suppress(OSError):
            self._file(key, _BEGUN).unlink(missing_ok=True)

    def _file(self, key: str, suffix: str) -> Path:
        return self._folder / (hashlib.sha256(key.encode()).hexdigest()[:32] + suffix)

    def _make_room(self) -> None:
        with suppress(OSError), os.scandir(self._folder) as entries:
            files = [(entry.stat(), entry.path) for entry in entries if entry.name.endswith(_KEPT)]
            left = sum(state.st_size for state, _ in files)
            for state, path in sorted(files, key=lambda file: file[0].st_mtime_ns):
                if left <= self._limit_bytes:
                    return
                Path(path).unlink()
                left -= state.st_size
