"""The whole networks that methods of many passes, and measures, ask: made when first wanted."""

from __future__ import annotations

import logging
from functools import partial

import torch
from torch import Tensor, nn

from viewer.core.errors import UserError
from viewer.core.stores.trunk_store import TrunkStore
from viewer.engine.fast.cut import NoCut
from viewer.engine.fast.making import Making, key_of
from viewer.engine.fast.terms import USUAL, Terms
from viewer.engine.fast.tracing import trace_whole
from viewer.engine.fast.wanted import is_fit, is_wanted
from viewer.engine.fast.whole import Whole
from viewer.engine.look.forward import FORWARD_ERRORS
from viewer.engine.look.still import Check
from viewer.engine.look.subject import Subject

log = logging.getLogger(__name__)
MOST = 2  # sizes of pictures of one model: each holds weights of its own


class Wholes:
    """What one engine has; it is asked by one thread at a time.

    Args:
        store: what was compiled before.
    """

    def __init__(self, store: TrunkStore) -> None:
        self._store = store
        self._model: nn.Module | None = None
        self._wholes: dict[tuple[int, ...], Whole | None] = {}  # None: torch does it
        self._making: dict[tuple[int, ...], Making] = {}
        self._settled = False

    @property
    def in_use(self) -> bool:
        """Whether the open model is compiled as a whole, for pictures of any size."""
        return any(whole is not None for whole in self._wholes.values())

    def settle(self) -> None:
        """Make no more: from now on there is what there is, whatever is asked first."""
        self._settled = True

    def of(
        self, subject: Subject, x: Tensor, batch: int, check: Check, terms: Terms | None = USUAL
    ) -> Whole | None:
        """Return the open network, compiled for batches; None: torch is to be asked.

        It is compiled here and now, which takes a few seconds: less than it saves.

        Args:
            subject: the open model.
            x: a picture, (1, C, H, W).
            batch: how many are asked about at a time.
            check: called before every module, and while it is compiled.
            terms: on which one is made that is not ready; None: it is not made.
        """
        if not is_wanted(x.device) or not is_fit(subject):
            return None
        if self._model is not subject.opened.module:
            self.close()
            self._model = subject.opened.module
        shape = (batch, *x.shape[1:])
        new = shape not in self._wholes and len(self._wholes) < MOST and not self._settled
        if new and terms is not None:
            try:
                self._wholes[shape] = self._made(subject, _variants(x, batch), check, terms)
            except (NoCut, UserError, *FORWARD_ERRORS) as reason:
                log.info("the network is not compiled as a whole: %s", reason)
                self._wholes[shape] = None
        return self._wholes.get(shape)

    def close(self) -> None:
        """Have none, and leave no thread behind."""
        for making in self._making.values():
            making.wait(lambda: None)
            making.end(good=True)
        self._model = None
        self._wholes.clear()
        self._making.clear()

    def _made(self, subject: Subject, x: Tensor, check: Check, terms: Terms) -> Whole:
        """Compile a network for batches of pictures (B, C, H, W), which its streams share.

        Raises:
            NoCut: that cannot be done, or it does not do what torch does.
        """
        model, shape = subject.opened.module, tuple(x.shape)
        streams = min(torch.get_num_threads(), len(x))
        run = x[: -(-len(x) // streams)]
        key = key_of(subject, tuple(run.shape), streams)
        known = self._store.has(key)
        if not terms.compiles and not known:
            raise NoCut("it was not compiled before")
        if shape not in self._making:
            trace = partial(trace_whole, model, x[:1], check)
            self._making[shape] = Making(
                self._store, key, run, trace, told=terms.told, streams=streams
            )
        making = self._making[shape]  # of an earlier wish that was given up half-way, too
        making.wait(check)
        if making.done is None:
            reason, whole = "it could not be compiled", None
        else:
            whole = Whole(model, making.done, tuple(run.shape), streams)
            timed = not (terms.told or (terms.lasting and known))
            reason = whole.refuses(x, subject.survey.normed, check, timed=timed)
        del self._making[shape]
        making.end(good=not reason)
        if whole is None or reason:
            raise NoCut(reason)
        return whole


def _variants(x: Tensor, count: int) -> Tensor:
    """Return a picture (count, C, H, W) in ever fainter colours."""
    faint = torch.linspace(1, 0.2, count, device=x.device)
    return x.detach() * faint[:, None, None, None]
