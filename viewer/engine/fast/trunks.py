"""The trunks of the open model: made ready in idle time, tried on a picture, and used from then on.

The graph is written down between two questions, module by module, and left as soon as anything is
asked. A thread compiles it (`making.py`).
"""

from __future__ import annotations

import logging
from dataclasses import dataclass

import torch
from torch import nn

from viewer.core.errors import UserError
from viewer.core.stores.trunk_store import TrunkStore
from viewer.engine.fast.cut import Cut, NoCut, find_cut
from viewer.engine.fast.making import Making, key_of
from viewer.engine.fast.sample import Sample, sample_of
from viewer.engine.fast.terms import USUAL, Terms
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


@dataclass(frozen=True, slots=True)
class _Begun:
    """A trunk that a thread compiles, and what it will be tried on."""

    place: Place
    subject: Subject
    cut: Cut
    sample: Sample
    making: Making
    timed: bool  # it must not take longer than torch
    lasting: bool


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
        self._begun: _Begun | None = None
        self._left: list[Making] = []  # what nobody wants any more

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
            if not trunk.lasting:
                self._trunks[trunk.cut.layer, tuple(sight.x.shape)] = None
            return None
        return run if bool(run.capture.answer.detach().isfinite().all()) else None

    def begin(
        self,
        subject: Subject,
        sight: Sight,
        layers: frozenset[str],
        check: Check,
        terms: Terms = USUAL,
    ) -> None:
        """Begin to make a trunk for the layers in use, unless there is one.

        Args:
            subject: the open model.
            sight: a picture that torch has passed.
            layers: those that the panes show.
            check: called before every module; what it raises ends this, and it is begun anew later.
            terms: what else is asked of it.
        """
        self.belong_to(subject)
        if self._begun is not None or len(self._trunks) >= MOST:
            return
        if not is_wanted(self.device) or not is_fit(subject):
            return
        place = _earliest(subject, layers), tuple(sight.x.shape)
        run = sight.run
        if place in self._trunks or run is None or run.fast or place[0] not in run.layers:
            return
        try:
            self._begun = self._made(subject, sight, run, place, check=check, terms=terms)
        except (NoCut, UserError, *FORWARD_ERRORS) as reason:
            self._refuse(place, str(reason))

    def settle(self, check: Check, *, wait: bool = False) -> None:
        """Take a trunk into use that has been compiled, if it does what torch does.

        Args:
            check: called before every module; what it raises ends this, to be done later.
            wait: until it is compiled.
        """
        begun = self._begun
        if begun is None or (begun.making.goes_on and not wait):
            return
        begun.making.wait(check)
        reason = "it could not be compiled"
        if begun.making.done is not None:
            module, lasting = begun.subject.opened.module, begun.lasting
            trunk = Trunk(module, begun.cut, begun.making.done, lasting)
            reason = _tried(trunk, begun, check)
            self._trunks[begun.place] = trunk
        self._begun = None
        begun.making.end(good=not reason)
        if reason:
            self._refuse(begun.place, reason)
        else:
            log.info("pictures go through the fast trunk up to “%s”", begun.place[0])

    def belong_to(self, subject: Subject | None) -> None:
        """Have no trunks of another model; a thread that compiles one is not waited for."""
        model = None if subject is None else subject.opened.module
        if self._model is model:
            return
        if self._begun is not None:
            self._left.append(self._begun.making)
        self._model, self._begun = model, None
        self._trunks.clear()

    def close(self) -> None:
        """Have no trunks, and leave no thread behind."""
        self.belong_to(None)
        for making in self._left:
            making.wait(lambda: None)
            making.end(good=True)
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
        self, subject: Subject, sight: Sight, run: Pass, place: Place, *, check: Check, terms: Terms
    ) -> _Begun:
        model, x = subject.opened.module, sight.x
        key = key_of(subject, place)
        known = self._store.has(key)
        if not terms.compiles and not known:
            raise NoCut("it was not compiled before")
        sample = sample_of(x, run, place[0], sight.survey.layout(place[0]), sight.geometry)
        cut = find_cut(model, x, place[0], check)
        making = Making(
            self._store, key, sample.x, lambda: trace(model, x, cut, check), told=terms.told
        )
        timed = not (terms.told or (terms.lasting and known))
        return _Begun(place, subject, cut, sample, making, timed, terms.lasting)

    def _refuse(self, place: Place, reason: str) -> None:
        self._trunks[place] = None
        log.info("there is no fast trunk up to “%s”: %s", place[0], reason)


def _tried(trunk: Trunk, begun: _Begun, check: Check) -> str:
    """Return why a trunk is not to be used; the first of two runs makes ready what it needs."""
    task = begun.subject.model.task
    try:
        trunk.run(begun.sample.x, frozenset(), check, task)
        run = trunk.run(begun.sample.x, frozenset(), check, task)
        return begun.sample.refuses(run, timed=begun.timed)
    except (UserError, *FORWARD_ERRORS) as error:
        return repr(error)


def _order(subject: Subject) -> dict[str, int]:
    return {layer.name: index for index, layer in enumerate(subject.info.layers)}


def _earliest(subject: Subject, layers: frozenset[str]) -> str:
    order = _order(subject)
    return min(layers or {subject.info.default_layer}, key=lambda name: order.get(name, len(order)))
