"""Run the methods that need many passes, and tell how far they are and how long they will take."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass

import numpy as np
from torch import Tensor

from viewer.core.asks.records import Floats
from viewer.core.errors import UserError
from viewer.engine.explain.smoothing import VIEWS, augmented
from viewer.engine.explain.task import Task
from viewer.engine.look.capture import find_module
from viewer.engine.look.fast_form import answers_as, fast_form
from viewer.engine.look.passes import Pass
from viewer.engine.look.probe import Probe
from viewer.engine.look.reentry import Reentry
from viewer.engine.look.tokens import Layout, to_maps
from viewer.methods.look import Step
from viewer.methods.method import Method, MethodResult
from viewer.methods.scoring import target_score

TELL_S = 0.3  # how often progress is told


@dataclass(frozen=True, slots=True)
class Report:
    """What is known of a slow method's map at one moment; the last report holds the whole map."""

    done: int
    total: int
    remaining_s: float
    result: MethodResult | None  # None: it has not begun


@dataclass(frozen=True, slots=True)
class PaneLook:
    """What a method of many passes is given: the picture, the model, and the pane's layer."""

    task: Task
    run: Pass
    probe: Probe

    @property
    def layout(self) -> Layout:
        """How the layer's output is laid out."""
        return self.task.sight.survey.layout(self._layer)

    @property
    def activations(self) -> Floats:
        """A, (K, h, w) float32."""
        given = self.run.capture.activations(self._layer)
        return to_maps(given, self.layout).float().cpu().numpy()

    def entry(self) -> Reentry:
        """Return the model, to be run from the layer on."""
        model, x = self.probe.model, self.task.sight.x
        return Reentry(
            model,
            x,
            find_module(model, self._layer),
            self.probe.check,
            by_itself=self.probe.by_itself,
        )

    @property
    def _layer(self) -> str:
        return self.task.pane.layers.names[0]


def reports(task: Task) -> Iterator[Report]:
    """Yield how far a method is, first before it begins and then every now and then.

    Raises:
        UserError: the method cannot be computed at these layers.
    """
    run = task.sight.run
    assert run is not None  # noqa: S101 - the prediction came of it
    method, look = task.pane.method, _look(task, run)
    passes = VIEWS if method.row.aug_smooth else method.passes(look)
    yield Report(0, passes, passes * run.seconds, None)
    start = told = time.perf_counter()
    for step in _steps(task, look):
        now = time.perf_counter()
        if step.done < step.total and now - told < TELL_S:
            continue
        told = now
        remaining_s = (now - start) * (step.total - step.done) / step.done
        yield Report(step.done, step.total, remaining_s, _result(method, step.make()))


def _look(task: Task, run: Pass) -> PaneLook:
    def score(logits: Tensor) -> Tensor:
        return target_score(logits, task.target, independent=run.independent)

    subject = task.subject
    probe = Probe(
        subject.opened.module,
        task.sight.x,
        score,
        task.check,
        by_itself=subject.model.answer.by_itself,
    )
    return PaneLook(task, run, probe)


def _steps(task: Task, look: PaneLook) -> Iterator[Step]:
    method = task.pane.method
    if method.row.aug_smooth:
        return augmented(task)
    if method.steps is None:
        raise UserError(f"The method “{method.row.key}” cannot be computed here.")
    if method.row.by_layer and len(task.pane.layers.names) > 1:
        raise UserError("This method takes one layer at a time.", hint="Choose a single layer.")
    steps = method.steps(look)
    return _quickly(task, look.run, steps) if method.fast_form else steps


def _quickly(task: Task, run: Pass, steps: Iterator[Step]) -> Iterator[Step]:
    """Yield steps with the model in its fast form, if it answers there as it does in its own."""
    model, x = task.subject.opened.module, task.sight.x
    with ExitStack() as form:
        form.enter_context(fast_form(model, x, task.sight.survey.normed))
        if not answers_as(model, x, run.capture.logits.detach(), task.check):
            form.close()
        yield from steps


def _result(method: Method, signed: Floats) -> MethodResult:
    if method.never_negative or method.row.aug_smooth:
        return MethodResult(raw=signed, signed=None)  # sums of what is never negative
    return MethodResult(raw=np.maximum(signed, 0), signed=signed)
