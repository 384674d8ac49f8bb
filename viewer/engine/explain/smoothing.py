"""Augmentation smoothing: the mean map of six views of a picture, mirrored and made fainter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field, replace
from typing import Self

import numpy as np
import torch

from viewer.core.errors import UserError
from viewer.core.maps.arrays import Floats
from viewer.engine.explain.gradients import asked_by, shares_gradients
from viewer.engine.explain.mapping import quick_map, scaled
from viewer.engine.explain.slow import SlowJob
from viewer.engine.look.budget import graph_bytes
from viewer.engine.look.fast_form import fast_form
from viewer.engine.look.forward import FORWARD_ERRORS
from viewer.engine.look.outputs import agree
from viewer.engine.look.passes import Pass, fetch_together, run_pass, run_together
from viewer.engine.look.sight import Sight
from viewer.methods.look import Step

FACTORS = (0.9, 1.0, 1.1)  # by which the normalised input is multiplied
VIEWS = 2 * len(FACTORS)
ITSELF = 1  # the view that is the picture as it is
TOGETHER_BYTES = 512 << 20  # how much the graphs of views that are run together may take


def augmented(job: SlowJob) -> Iterator[Step]:
    """Explain six views of the picture, and take the mean of their maps.

    L = mean over views of mirrored back ( scaled to 0..1 ( map of the view ) )

    The three views of one side are computed together, with the model in its fast form; where that
    does not answer to the picture itself as the model did, or would take too much memory, each is
    computed alone. The passes are
    kept where their graphs fit the budget, so that another method, class or layer of theirs costs
    two backward passes at most.

    Returns:
        Steps with maps of the input's size, 0..1.

    Source: Gildenblat, pytorch-grad-cam, 2021 ("aug_smooth")
    """
    sight = job.sight
    size = (sight.x.shape[-1], sight.x.shape[-2])
    layers = job.layers | frozenset(job.pane.layers.names)
    bytes_each = graph_bytes(layers, job.subject.info.layers, scale=sight.scale(job.subject))
    total = np.zeros(sight.x.shape[-2:], np.float32)
    views, size_together = views_of(sight), len(FACTORS)
    if size_together * bytes_each > TOGETHER_BYTES or job.subject.model.answer.by_itself:
        size_together = 1
    with _Passes(job, layers, together=None if size_together > 1 else False) as passes:
        for start in range(0, VIEWS, size_together):
            group = views[start : start + size_together]
            passes.run(group)
            _fetch_gradients(job, group)
            for done, view in enumerate(group, start + 1):
                job.check()
                one = scaled(scaled(_raw(job, view), size))
                total += np.flip(one, axis=1) if done > len(FACTORS) else one
                mean = total / np.float32(done)
                yield Step(done, VIEWS, lambda mean=mean: mean)
            if VIEWS * bytes_each > job.budget_bytes:
                for view in group:
                    view.run = None


def views_of(sight: Sight) -> list[Sight]:
    """Return the six views: first the picture, then its mirror image, each times three factors."""
    if not sight.views:
        mirrored = torch.flip(sight.x, dims=[-1])
        sight.views.extend(
            replace(sight, x=x * factor, run=None, views=[])
            for x in (sight.x, mirrored)
            for factor in FACTORS
        )
    return sight.views


@dataclass
class _Passes:
    """Runs views together as long as that is the same as running each alone."""

    job: SlowJob
    layers: frozenset[str]
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
        return agree(runs[ITSELF].capture.answer.detach(), known.capture.answer.detach())


def _fetch_gradients(job: SlowJob, views: Sequence[Sight]) -> None:
    """Get the gradients of views that were run together in one backward pass."""
    method, layers = job.pane.method, job.pane.layers.names
    runs = [view.run for view in views if view.run is not None]
    apart = len({id(run.capture.recorded) for run in runs}) > 1
    if apart or not shares_gradients(method):
        return
    targets = [asked_by(method, run, job.target) for run in runs]
    fetch_together(runs, targets, layers)


def _raw(job: SlowJob, view: Sight) -> Floats:
    assert view.run is not None  # noqa: S101 - it was just run
    return quick_map(job.pane, job.target, view, view.run, sorted(job.pane.layers.names)).raw
