"""The trunks of the open model: made ready in idle time, tried on a picture, and used from then on.

The graph is written down between two questions, module by module, and left as soon as anything is
asked. A thread converts and compiles it: it holds Python's lock for about a tenth of a second, and
a process of its own would take three seconds more, for importing torch and reading the weights.
What ends the process in spite of all is not tried a third time (`core/stores/trunk_store.py`).
"""

from __future__ import annotations

import hashlib
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

import torch
from torch import nn

from viewer.core.errors import UserError
from viewer.core.stores.trunk_store import TrunkStore
from viewer.engine.fast import compiled
from viewer.engine.fast.cut import Cut, NoCut, find_cut
from viewer.engine.fast.sample import Sample, sample_of
from viewer.engine.fast.tracing import trace
from viewer.engine.fast.trunk import Trunk
from viewer.engine.fast.wanted import is_fit, is_wanted
from viewer.engine.look.forward import FORWARD_ERRORS
from viewer.engine.look.passes import Pass
from viewer.engine.look.sight import Sight
from viewer.engine.look.still import Check
from viewer.engine.look.subject import Subject

log = logging.getLogger(__name__)
MOST = 4  # trunks of one model: each holds weights of its own
Place = tuple[str, tuple[int, ...]]  # the layer that it ends with, and the shape of its input


@dataclass(slots=True)
class _Making:
    """A trunk that a thread compiles."""

    place: Place
    key: str
    subject: Subject
    cut: Cut
    sample: Sample
    thread: threading.Thread = field(init=False)
    done: compiled.Compiled | None = None


