"""The map of a pane made once more: of another input, another class, or a model made random."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import numpy as np
import torch
from numpy.typing import NDArray

from viewer.core.asks.target import Resolved, Target
from viewer.core.maps.arrays import Floats
from viewer.engine.explain.answering import Answering
from viewer.engine.explain.mapping import quick_map
from viewer.engine.explain.quick import explain
from viewer.engine.explain.resolving import ResolvedPane, placed
from viewer.engine.look.dealt import dealt_anew, modules_from_the_top
from viewer.engine.look.forward import failing_in_words
from viewer.engine.look.passes import run_pass
from viewer.engine.look.sight import Sight


@dataclass(frozen=True, slots=True)
class Remaker:
    """Makes maps of one quick method, layer and class; those of random models are remembered.

    Args:
        answering: a request.
        pane: one of its panes, whose method takes one pass.
        target: what the pane explains.
        made: maps of the model with some modules' weights dealt anew, which several measures ask.
    """

    answering: Answering
    pane: ResolvedPane
    target: Resolved
    made: dict[tuple[str, ...], Floats] = field(default_factory=dict[tuple[str, ...], Floats])

    def of_input(self, x: Floats) -> Floats:
        """Return the raw map of another input (C, H, W)."""
        sight = self.answering.look(self.pane.mode)
        other = torch.from_numpy(np.ascontiguousarray(x)[None]).to(sight.x.device)
        return self._map(replace(sight, x=other, run=None, views=[], variants=[]))

    def of_class(self, index: int) -> Floats:
        """Return the raw map of another class; it is asked as the pane's own is."""
        seen = self.answering.predict(self.pane.mode)
        other = self.answering.meant(Target(kind="class", index=index), seen)
        return explain(self.answering, self.pane, other).raw

    def ranking(self) -> NDArray[np.intp]:
        """Return the classes, best first."""
        seen = self.answering.predict(self.pane.mode)
        values = seen.answer if seen.answer.ndim == 1 else seen.probabilities
        return np.argsort(-values, kind="stable")

    def randomised(self, *, cascade: bool, most: int) -> Iterator[tuple[float, Floats]]:
        """Yield maps of the model with the weights of its modules dealt anew, from the top down.

        A cascade takes the first module, then twice as many each time, and at last all; without
        one, single modules are taken that lie evenly.

        The open model is never altered: while a map is made, modules hold other parameters.
        """
        sight = self.answering.look(self.pane.mode)
        model = self.answering.subject.opened.module
        names = modules_from_the_top(model, sight.x, self.answering.check)
        for count in _doubling(len(names), most) if cascade else _evenly(len(names), most):
            changed = tuple(names[:count] if cascade else [names[count - 1]])
            if changed not in self.made:
                with dealt_anew(model, changed):
                    self.made[changed] = self._map(replace(sight, run=None, views=[], variants=[]))
            yield count / len(names), self.made[changed]

    def _map(self, sight: Sight) -> Floats:
        answering = self.answering
        pane = placed(self.pane, answering.subject, sight.survey)
        names = frozenset(pane.layers.names)
        module = answering.subject.opened.module
        run = run_pass(module, sight.x, names, answering.check, answering.task)
        with failing_in_words(sight.x):
            return quick_map(pane, self.target, sight, run, sorted(names)).raw


def _doubling(count: int, most: int) -> list[int]:
    """Return 1, 2, 4, …, and at last all; so many at most."""
    powers = [1 << step for step in range(count.bit_length()) if 1 << step < count]
    return [*powers[: max(0, most - 1)], count]


def _evenly(count: int, most: int) -> list[int]:
    """Return so many of 1..count, the first and the last among them."""
    return np.unique(np.round(np.linspace(1, count, min(count, most))).astype(int)).tolist()
