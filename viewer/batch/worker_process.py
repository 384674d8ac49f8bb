"""One process of an export: options and items come through a pipe, outcomes go back."""

from __future__ import annotations

import io
import pickle
import signal
from contextlib import closing
from typing import Any, BinaryIO

from viewer.batch.shards.messages import OpenPlan
from viewer.batch.shards.serving import serve_shards
from viewer.batch.way import Opened
from viewer.batch.worker import Worker
from viewer.core.errors import UserError
from viewer.engine.serve.child import die_with_parent, take_over_standard_streams


def main() -> int:
    """Serve the process that has started this one, until its end of the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # that process is told, and ends this one
    die_with_parent()
    requests, replies = take_over_standard_streams()
    with io.BufferedReader(requests) as given, replies:  # pyright: ignore[reportArgumentType]
        _serve(given, replies)
    return 0


def _serve(given: io.BufferedReader, replies: BinaryIO) -> None:
    opening = _read(given)
    if opening is None:
        return
    if isinstance(opening, OpenPlan):
        serve_shards(opening, lambda: _read(given), replies)
        return
    try:
        worker = Worker(opening.options, opening.way)
    except UserError as error:
        _write(error, replies)
        return
    with closing(worker):
        _write(Opened(info=worker.info, way=worker.way), replies)
        while (item := _read(given)) is not None:
            _write(worker.outcome(item), replies)


def _read(given: io.BufferedReader) -> Any:
    """Return a message of our own program's; None: there are no more."""
    try:
        return pickle.load(given)  # noqa: S301 - from the process that has started this one
    except EOFError:
        return None


def _write(message: object, replies: BinaryIO) -> None:
    replies.write(pickle.dumps(message))
    replies.flush()