class Trunks:
    """What one engine has; it is asked by one thread at a time.

    Args:
        device: where models compute.
        store: what was compiled before.
    """

    def __init__(self, device: torch.device, store: TrunkStore) -> None:
        self.device = device
        self._store = store
        self._model: nn.Module | None = None
        self._trunks: dict[Place, Trunk | None] = {}  # None: torch does it
        self._making: _Making | None = None
        self._left: list[threading.Thread] = []  # they compile what nobody wants any more

    @property
    def in_use(self) -> bool:
        """Whether the open model has a trunk that new pictures go through."""
        return any(trunk is not None for trunk in self._trunks.values())

    def run(
        self, subject: Subject, sight: Sight, layers: frozenset[str], check: Check
    ) -> Pass | None:
        """Return a pass of a new picture that recorded these layers; None: torch is to make it."""
        trunk = self._fitting(subject, sight, layers)
        if trunk is None or not is_wanted(self.device):
            return None
        try:
            run = trunk.run(sight.x, layers, check, subject.model.task)
        except (UserError, *FORWARD_ERRORS):
            log.info("the fast trunk failed, torch goes on", exc_info=True)
            self._trunks[trunk.cut.layer, tuple(sight.x.shape)] = None
            return None
        return run if bool(run.capture.answer.detach().isfinite().all()) else None

    def begin(self, subject: Subject, sight: Sight, layers: frozenset[str], check: Check) -> None:
        """Begin to make a trunk for the layers in use, unless there is one.

        Args:
            subject: the open model.
            sight: a picture that torch has passed.
            layers: those that the panes show.
            check: called before every module; what it raises ends this, and it is begun anew later.
        """
        self.belong_to(subject)
        if self._making is not None or len(self._trunks) >= MOST:
            return
        if not is_wanted(self.device) or not is_fit(subject):
            return
        place = _earliest(subject, layers), tuple(sight.x.shape)
        run = sight.run
        if place in self._trunks or run is None or run.fast or place[0] not in run.layers:
            return
        try:
            self._making = self._made(subject, sight, run, place, check)
        except (NoCut, UserError, *FORWARD_ERRORS) as reason:
            self._refuse(place, str(reason))

    def settle(self, check: Check, *, wait: bool = False) -> None:
        """Take a trunk into use that has been compiled, if it does what torch does.

        Args:
            check: called before every module; what it raises ends this, to be done later.
            wait: until it is compiled.
        """
        making = self._making
        if making is None or (not wait and making.thread.is_alive()):
            return
        making.thread.join()
        reason = "it could not be compiled"
        if making.done is not None:
            trunk = Trunk(making.subject.opened.module, making.cut, making.done)
            reason = _tried(trunk, making, check)
            self._trunks[making.place] = trunk
        self._making = None
        self._store.end(making.key)
        if reason:
            self._store.forget(making.key)
            self._refuse(making.place, reason)
        else:
            log.info("pictures go through the fast trunk up to “%s”", making.place[0])

    def belong_to(self, subject: Subject | None) -> None:
        """Have no trunks of another model; a thread that compiles one is not waited for."""
        model = None if subject is None else subject.opened.module
        if self._model is model:
            return
        if self._making is not None:
            self._left.append(self._making.thread)
            self._store.end(self._making.key)
        self._model, self._making = model, None
        self._trunks.clear()

    def close(self) -> None:
        """Have no trunks, and leave no thread behind."""
        self.belong_to(None)
        for thread in self._left:
            thread.join()
        self._left.clear()

    def _fitting(self, subject: Subject, sight: Sight, layers: frozenset[str]) -> Trunk | None:
        """Return the latest trunk that ends before all of these layers, or with one of them."""
        if self._model is not subject.opened.module:
            return None
        order = _order(subject)
        first = min((order[name] for name in layers), default=len(order))
        fitting = [
            trunk
            for (layer, shape), trunk in self._trunks.items()
            if trunk is not None and shape == tuple(sight.x.shape) and order[layer] <= first
        ]
        return max(fitting, key=lambda trunk: order[trunk.cut.layer], default=None)

    def _made(
        self, subject: Subject, sight: Sight, run: Pass, place: Place, check: Check
    ) -> _Making | None:
        model = subject.opened.module
        sample = sample_of(sight.x, run, place[0], sight.survey.layout(place[0]))
        cut = find_cut(model, sight.x, place[0], check)
        key = _key(subject, place)
        if not self._store.begin(key):
            raise NoCut("it was tried before, and came to no end")
        try:
            packed = self._store.find(key)
            traced = trace(model, sight.x, cut, check) if packed is None else None
        except BaseException:
            self._store.end(key)
            raise
        making = _Making(place, key, subject, cut, sample)
        compile_it = self._work(making, packed, traced)
        making.thread = threading.Thread(target=compile_it, name="compiling", daemon=True)
        making.thread.start()
        return making

    def _work(
        self, making: _Making, packed: bytes | None, traced: torch.jit.ScriptModule | None
    ) -> Callable[[], None]:
        """Return what the thread does."""
        threads = torch.get_num_threads()

        def work() -> None:
            try:
                if traced is not None:
                    made = compiled.compiled(traced, making.sample.x, threads=threads)
                    self._store.keep(making.key, made.packed())
                else:
                    made = compiled.unpacked(packed or b"", threads=threads)
                making.done = made
            except Exception:  # the thread's border; torch does without
                log.info("a fast trunk could not be compiled", exc_info=True)

        return work

    def _refuse(self, place: Place, reason: str) -> None:
        self._trunks[place] = None
        log.info("there is no fast trunk up to “%s”: %s", place[0], reason)


def _tried(trunk: Trunk, making: _Making, check: Check) -> str:
    """Return why a trunk is not to be used; the first of two runs makes ready what it needs."""
    task = making.subject.model.task
    try:
        trunk.run(making.sample.x, frozenset(), check, task)
        return making.sample.refuses(trunk.run(making.sample.x, frozenset(), check, task))
    except (UserError, *FORWARD_ERRORS) as error:
        return repr(error)


def _order(subject: Subject) -> dict[str, int]:
    return {layer.name: index for index, layer in enumerate(subject.info.layers)}


def _earliest(subject: Subject, layers: frozenset[str]) -> str:
    order = _order(subject)
    return min(layers or {subject.info.default_layer}, key=lambda name: order.get(name, len(order)))


def _key(subject: Subject, place: Place) -> str:
    """Return what a compiled trunk hangs on."""
    opened = subject.opened
    tree = hashlib.sha256(opened.tree.encode()).hexdigest()
    what = opened.weights_sha256, opened.architecture, opened.code, opened.weight_set, tree, place
    return repr((what, torch.__version__, compiled.engine_name(), torch.get_num_threads()))
