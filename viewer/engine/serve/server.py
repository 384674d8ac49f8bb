"""The engine's process: read requests from a pipe, send results, die cleanly."""

from __future__ import annotations

import contextlib
import gc
import logging
import os
import sys
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, BinaryIO

from viewer.core.asks.jobs import JOBS
from viewer.core.asks.wire import Unpacker, pack
from viewer.core.errors import Cancelled
from viewer.core.log_lines import log_to
from viewer.engine.serve.child import die_with_parent, take_over_standard_streams
from viewer.engine.serve.freed_memory import keep_freed_memory
from viewer.engine.serve.handlers import HANDLERS
from viewer.engine.serve.inbox import Closed
from viewer.engine.serve.service import Service
from viewer.engine.serve.starting import make_engine, ready

if TYPE_CHECKING:
    from viewer.engine.engine import Engine

log = logging.getLogger(__name__)
POLITENESS = 5


def main() -> int:
    """Serve the window on the standard streams until its end of the pipe closes."""
    log_to(sys.stderr)
    die_with_parent()
    keep_freed_memory()
    if hasattr(os, "nice"):
        os.nice(POLITENESS)
    requests, replies = take_over_standard_streams()
    Server(requests, replies).serve()
    return 0


def serve_inside(requests: BinaryIO, replies: BinaryIO) -> None:
    """Serve a window of this very process until it hangs up (``work/engine_inside.py``)."""
    server = Server(requests, replies)
    server.at_end = server.hang_up
    collects = gc.isenabled()
    with requests, replies, contextlib.suppress(Closed):
        try:
            server.serve()
        finally:
            if collects:
                gc.enable()


class Server:
    """One engine behind one pipe; the newest request wins."""

    def __init__(self, requests: BinaryIO, replies: BinaryIO) -> None:
        self.at_end: Callable[[], None] = lambda: os._exit(0)  # the window is gone: at once
        self._requests = requests
        self._replies = replies
        self._sending = threading.Lock()
        self._service = Service(self._send)
        self._inbox = self._service.inbox

    def serve(self) -> None:
        """Import torch, say so, then answer for ever; the reading thread ends the process."""
        threading.Thread(target=self._read, name="requests", daemon=True).start()
        collects = gc.isenabled()  # not in the window's own process
        gc.disable()  # there is no garbage in what is being loaded; the search takes tenths
        from viewer.engine.engine import Engine  # noqa: PLC0415 - torch takes seconds

        gc.freeze()
        with make_engine(Engine, self._send) as engine:
            self._service.engine = engine
            self._send(ready(engine))
            self._do(self._inbox.take())  # opens a model, which loads the rest
            if collects:
                gc.enable()
            while True:
                self._prepare(engine)
                self._do(self._inbox.take())

    def _do(self, message: object) -> None:
        self._service.set_running(message)
        try:
            HANDLERS[type(message)](self._service, message)
        except Cancelled:
            self._inbox.put_back(message)
        except Exception as error:  # the worker's border; what must be told, is told further in
            log.info("%s is not answered: %r", type(message).__name__, error, exc_info=True)
        finally:
            self._service.set_running(None)

    def _read(self) -> None:
        """Take messages as they come; a closed pipe means that the window is gone."""
        unpacker = Unpacker()
        while data := os.read(self._requests.fileno(), 1 << 16):
            for message in unpacker.feed(data):
                # In this order: what is put may be taken at once, and must not be cancelled itself.
                self._service.make_way(message)
                if JOBS[type(message)].waits:
                    self._inbox.put(message)
                else:
                    HANDLERS[type(message)](self._service, message)
        self.at_end()

    def hang_up(self) -> None:
        """Leave what is computed at the next module, and wait for nothing more."""
        self._inbox.close()
        self._service.leave()

    def _send(self, record: object) -> None:
        frame = pack(record)
        with self._sending:
            self._replies.write(frame)
            self._replies.flush()

    def _prepare(self, engine: Engine) -> None:
        """Compute what may be asked next; as soon as anything waits, leave the rest for later."""
        service = self._service
        request = service.answered
        if request is None or self._inbox.occupied:
            return
        try:
            engine.prepare(request, service.neighbours, hold=lambda: self._inbox.occupied)
        except Exception:  # the worker's border; nobody has asked for this
            log.exception("preparing after request %d failed", request.serial)
        if not self._inbox.occupied:
            service.answered = None


if __name__ == "__main__":
    sys.exit(main())
