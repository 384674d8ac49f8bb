"""The map of a pane made once more: of another input, another class, or a model made random."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from viewer.core.asks.target import Resolved, Target
from viewer.core.maps.arrays import Floats
from viewer.engine.explain.answering import Answering
from viewer.engine.explain.known_map import KnownMap
from viewer.engine.explain.mapping import quick_map
from viewer.engine.explain.resolving import ResolvedPane, placed
from viewer.engine.explain.slow import SlowJob
from viewer.engine.explain.stages import job_of, reports, stages
from viewer.engine.look.dealt import dealt_anew, modules_from_the_top
from viewer.engine.look.forward import failing_in_words
from viewer.engine.look.passes import Pass, run_pass
from viewer.engine.look.sight import Sight


@dataclass(frozen=True, slots=True)
class Remaker:
    """Makes maps of one method, layer and class; those of random models are remembered.

    Args:
        answering: a request.
        pane: one of its panes.
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
        return self._map(_unseen(sight, other))

    def takes_s(self) -> float:
        """Return about how many seconds a map takes; 0 for one pass."""
        if self.pane.method.is_quick:
            return 0.0
        sight = self.answering.look(self.pane.mode)
        return next(reports(self._job(self._run(_unseen(sight, sight.x))))).remaining_s

    def of_class(self, index: int) -> Floats:
        """Return the raw map of another class; it is asked as the pane's own is."""
        seen = self.answering.predict(self.pane.mode)
        other = self.answering.meant(Target(kind="class", index=index), seen)
        *_, known = stages(self.answering, self.pane, other)
        assert isinstance(known, KnownMap)  # noqa: S101 - the last step is the map
        return known.raw

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
                    self.made[changed] = self._map(_unseen(sight, sight.x), compiled=False)
            yield count / len(names), self.made[changed]

    def _map(self, sight: Sight, *, compiled: bool = True) -> Floats:
        """Return the raw map of a sight.

        Args:
            sight: it has not been run.
            compiled: whether the compiled network may be asked, which has the model's own weights.
        """
        seen = self._run(sight)
        with failing_in_words(sight.x):
            if self.pane.method.is_quick:
                names = sorted(seen.pane.layers.names)
                return quick_map(seen.pane, self.target, sight, seen.run, names).raw
            job = self._job(seen)
            *_, last = reports(job if compiled else replace(job, wholes=None))
        assert last.result is not None  # noqa: S101 - the last report holds the map
        return last.result.raw

    def _run(self, sight: Sight) -> _RunSight:
        """Run the model on a sight, recording the pane's layers."""
        answering = self.answering
        pane = placed(self.pane, answering.subject, sight.survey)
        names, module = frozenset(pane.layers.names), answering.subject.opened.module
        sight.run = run_pass(module, sight.x, names, answering.check, answering.task)
        return _RunSight(pane, sight, sight.run)

    def _job(self, seen: _RunSight) -> SlowJob:
        return job_of(self.answering, seen.pane, self.target, seen.sight)


@dataclass(frozen=True, slots=True)
class _RunSight:
    """A picture that was run, and the pane at this size."""

    pane: ResolvedPane
    sight: Sight
    run: Pass


def _unseen(sight: Sight, x: Tensor) -> Sight:
    """Return a sight of another input, of which nothing is known."""
    return replace(sight, x=x, run=None, views=[], variants=[])


def _doubling(count: int, most: int) -> list[int]:
    """Return 1, 2, 4, …, and at last all; so many at most."""
    powers = [1 << step for step in range(count.bit_length()) if 1 << step < count]
    return [*powers[: max(0, most - 1)], count]


def _evenly(count: int, most: int) -> list[int]:
    """Return so many of 1..count, the first and the last among them."""
    return np.unique(np.round(np.linspace(1, count, min(count, most))).astype(int)).tolist()
