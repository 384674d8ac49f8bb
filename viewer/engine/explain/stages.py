"""How far a pane's map is, and at last the map: what takes many passes is told while it runs."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from viewer.core.asks.target import Resolved
from viewer.engine.explain.answering import Answering
from viewer.engine.explain.known_map import KnownMap, Stage
from viewer.engine.explain.quick import explain
from viewer.engine.explain.resolving import ResolvedPane, placed
from viewer.engine.explain.slow import PaneLook, SlowJob, look, steps
from viewer.engine.explain.smoothing import VIEWS, augmented
from viewer.engine.explain.steadying import PASSES, steadied
from viewer.engine.look.forward import failing_in_words
from viewer.engine.look.sight import Sight
from viewer.methods.look import Step
from viewer.methods.method import Method, MethodResult

TELL_S = 0.3  # how often progress is told


@dataclass(frozen=True, slots=True)
class SlowReport:
    """What is known of a slow method's map at one moment; the last report holds the whole map."""

    done: int
    total: int
    remaining_s: float
    result: MethodResult | None  # None: it has not begun


def stages(
    answering: Answering, pane: ResolvedPane, resolved: Resolved
) -> Iterator[Stage | KnownMap]:
    """Yield the progress of a slow method, and at last one pane's map.

    Raises:
        UserError: the layer or the method is at fault.
    """
    if pane.method.is_quick or answering.known(pane, resolved) is not None:
        yield explain(answering, pane, resolved)
        return
    answering.predict(pane.mode)
    sight = answering.look(pane.mode)
    named = placed(pane, answering.subject, sight.survey)
    heat: KnownMap | None = None
    with failing_in_words(sight.x):
        answering.run(sight, frozenset(named.layers.names))
        for report in reports(job_of(answering, named, resolved, sight)):
            if report.result is not None:
                heat = answering.told(named, resolved, report.result)
            yield Stage(report.done, report.total, report.remaining_s, heat)
    assert heat is not None  # noqa: S101 - the last stage holds the map
    answering.remember(pane, resolved, heat)
    yield heat


def job_of(answering: Answering, pane: ResolvedPane, resolved: Resolved, sight: Sight) -> SlowJob:
    """Return what a method of many passes works on.

    Args:
        answering: a request.
        pane: one of its panes, with the layers that it merges.
        resolved: what is explained.
        sight: a picture as the model sees it, whose last pass recorded the layers.
    """
    return SlowJob(
        pane=pane,
        subject=answering.subject,
        sight=sight,
        target=resolved,
        check=answering.check,
        layers=answering.layers(sight, augmented=True),
        budget_bytes=answering.budget_bytes,
        wholes=answering.wholes,
        trunks=answering.trunks,
    )


def reports(job: SlowJob) -> Iterator[SlowReport]:
    """Yield how far a method is, first before it begins and then every now and then.

    Raises:
        UserError: the method cannot be computed at these layers.
    """
    method, seen = job.pane.method, look(job)
    passes = _passes(method, seen)
    yield SlowReport(0, passes, passes * seen.run.seconds, None)
    start = told = time.perf_counter()
    for step in _steps(job, seen):
        now = time.perf_counter()
        if step.done < step.total and now - told < TELL_S:
            continue
        told = now
        remaining_s = (now - start) * (step.total - step.done) / step.done
        yield SlowReport(step.done, step.total, remaining_s, _result(method, step))


def _passes(method: Method, seen: PaneLook) -> int:
    if method.row.aug_smooth:
        return VIEWS
    return PASSES if method.row.by_views else method.passes(seen)


def _steps(job: SlowJob, seen: PaneLook) -> Iterator[Step]:
    row = job.pane.method.row
    if row.mean_map or row.spread_map:
        return steadied(job)
    return augmented(job) if row.aug_smooth else steps(job, seen)


def _result(method: Method, step: Step) -> MethodResult:
    signed = step.make()
    if method.never_negative or method.row.by_views:
        # sums of what is never negative
        return MethodResult(signed, None, step.note, step.concepts)
    return MethodResult(np.maximum(signed, 0), signed, step.note)
