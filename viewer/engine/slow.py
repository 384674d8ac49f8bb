"""Run the methods that need many passes, and tell how far they are and how long they will take."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass

import numpy as np
from torch import Tensor

from viewer.core.errors import UserError
from viewer.core.merging import parse_layers
from viewer.core.methods import find_method
from viewer.core.records import Floats, PaneSpec
from viewer.engine.capture import find_module
from viewer.engine.fast_form import answers_as, fast_form
from viewer.engine.full_grad import full_grad
from viewer.engine.methods import MethodResult
from viewer.engine.passes import Pass, target_score
from viewer.engine.perturb import MASKS, OCCLUSION_CELLS, ablation_cam, occlusion, rise, score_cam
from viewer.engine.probe import Probe, Step
from viewer.engine.reentry import Reentry
from viewer.engine.sight import Sight
from viewer.engine.smoothing import VIEWS, augmented
from viewer.engine.task import Task
from viewer.engine.tokens import to_maps

TELL_S = 0.3  # how often progress is told


@dataclass(frozen=True, slots=True)
class Report:
    """What is known of a slow method's map at one moment; the last report holds the whole map."""

    done: int
    total: int
    remaining_s: float
    result: MethodResult | None  # None: it has not begun


def reports(task: Task) -> Iterator[Report]:
    """Yield how far a method is, first before it begins and then every now and then."""
    run = task.sight.run
    assert run is not None  # noqa: S101 - the prediction came of it
    passes = _passes(task.pane, task.sight)
    yield Report(0, passes, passes * run.seconds, None)
    start = told = time.perf_counter()
    for step in _steps(task, run):
        now = time.perf_counter()
        if step.done < step.total and now - told < TELL_S:
            continue
        told = now
        remaining_s = (now - start) * (step.total - step.done) / step.done
        yield Report(step.done, step.total, remaining_s, _result(task.pane.method, step.make()))


def _steps(task: Task, run: Pass) -> Iterator[Step]:
    pane, sight = task.pane, task.sight
    if find_method(pane.method).aug_smooth:
        return augmented(task)

    def score(logits: Tensor) -> Tensor:
        return target_score(logits, task.target, independent=run.independent)

    probe = Probe(task.subject.opened.module, sight.x, score, task.check)
    layer = str(pane.layer)
    if pane.method == "rise":
        return _quickly(task, run, rise(probe))
    if pane.method == "occlusion":
        return _quickly(task, run, occlusion(probe))
    if pane.method == "full_grad":
        return full_grad(probe)
    if len(parse_layers(layer).names) > 1:
        raise UserError("This method takes one layer at a time.", hint="Choose a single layer.")
    layout = sight.survey.layout(layer)
    maps = to_maps(run.capture.activations(layer), layout).float().cpu().numpy()
    if pane.method == "score_cam":
        return _quickly(task, run, score_cam(probe, np.ascontiguousarray(maps)))
    if pane.method == "ablation_cam":
        module = find_module(probe.model, layer)
        entry = Reentry(probe.model, sight.x, module, probe.check)
        return ablation_cam(probe, entry, layout, maps)
    raise UserError(f"The method “{pane.method}” cannot be computed here.")


def _quickly(task: Task, run: Pass, steps: Iterator[Step]) -> Iterator[Step]:
    """Yield steps with the model in its fast form, if it answers there as it does in its own."""
    model, x = task.subject.opened.module, task.sight.x
    with ExitStack() as form:
        form.enter_context(fast_form(model, x, task.sight.survey.normed))
        if not answers_as(model, x, run.capture.logits.detach(), task.check):
            form.close()
        yield from steps


def _passes(pane: PaneSpec, sight: Sight) -> int:
    """Return about how many whole passes a method takes; one that re-enters takes few."""
    if pane.method == "rise":
        return MASKS
    if pane.method == "occlusion":
        height, width = sight.x.shape[-2:]
        return round(OCCLUSION_CELLS**2 * max(height, width) / min(height, width))
    if pane.method == "full_grad":
        return 3  # forward once, and back to the very input
    if find_method(pane.method).aug_smooth:
        return VIEWS
    channels = sight.survey.layout(parse_layers(str(pane.layer)).names[0]).channels
    return channels if pane.method == "score_cam" else 1 + channels // 50


def _result(method: str, signed: Floats) -> MethodResult:
    if method == "full_grad" or find_method(method).aug_smooth:
        return MethodResult(raw=signed, signed=None)  # sums of what is never negative
    return MethodResult(raw=np.maximum(signed, 0), signed=signed)
