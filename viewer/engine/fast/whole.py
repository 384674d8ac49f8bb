"""A whole network compiled for batches: what is asked for scores alone needs no tail in torch."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn

from viewer.engine.fast.compiled import Compiled
from viewer.engine.fast.sample import CLOSEST
from viewer.engine.look.fast_form import fast_form
from viewer.engine.look.outputs import read_each
from viewer.engine.look.still import Check, hooked, undisturbed, watch

SLOWEST = 0.95  # of the time of torch's fast form: else it is not worth its memory


@dataclass(frozen=True, slots=True)
class Whole:
    """One network's, for batches of pictures of one size.

    Args:
        model: answers with a tensor, (B, …).
        compiled: each of its runs takes exactly as many pictures as `shape` says.
        shape: (B, C, H, W).
        streams: how many runs it makes side by side.
    """

    model: nn.Module
    compiled: Compiled
    shape: tuple[int, ...]
    streams: int = 1

    @property
    def at_once(self) -> int:
        """How many pictures it computes side by side."""
        return self.shape[0] * self.streams

    @contextmanager
    def answering(self, check: Check, *, fewest: int | None = None) -> Iterator[None]:
        """Let it compute the network's passes without gradients meanwhile.

        No hook hears of them but those on the network's root.

        Args:
            check: called every few milliseconds; what it raises ends a pass.
            fewest: fewer pictures at a time are left to torch; None: where that is faster.
        """
        fewest = (self.shape[0] + 1) // 2 if fewest is None else fewest
        original = self.model.forward

        def forward(x: Tensor, *more: Any, **named: Any) -> Any:
            known = tuple(x.shape[1:]) == self.shape[1:] and not more and not named
            if not known or torch.is_grad_enabled() or len(x) < fewest:
                return original(x, *more, **named)
            return self._of(x, check)

        own = vars(self.model)
        before = own.get("forward")
        own["forward"] = forward
        try:
            yield
        finally:
            del own["forward"]
            if before is not None:
                own["forward"] = before

    def refuses(
        self, x: Tensor, normed: Sequence[tuple[str, str]], check: Check, *, timed: bool = True
    ) -> str:
        """Return why it does not do what torch does, and faster; empty: it does.

        Args:
            x: different pictures of its size, as many as it computes side by side.
            normed: what torch's own fast form takes in.
            check: called before every module; what it raises ends the trial.
            timed: it must be faster, too.
        """
        known, _ = _timed(self.model, x, check)
        with fast_form(self.model, x, normed):
            _, seconds = _timed(self.model, x, check)
        with self.answering(check):
            _timed(self.model, x, check)  # makes ready what it needs
            found, own_seconds = _timed(self.model, x, check)
        apart = float((found - known).abs().max() / known.abs().max())
        if not apart <= CLOSEST:
            return f"it differs from torch by {apart:.1e}"
        if timed and own_seconds > SLOWEST * seconds:
            return f"it takes {own_seconds / seconds:.2f} of torch's time"
        return ""

    def _of(self, pictures: Tensor, check: Check) -> Tensor:
        """Return the answers to pictures; the last run is filled up with the first of them."""
        missing = -len(pictures) % self.shape[0]
        full = torch.cat((pictures, pictures[:1].expand(missing, *self.shape[1:])))
        return self.compiled.run(full, check)[0][: len(pictures)]


def _timed(model: nn.Module, x: Tensor, check: Check) -> tuple[Tensor, float]:
    """Return the answers to pictures, (B, …), and how many seconds of this process they took.

    It is the CPU's time: on a busy machine the wall's is a matter of chance.
    """
    start = time.process_time()
    with undisturbed(model, x), torch.no_grad(), hooked() as handles:
        handles.extend(watch(model, check))
        answers = read_each(model(x), len(x)).float()
    return answers, time.process_time() - start
