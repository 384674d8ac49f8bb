"""The download's process: one order from a pipe, progress and outcome back; ends with the window.

A process of its own can be stopped at once, also while a server does not answer; what it has
brought so far stays on the disk and is continued next time.
"""

from __future__ import annotations

import logging
import sys
import time
from typing import BinaryIO

from viewer.core.asks.wire import pack
from viewer.core.errors import UserError
from viewer.core.log_lines import log_to
from viewer.core.models.zoo_entries import Download, Downloaded, DownloadFailed, DownloadProgress
from viewer.engine.models.zoo.downloads import download
from viewer.engine.serve.one_order import read_order

log = logging.getLogger(__name__)
REPORT_EVERY_S = 0.1


def main() -> int:
    """Serve one order; the standard streams are the pipe."""
    log_to(sys.stderr)
    order = read_order(sys.stdin.buffer)
    if order is not None:
        _serve(order, sys.stdout.buffer)
    return 0


def _serve(order: Download, replies: BinaryIO) -> None:
    told_s = 0.0

    def send(record: object) -> None:
        replies.write(pack(record))
        replies.flush()

    def report(done: int, total: int) -> None:
        nonlocal told_s
        now_s = time.monotonic()
        if now_s - told_s >= REPORT_EVERY_S or done == total:
            told_s = now_s
            send(DownloadProgress(spec=order.spec, done_bytes=done, total_bytes=total))

    try:
        path = download(order, report=report, check=lambda: None)
        send(Downloaded(spec=order.spec, path=path))
    except UserError as error:
        log.info("download of %s: %s %s", order.spec, error, error.detail)
        send(_failed(order, error))
    except Exception as error:  # the worker's border
        log.exception("download of %s failed", order.spec)
        hint = "Help > Show log tells why."
        send(_failed(order, UserError("The download failed.", hint=hint, detail=repr(error))))


def _failed(order: Download, error: UserError) -> DownloadFailed:
    return DownloadFailed(
        spec=order.spec, headline=error.headline, hint=error.hint, detail=error.detail
    )


if __name__ == "__main__":
    sys.exit(main())
