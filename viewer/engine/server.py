"""The engine's process: read requests from a pipe, send results, die cleanly."""

from __future__ import annotations

import gc
import logging
import os
import sys
import threading
from typing import TYPE_CHECKING, BinaryIO, Literal

from viewer import paths
from viewer.core.errors import ArchitectureNeeded, Cancelled, UserError
from viewer.core.layer_maps import ExplainLayers
from viewer.core.log_lines import log_to
from viewer.core.messages import (
    Began,
    Cancel,
    ExplainAside,
    Neighbours,
    OpenModel,
    Progress,
    failure_of,
    open_failed,
    stopped,
)
from viewer.core.records import ExplainRequest, Finished, ImageRef, ModelRef
from viewer.core.structure import DescribeModules
from viewer.core.verdict_store import VerdictStore
from viewer.core.verdicts import Judge
from viewer.core.wire import Unpacker, pack
from viewer.core.zoo import ListZoo, Zoo
from viewer.engine.child import die_with_parent, take_over_standard_streams
from viewer.engine.freed_memory import keep_freed_memory
from viewer.engine.inbox import Inbox, Work
from viewer.engine.starting import make_engine, ready

if TYPE_CHECKING:
    from viewer.engine.engine import Engine

log = logging.getLogger(__name__)
Outcome = Literal["answered", "failed", "interrupted"]
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


