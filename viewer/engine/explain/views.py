"""Several views of one picture, run together where that is the same as running each alone."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from typing import Self

import torch

from viewer.core.errors import UserError
from viewer.core.maps.arrays import Floats
from viewer.engine.explain.gradients import asked_by, shares_gradients
from viewer.engine.explain.mapping import quick_map
from viewer.engine.explain.slow import SlowJob
from viewer.engine.look.fast_form import fast_form
from viewer.engine.look.forward import FORWARD_ERRORS
from viewer.engine.look.outputs import agree
from viewer.engine.look.passes import Pass, fetch_together, run_pass, run_together
from viewer.engine.look.sight import Sight

TOGETHER_BYTES = 512 << 20  # how much the graphs of views that are run together may take


@dataclass
class ViewPasses:
    """Runs views together as long as that is the same as running each alone.

    Args:
        job: what is explained.
        layers: those that are recorded.
        itself: which of the first views that are run is the picture as it is.
        together: whether views are run together; None: that is tried.
    """

    job: SlowJob
    layers: frozenset[str]
    itself: int
    together: bool | None  # None: not tried yet
    form: ExitStack = field(default_factory=ExitStack)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.form.close()

    def run(self, views: Sequence[Sight]) -> None:
        """Give every view a pass that recorded the layers."""
        known = [view.run for view in views]
        if any(run is None or not self.layers <= run.layers for run in known):
            layers = self.layers.union(*(run.layers for run in known if run is not None))
            for view in views:
                view.run = None  # frees the old graphs before the new ones grow
            for view, run in zip(views, self._fresh(views, layers), strict=True):
                view.run = run

    def _fresh(self, views: Sequence[Sight], layers: frozenset[str]) -> list[Pass]:
        subject, check = self.job.subject, self.job.check
        module, task = subject.opened.module, subject.model.task
        fast = [self.job.fast_pass(view.x, layers) for view in views]
        if all(fast):
            return [run for run in fast if run is not None]
        if self.together is None:
            normed = self.job.sight.survey.normed
            self.form.enter_context(fast_form(module, self.job.sight.x, normed, recorded=layers))
        if self.together is not False:
            x, runs = torch.cat([view.x for view in views]), list[Pass]()
            with suppress(UserError, *FORWARD_ERRORS):
                runs = run_together(module, x, layers, check, task)
            self.together = bool(runs) and (self.together or self._is_known(runs))
            if self.together:
                return runs
            self.form.close()
        return [run_pass(module, view.x, layers, check, task) for view in views]

    def _is_known(self, runs: Sequence[Pass]) -> bool:
        """Return whether the picture itself was answered as before."""
        known = self.job.sight.run
        if known is None:
            return False
        return agree(runs[self.itself].capture.answer.detach(), known.capture.answer.detach())


def fetch_view_gradients(job: SlowJob, views: Sequence[Sight]) -> None:
    """Get the gradients of views that were run together in one backward pass."""
    method, layers = job.pane.method, job.pane.layers.names
    runs = [view.run for view in views if view.run is not None]
    apart = len({id(run.capture.recorded) for run in runs}) > 1
    if apart or not shares_gradients(method):
        return
    targets = [asked_by(method, run, job.target) for run in runs]
    fetch_together(runs, targets, layers)


def view_map(job: SlowJob, view: Sight) -> Floats:
    """Return the raw map of a view that was run."""
    assert view.run is not None  # noqa: S101 - it was just run
    return quick_map(job.pane, job.target, view, view.run, sorted(job.pane.layers.names)).raw
