"""What a method of many passes works on, and its steps, with the model in its fast form."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import Self

from torch import Tensor, from_numpy

from viewer.core.asks.scores import ClassScore
from viewer.core.asks.target import Resolved
from viewer.core.errors import UserError
from viewer.core.maps.arrays import Floats
from viewer.engine.explain.gradients import asked_by
from viewer.engine.explain.resolving import ResolvedPane
from viewer.engine.fast.trunks import Trunks
from viewer.engine.fast.wholes import Wholes
from viewer.engine.look.capture import find_module
from viewer.engine.look.fast_form import answers_as, fast_form
from viewer.engine.look.passes import Pass, run_pass
from viewer.engine.look.preprocess import black_and_white
from viewer.engine.look.probe import Probe
from viewer.engine.look.reentry import Reentry
from viewer.engine.look.references import references
from viewer.engine.look.sight import Sight
from viewer.engine.look.still import Check
from viewer.engine.look.subject import Subject
from viewer.engine.look.tokens import TokenLayout, layout_of, to_maps
from viewer.methods.look import Limits, Step


@dataclass(frozen=True, slots=True, kw_only=True)
class SlowJob:
    """Everything that one slow method works on.

    Args:
        pane: with the layers that it merges.
        subject: the open model.
        sight: the picture as the model sees it; its last pass recorded the layer.
        target: what is explained.
        check: called before every module; what it raises ends the work.
        layers: those of all panes with augmentation smoothing, which share their passes.
        budget_bytes: how much memory passes may take that are kept.
        wholes: where the network is found that is compiled as a whole; None: nowhere.
        trunks: where it is found compiled as far as a layer; None: nowhere.
    """

    pane: ResolvedPane
    subject: Subject
    sight: Sight
    target: Resolved
    check: Check
    layers: frozenset[str] = frozenset()
    budget_bytes: int = 0
    wholes: Wholes | None = None
    trunks: Trunks | None = None

    def fast_pass(self, x: Tensor, layers: frozenset[str]) -> Pass | None:
        """Return a pass of another picture of the same size by the trunk; None: there is none."""
        if self.trunks is None:
            return None
        view = replace(self.sight, x=x, run=None, views=[], variants=[])
        return self.trunks.run(self.subject, view, layers, self.check)


@dataclass(frozen=True, slots=True)
class PaneLook:
    """What a method of many passes is given: the picture, the model, and the pane's layer."""

    job: SlowJob
    run: Pass
    probe: Probe

    @property
    def layout(self) -> TokenLayout:
        """How the layer's output is laid out."""
        return self.job.sight.survey.layout(self._layer)

    @property
    def activations(self) -> Floats:
        """A, (K, h, w) float32."""
        given = self.run.capture.activations(self._layer)
        return to_maps(given, self.layout).float().cpu().numpy()

    def on_grid(self, tokens: Tensor) -> Floats:
        """Return the values of tokens (N,) at their places, (h, w) float32, without extra ones."""
        layouts = self.job.sight.survey.layouts.values()
        return to_maps(tokens[:, None], layout_of(len(tokens), layouts))[0].float().cpu().numpy()

    def entry(self) -> Reentry:
        """Return the model, to be run from the layer on."""
        model, x = self.probe.model, self.job.sight.x
        return Reentry(
            model,
            x,
            find_module(model, self._layer),
            self.probe.check,
            by_itself=self.probe.by_itself,
        )

    @property
    def answer(self) -> Tensor:
        """What the model answered, as its task reads it, without the batch."""
        return self.run.capture.answer.detach().float().cpu()

    def gradients(self, x: Tensor) -> Floats:
        """Return G, (K, h, w) float32, for a picture (1, C, H, W), such as the probe's own."""
        run = self.run if x is self.probe.x else self.again(x).run
        given = run.gradients(self.job.target, [self._layer])[self._layer]
        return to_maps(given, self.layout).float().cpu().numpy()

    def said(self, answer: Tensor) -> tuple[ClassScore, ...]:
        """Return the likeliest classes of an answer without the batch, best first."""
        return self.run.task.say(answer.numpy(), self.job.sight.geometry).top

    def again(self, x: Tensor) -> Self:
        """Return the same look at another picture (1, C, H, W) of the same size."""
        model, check, layers = self.probe.model, self.probe.check, frozenset((self._layer,))
        run = self.job.fast_pass(x, layers) or run_pass(model, x, layers, check, self.run.task)
        return replace(self, run=run, probe=replace(self.probe, x=x))

    @property
    def limits(self) -> Limits:
        """What black and white are to the model, (C, 1, 1) each."""
        black, white = black_and_white(self.job.subject.model.rule)
        return from_numpy(black)[:, None, None], from_numpy(white)[:, None, None]

    def references(self, count: int, *, seed: int = 0) -> list[Tensor]:
        """Return inputs (1, C, H, W) made of other pictures of the folder, drawn by a seed."""
        return references(self.job.subject, self.job.sight, count, seed, self.probe.check)

    @property
    def _layer(self) -> str:
        return self.job.pane.layers.names[0]


def look(job: SlowJob) -> PaneLook:
    """Return what the method is given; the picture was passed before."""
    run = job.sight.run
    assert run is not None  # noqa: S101 - the prediction came of it

    asked = asked_by(job.pane.method, run, job.target)

    def score(answer: Tensor) -> Tensor:
        return run.task.score(answer, asked)

    subject = job.subject
    probe = Probe(
        subject.opened.module,
        job.sight.x,
        score,
        job.check,
        by_itself=subject.model.answer.by_itself,
    )
    return PaneLook(job, run, probe)


def steps(job: SlowJob, seen: PaneLook) -> Iterator[Step]:
    """Return the steps of a method of many passes.

    Raises:
        UserError: the method cannot be computed at these layers.
    """
    method = job.pane.method
    if method.steps is None:
        raise UserError(f"The method “{method.row.key}” cannot be computed here.")
    if method.row.by_layer and len(job.pane.layers.names) > 1:
        raise UserError("This method takes one layer at a time.", hint="Choose a single layer.")
    found = method.steps(seen)
    return _quickly(job, seen, found) if method.fast_form else found


def _quickly(job: SlowJob, seen: PaneLook, steps: Iterator[Step]) -> Iterator[Step]:
    """Yield steps with the model in its fastest form, where it answers as it does in its own."""
    model, x, run = job.subject.opened.module, job.sight.x, seen.run
    wholes = job.wholes
    whole = wholes and wholes.of(job.subject, x, seen.probe.batch, job.check)
    with ExitStack() as form:
        if whole is not None:
            form.enter_context(whole.answering(job.check))
            yield from steps
            return
        form.enter_context(fast_form(model, x, job.sight.survey.normed))
        if not answers_as(model, x, run.capture.answer.detach(), job.check):
            form.close()
        yield from steps
