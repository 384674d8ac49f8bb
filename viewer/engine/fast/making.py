"""A graph compiled by a thread of its own, or read from the disk where it was compiled before.

The thread holds Python's lock for about a tenth of a second; a process of its own would take three
seconds more, for importing torch and reading the weights.
"""

from __future__ import annotations

import hashlib
import logging
import threading
from collections.abc import Callable

import torch
from torch import Tensor

from viewer.core.stores.trunk_store import TrunkStore
from viewer.engine.fast import compiled
from viewer.engine.fast.cut import NoCut
from viewer.engine.look.still import Check
from viewer.engine.look.subject import Subject

log = logging.getLogger(__name__)
_POLL_S = 0.02


class Making:
    """Compiles one graph.

    Args:
        store: of what was compiled before. What ends the process in spite of all, and comes to no
            end again and again, is given up.
        key: what the compiled graph hangs on.
        x: pictures of the size and number that a run is for.
        trace: writes the graph down; called here and now, where it is not known already.
        told: another process has made the same: notes and files are left as they are.
        streams: how many runs it makes side by side.

    Raises:
        NoCut: it has come to no end before.
    """

    def __init__(
        self,
        store: TrunkStore,
        key: str,
        x: Tensor,
        trace: Callable[[], torch.jit.ScriptModule],
        *,
        told: bool = False,
        streams: int = 1,
    ) -> None:
        if not told and not store.begin(key):
            raise NoCut("it was tried before, and came to no end")
        self._store, self._key, self._x, self._told = store, key, x, told
        self._streams = streams
        self.done: compiled.Compiled | None = None
        try:
            packed = store.find(key)
            traced = trace() if packed is None else None
        except BaseException:
            self.end(good=True)
            raise
        self._thread = threading.Thread(
            target=self._work, args=(packed, traced), name="compiling", daemon=True
        )
        self._thread.start()

    @property
    def goes_on(self) -> bool:
        """Whether the thread is at work."""
        return self._thread.is_alive()

    def wait(self, check: Check) -> None:
        """Wait for the thread; what ``check`` raises ends the waiting."""
        while self._thread.is_alive():
            self._thread.join(_POLL_S)
            check()

    def end(self, *, good: bool) -> None:
        """Take note that what was made has been tried; keep it on the disk if it is good."""
        if self._told:
            return
        self._store.end(self._key)
        if not good:
            self._store.forget(self._key)

    def _work(self, packed: bytes | None, traced: torch.jit.ScriptModule | None) -> None:
        threads, streams = torch.get_num_threads(), self._streams
        try:
            if traced is not None:
                made = compiled.compiled(traced, self._x, threads=threads, streams=streams)
                self._store.keep(self._key, made.packed())
            else:
                made = compiled.unpacked(packed or b"", threads=threads, streams=streams)
            self.done = made
        except Exception:  # the thread's border; torch does without
            log.info("a graph could not be compiled", exc_info=True)


def key_of(subject: Subject, *what: object) -> str:
    """Return what a compiled graph of a network hangs on, besides what it is for."""
    opened = subject.opened
    tree = hashlib.sha256(opened.tree.encode()).hexdigest()
    network = opened.weights_sha256, opened.architecture, opened.code, opened.weight_set, tree
    engines = torch.__version__, compiled.engine_name(), torch.get_num_threads()
    return repr((network, engines, what))
