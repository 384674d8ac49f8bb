"""Results kept within a limit of bytes: what was used least recently goes first."""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Hashable
from pathlib import Path
from typing import Generic, TypeVar

V = TypeVar("V")

SHARE_OF_FREE = 4  # without a limit of the user's, the results take a quarter of what is free
UNKNOWN_FREE_BYTES = 4 << 30  # where the system does not tell


class BoundedCache(Generic[V]):
    """A dictionary whose values take no more than so many bytes together.

    Args:
        limit_bytes: what does not fit is not kept at all.
    """

    def __init__(self, limit_bytes: int) -> None:
        self.limit_bytes = limit_bytes
        self.used_bytes = 0
        self._items: OrderedDict[Hashable, tuple[V, int]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._items)

    def get(self, key: Hashable) -> V | None:
        """Return what is kept under a key, and remember that it was wanted."""
        if key not in self._items:
            return None
        self._items.move_to_end(key)
        return self._items[key][0]

    def clear(self) -> None:
        """Keep nothing any more."""
        self._items.clear()
        self.used_bytes = 0

    def put(self, key: Hashable, value: V, size_bytes: int) -> None:
        """Keep a value; the least recently used ones make room for it."""
        if (old := self._items.pop(key, None)) is not None:
            self.used_bytes -= old[1]
        if size_bytes > self.limit_bytes:
            return
        self._items[key] = value, size_bytes
        self.used_bytes += size_bytes
        while self.used_bytes > self.limit_bytes:
            _, (_, freed) = self._items.popitem(last=False)
            self.used_bytes -= freed


def default_limit_bytes() -> int:
    """Return a quarter of the memory that is free now."""
    return _free_bytes() // SHARE_OF_FREE


def _free_bytes() -> int:
    """Return how much memory programs may still take; Linux estimates it."""
    meminfo = Path("/proc/meminfo")
    if meminfo.exists():
        for line in meminfo.read_text(encoding="ascii").splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) << 10
    if hasattr(os, "sysconf") and "SC_PHYS_PAGES" in os.sysconf_names:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2
    return UNKNOWN_FREE_BYTES
