"""Let the C library keep what a pass has freed, for the next one.

By itself glibc gives the top of the heap back after every pass and asks the system for it anew,
page by page. Elsewhere nothing is done.
"""

from __future__ import annotations

import ctypes
import sys

KEPT_BYTES = 64 << 20  # this much may stay at the top of the heap
OWN_PAGES_BYTES = 32 << 20  # larger blocks go back to the system at once, as they always do
_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3  # of mallopt(3)


def keep_freed_memory() -> bool:
    """Keep freed memory in this process from now on.

    Returns:
        whether the C library can be told so.
    """
    if sys.platform != "linux":
        return False
    library = ctypes.CDLL(None)
    if not hasattr(library, "mallopt"):  # musl has none
        return False
    done = [
        library.mallopt(_MMAP_THRESHOLD, OWN_PAGES_BYTES),
        library.mallopt(_TRIM_THRESHOLD, KEPT_BYTES),
    ]
    return all(done)
