"""Answer one request: the prediction, then each pane's map; a pane that fails does so alone."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass

from viewer.core.errors import UserError
from viewer.core.geometry import InputMode
from viewer.core.labels import probability, score
from viewer.core.messages import failure_of
from viewer.core.methods import find_method
from viewer.core.records import (
    ExplainRequest,
    Failure,
    Floats,
    HeatMap,
    PaneSpec,
    Prediction,
    ResolvedTarget,
    Target,
)
from viewer.engine.capture import Check
from viewer.engine.methods import MethodResult, compute
from viewer.engine.passes import Pass, failing_in_words
from viewer.engine.sight import Sight, Sights, recorded
from viewer.engine.subject import Subject, resolve_pane
from viewer.engine.tokens import to_maps

Reply = Prediction | HeatMap | Failure


@dataclass(frozen=True, slots=True)
class Answering:
    """One request, with all that is at hand to answer it."""

    request: ExplainRequest
    subject: Subject
    sights: Sights
    budget_bytes: int
    check: Check

    def replies(self) -> Iterator[Reply]:
        """Yield the prediction, then a heat map or a failure for each pane.

        Raises:
            UserError: the picture, the model, or the target that panes share is at fault.
        """
        start = time.perf_counter()
        sight = self._look(self.request.input_mode)
        self.check()
        logits = self._logits(sight)
        labels = self.subject.model.labels
        labels.resolve(Target(), logits)  # refuses invalid numbers
        yield self._predict(sight, logits, start)
        if any(pane.target is None for pane in self.request.panes):
            labels.resolve(self.request.target, logits)  # what all panes share fails for all
        for index, pane in enumerate(self.request.panes):
            self.check()
            try:
                yield self._explain(index, pane, logits)
            except UserError as error:
                yield failure_of(error, self.request.serial, pane=index)

    def _look(self, mode: InputMode) -> Sight:
        return self.sights.of(self.request.image, mode, self.check)

    def _logits(self, sight: Sight) -> Floats:
        """Return the model's scores for a sight, (classes,) float32, from the pass panes need."""
        try:
            run = self._run(sight, self._layers(sight))
        except UserError:
            run = self._run(sight, frozenset((self.subject.info.default_layer,)))
        return run.capture.logits.detach().float().cpu().numpy()

    def _predict(self, sight: Sight, logits: Floats, start: float) -> Prediction:
        probabilities = self.subject.model.probabilities(logits)
        labels = self.subject.model.labels
        return Prediction(
            serial=self.request.serial,
            image=self.request.image,
            logits=logits,
            probabilities=probabilities,
            top=labels.class_scores(logits, probabilities),
            groups=labels.group_scores(logits, probabilities),
            geometry=sight.geometry,
            notes=sight.picture.notes,
            elapsed_ms=_ms_since(start),
        )

    def _explain(self, index: int, pane: PaneSpec, shared: Floats) -> HeatMap:
        """Return one pane's map; without a target of its own it shows the request's class."""
        start = time.perf_counter()
        mode = pane.input_mode or self.request.input_mode
        sight = self._look(mode)
        pane = resolve_pane(pane, self.subject, sight.survey)
        logits = self._logits(sight)
        labels = self.subject.model.labels
        if pane.target is None:
            resolved = labels.resolve(self.request.target, shared)
        else:
            resolved = labels.resolve(pane.target, logits)
        with failing_in_words(sight.x):
            result = self._map(pane, resolved, sight)
        return HeatMap(
            serial=self.request.serial,
            pane=index,
            image=self.request.image,
            method=pane.method,
            layer=str(pane.layer),
            target=pane.target or self.request.target,
            resolved=resolved,
            logit=score(logits, resolved),
            probability=probability(self.subject.model.probabilities(logits), resolved),
            raw=result.raw,
            signed=result.signed,
            geometry=sight.geometry,
            input_mode=mode,
            elapsed_ms=_ms_since(start),
        )

    def _map(self, pane: PaneSpec, target: ResolvedTarget, sight: Sight) -> MethodResult:
        """Compute one map; the first that needs gradients fetches them for all panes alike."""
        layer = str(pane.layer)
        layers = self._layers(sight)
        try:
            run = self._run(sight, layers)
        except UserError:
            layers = frozenset((layer,))  # another pane's layer may be at fault
            run = self._run(sight, layers)
        layout = sight.survey.layout(layer)
        activations = to_maps(run.capture.activations(layer), layout).cpu().numpy()
        if not find_method(pane.method).gradients:
            return compute(pane.method, activations, None)
        gradients = run.gradients(target, sorted(layers & self._layers(sight, gradients=True)))
        return compute(pane.method, activations, to_maps(gradients[layer], layout).cpu().numpy())

    def _run(self, sight: Sight, layers: frozenset[str]) -> Pass:
        return recorded(
            self.subject, sight, layers, budget_bytes=self.budget_bytes, check=self.check
        )

    def _layers(self, sight: Sight, *, gradients: bool = False) -> frozenset[str]:
        """Return the layers of all panes that show this sight, without those that do not exist."""
        found: set[str] = set()
        for pane in self.request.panes:
            if (pane.input_mode or self.request.input_mode) != sight.key[1]:
                continue
            try:
                layer = str(resolve_pane(pane, self.subject, sight.survey).layer)
            except UserError:
                continue
            if find_method(pane.method).gradients or not gradients:
                found.add(layer)
        return frozenset(found)


def _ms_since(start: float) -> float:
    return (time.perf_counter() - start) * 1000