class Server:
    """One engine behind one pipe; the newest request wins."""

    def __init__(self, requests: BinaryIO, replies: BinaryIO) -> None:
        self._requests = requests
        self._replies = replies
        self._inbox = Inbox()
        self._engine: Engine | None = None
        self._answered: ExplainRequest | None = None  # what may be prepared for
        self._neighbours: tuple[ImageRef, ...] = ()
        self._store = VerdictStore(paths.user_cache() / "verdicts.sqlite")
        self._aside = False  # whether what is running is for a figure
        self._opening = False  # whether what is running opens a model
        self._sending = threading.Lock()

    def serve(self) -> None:
        """Import torch, say so, then answer for ever; the reading thread ends the process."""
        threading.Thread(target=self._read, name="requests", daemon=True).start()
        gc.disable()  # there is no garbage in what is being loaded; the search takes tenths
        from viewer.engine.engine import Engine  # noqa: PLC0415 - torch takes seconds

        gc.freeze()
        with make_engine(Engine, self._send) as engine:
            self._engine = engine
            self._send(ready(engine))
            self._do(engine, self._inbox.take())  # opens a model, which loads the rest
            gc.enable()
            while True:
                self._prepare(engine)
                self._do(engine, self._inbox.take())

    def _do(self, engine: Engine, message: Work) -> None:
        if isinstance(message, OpenModel):
            self._answered, self._opening = None, True
            self._send(Began(ref=message.ref))
            self._open(engine, message.ref)
            self._opening = False
        elif isinstance(message, DescribeModules):
            self._describe(engine, message)
        elif isinstance(message, ExplainAside):
            self._explain_aside(engine, message)
        elif isinstance(message, ListZoo):
            self._list_zoo()
        elif isinstance(message, ExplainLayers):
            self._explain_layers(engine, message)
        elif isinstance(message, Judge):
            self._judge(engine, message)
        else:
            self._send(Began(serial=message.serial))
            outcome = self._explain(engine, message)
            self._answered = message if outcome == "answered" else None

    def _read(self) -> None:
        """Take messages as they come; a closed pipe means the window is gone, so end at once."""
        unpacker = Unpacker()
        while data := os.read(self._requests.fileno(), 1 << 16):
            for message in unpacker.feed(data):
                if isinstance(message, Neighbours):
                    self._neighbours = message.images
                    continue
                # In this order: what is put may be taken at once, and must not be cancelled itself.
                if self._engine is not None and self._interrupts(message):
                    self._engine.cancel()
                for work in self._inbox.put(message):
                    self._send(stopped(work))
        os._exit(0)

    def _interrupts(self, message: object) -> bool:
        """Tell whether what is running must make way; "no more aside" stops only what is aside.

        The opening of a model makes way to another model, or because the user stops it.
        """
        if self._opening:
            return isinstance(message, OpenModel | Cancel)
        if isinstance(message, ExplainAside):
            return message.request is None and self._aside
        return not isinstance(message, DescribeModules | ExplainLayers | Judge | ListZoo)

    def _send(self, record: object) -> None:
        frame = pack(record)
        with self._sending:
            self._replies.write(frame)
            self._replies.flush()

    def _open(self, engine: Engine, ref: ModelRef) -> None:
        try:
            self._send(engine.open(ref))
        except Cancelled:
            self._send(stopped(OpenModel(ref=ref)))
        except UserError as error:
            log.info("opening %s: %s %s", ref, error, error.detail)
            from viewer.engine.models.architectures import all_names  # noqa: PLC0415

            known = all_names() if isinstance(error, ArchitectureNeeded) else ()
            self._send(open_failed(ref, error, known=known))
        except Exception as error:  # the worker's border
            log.exception("opening %s failed", ref)
            headline, hint = "This model could not be opened.", "Help > Show log tells why."
            told = UserError(headline, hint=hint, detail=repr(error))
            self._send(open_failed(ref, told))

    def _describe(self, engine: Engine, wish: DescribeModules) -> None:
        """Answer with the model's structure; an explanation comes first, also half-way."""
        try:
            self._send(engine.describe(wish.ref, wish.size))
        except Cancelled:
            self._inbox.put_back(wish)
        except Exception as error:  # noqa: BLE001 - the worker's border; the maps tell what fails
            log.info("no structure of %s at %s: %r", wish.ref, wish.size, error)

    def _list_zoo(self) -> None:
        from viewer.engine.models.catalogue import list_zoo  # noqa: PLC0415 - torch takes seconds

        try:
            self._send(list_zoo())
        except Exception:  # the worker's border
            log.exception("the zoo cannot be listed")
            self._send(Zoo(entries=()))

    def _judge(self, engine: Engine, wish: Judge) -> None:
        """Say the top class of some pictures; whatever else waits comes first, also half-way."""
        try:
            self._send(engine.judge(wish, self._store, hold=lambda: self._inbox.occupied))
        except Cancelled:
            self._inbox.put_back(wish)  # what is judged already is looked up the next time

    def _explain_layers(self, engine: Engine, wish: ExplainLayers) -> None:
        """Answer with the maps of all blocks; an explanation makes the wish out of date."""
        try:
            self._send(engine.explain_layers(wish.request))
        except Cancelled:
            self._inbox.put_back(wish)
        except Exception as error:  # noqa: BLE001 - the worker's border; the maps tell what fails
            log.info("no maps of all layers: %r", error)

    def _prepare(self, engine: Engine) -> None:
        """Compute what may be asked next; as soon as anything waits, leave the rest for later."""
        request = self._answered
        if request is None or self._inbox.occupied:
            return
        try:
            engine.prepare(request, self._neighbours, hold=lambda: self._inbox.occupied)
        except Exception:  # the worker's border; nobody has asked for this
            log.exception("preparing after request %d failed", request.serial)
        if not self._inbox.occupied:
            self._answered = None

    def _explain_aside(self, engine: Engine, wish: ExplainAside) -> None:
        """Explain for a figure; what the window wants comes first, also half-way."""
        if wish.request is None:
            return
        self._aside = True
        try:
            outcome = self._explain(engine, wish.request)
        finally:
            self._aside = False
        if outcome == "interrupted":
            self._inbox.put_back(wish)

    def _explain(self, engine: Engine, request: ExplainRequest) -> Outcome:
        """Answer a request, and tell what came of it."""
        at_work = -1  # the pane whose slow method runs
        try:
            for reply in engine.explain(request):
                if self._inbox.waiting:
                    return "interrupted"
                at_work = reply.pane if isinstance(reply, Progress) else -1
                self._send(reply)
            self._send(Finished(serial=request.serial))
        except Cancelled:
            log.info("request %d cancelled", request.serial)
            # Stopped by the user, and not by something newer?
            if not self._aside and not self._inbox.waiting:
                self._send(stopped(request, pane=at_work))
                self._send(Finished(serial=request.serial))
            return "interrupted"
        except UserError as error:
            log.info("request %d: %s %s", request.serial, error, error.detail)
            self._send(failure_of(error, request.serial))
        except Exception as error:  # the worker's border
            log.exception("request %d failed", request.serial)
            headline = "This explanation failed."
            hint = "Try another layer or method; Help > Show log tells why."
            told = UserError(headline, hint=hint, detail=repr(error))
            self._send(failure_of(told, request.serial))
        else:
            return "answered"
        return "failed"


if __name__ == "__main__":
    sys.exit(main())
