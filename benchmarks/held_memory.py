"""How much memory a benchmark's own process holds."""

from __future__ import annotations

import os
from pathlib import Path


def held_mb() -> float:
    """Return the memory that this process holds, in MB; 0 where the system does not tell it so."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / (1 << 20)
