"""A process that is given one order through a pipe, and ends when the window hangs up."""

from __future__ import annotations

import os
import threading
from typing import Any, BinaryIO

from viewer.core.asks.wire import Unpacker


def read_order(requests: BinaryIO) -> Any:
    """Wait for the order; None: the window went away before it gave one.

    From then on this process ends, at once, when the window closes the pipe.
    """
    unpacker = Unpacker()
    while data := os.read(requests.fileno(), 1 << 16):
        for order in unpacker.feed(data):
            threading.Thread(target=_end_with_the_window, args=(requests,), daemon=True).start()
            return order
    return None


def _end_with_the_window(requests: BinaryIO) -> None:
    while os.read(requests.fileno(), 1 << 16):
        pass
    os._exit(0)
