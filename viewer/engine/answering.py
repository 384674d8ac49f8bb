"""Answer one request: the prediction, then each pane's map; a pane that fails does so alone."""

from __future__ import annotations

import time
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, replace

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
from viewer.engine.cache import Kept
from viewer.engine.methods import MethodResult, compute
from viewer.engine.passes import Pass, failing_in_words
from viewer.engine.sight import Sight, Sights, recorded
from viewer.engine.still import Check
from viewer.engine.subject import Subject, resolve_pane
from viewer.engine.tokens import to_maps

Reply = Prediction | HeatMap | Failure

RECORD_BYTES = 2048  # about what a record takes besides its arrays


@dataclass(frozen=True, slots=True)
class Answering:
    """One request, with all that is at hand to answer it."""

    request: ExplainRequest
    subject: Subject
    sights: Sights
    results: Kept[Prediction | HeatMap]
    budget_bytes: int
    check: Check

    def replies(self) -> Iterator[Reply]:
        """Yield the prediction, then a heat map or a failure for each pane.

        Raises:
            UserError: the picture, the model, or the target that panes share is at fault.
        """
        start = time.perf_counter()
        request, labels = self.request, self.subject.model.labels
        seen = self.predict(request.input_mode)
        yield replace(seen, serial=request.serial, image=request.image, elapsed_ms=_ms_since(start))
        if any(pane.target is None for pane in request.panes):
            labels.resolve(request.target, seen.logits)  # what all panes share fails for all
        for index, pane in enumerate(request.panes):
            self.check()
            start = time.perf_counter()
            try:
                heat = self.explain(pane, self.resolve(pane, seen.logits))
            except UserError as error:
                yield failure_of(error, request.serial, pane=index)
                continue
            yield replace(
                heat,
                serial=request.serial,
                pane=index,
                image=request.image,
                target=pane.target or request.target,
                elapsed_ms=_ms_since(start),
            )

    def predict(self, mode: InputMode) -> Prediction:
        """Return what the model says of the picture in one input mode.

        Raises:
            UserError: the picture or the model is at fault.
        """
        key = self.sights.key(self.request.image, mode)
        known = self.results.get(key)
        if not isinstance(known, Prediction):
            known = self._predict(mode)
            self.results.put(key, known, known.logits.nbytes * 2 + RECORD_BYTES)
        return known

    def resolve(self, pane: PaneSpec, shared: Floats) -> ResolvedTarget:
        """Return a pane's classes; without a target of its own it shows the request's class.

        Args:
            pane: of the request.
            shared: (classes,) float32, the logits in the request's input mode.
        """
        labels = self.subject.model.labels
        if pane.target is None:
            return labels.resolve(self.request.target, shared)
        return labels.resolve(pane.target, self.predict(self.mode(pane)).logits)

    def mode(self, pane: PaneSpec) -> InputMode:
        """Return a pane's input mode: its own, or the request's."""
        return pane.input_mode or self.request.input_mode

    def explain(self, pane: PaneSpec, resolved: ResolvedTarget) -> HeatMap:
        """Return one pane's map, remembered or computed.

        Raises:
            UserError: the layer or the method is at fault.
        """
        key = self._key(pane, resolved)
        known = self.results.get(key)
        if not isinstance(known, HeatMap):
            known = self._explain(pane, resolved)
            self.results.put(key, known, 2 * known.raw.nbytes + RECORD_BYTES)
        return known

    def knows(self, pane: PaneSpec, resolved: ResolvedTarget) -> bool:
        """Return whether a map is remembered."""
        return self.results.get(self._key(pane, resolved)) is not None

    def look(self, mode: InputMode) -> Sight:
        """Return the picture as the model sees it in one input mode."""
        return self.sights.of(self.request.image, mode, self.check)

    def _key(self, pane: PaneSpec, resolved: ResolvedTarget) -> tuple[Hashable, ...]:
        layer = pane.layer or self.subject.info.default_layer
        sight_key = self.sights.key(self.request.image, self.mode(pane))
        return sight_key, resolved, pane.method, layer

    def _predict(self, mode: InputMode) -> Prediction:
        start = time.perf_counter()
        sight = self.look(mode)
        self.check()
        try:
            run = self.run(sight, self.layers(sight))
        except UserError:  # a pane's layer may be at fault
            run = self.run(sight, frozenset((self.subject.info.default_layer,)))
        logits = run.capture.logits.detach().float().cpu().numpy()
        labels = self.subject.model.labels
        labels.resolve(Target(), logits)  # refuses invalid numbers
        probabilities = self.subject.model.probabilities(logits)
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

    def _explain(self, pane: PaneSpec, resolved: ResolvedTarget) -> HeatMap:
        mode = self.mode(pane)
        seen, sight = self.predict(mode), self.look(mode)
        pane = resolve_pane(pane, self.subject, sight.survey)
        with failing_in_words(sight.x):
            result = self._map(pane, resolved, sight)
        return HeatMap(
            serial=self.request.serial,
            pane=-1,
            image=self.request.image,
            method=pane.method,
            layer=str(pane.layer),
            target=self.request.target,
            resolved=resolved,
            logit=score(seen.logits, resolved),
            probability=probability(seen.probabilities, resolved),
            raw=result.raw,
            signed=result.signed,
            geometry=sight.geometry,
            input_mode=mode,
        )

    def _map(self, pane: PaneSpec, target: ResolvedTarget, sight: Sight) -> MethodResult:
        """Compute one map; the first that needs gradients fetches them for all panes alike."""
        layer = str(pane.layer)
        layers = self.layers(sight)
        try:
            run = self.run(sight, layers)
        except UserError:
            layers = frozenset((layer,))  # another pane's layer may be at fault
            run = self.run(sight, layers)
        layout = sight.survey.layout(layer)
        activations = to_maps(run.capture.activations(layer), layout).cpu().numpy()
        if not find_method(pane.method).gradients:
            return compute(pane.method, activations, None)
        gradients = run.gradients(target, sorted(layers & self.layers(sight, gradients=True)))
        return compute(pane.method, activations, to_maps(gradients[layer], layout).cpu().numpy())

    def run(self, sight: Sight, layers: frozenset[str]) -> Pass:
        """Return a forward pass that recorded these layers."""
        return recorded(
            self.subject, sight, layers, budget_bytes=self.budget_bytes, check=self.check
        )

    def layers(self, sight: Sight, *, gradients: bool = False) -> frozenset[str]:
        """Return the layers of all panes that show this sight, without those that do not exist."""
        found: set[str] = set()
        for pane in self.request.panes:
            if self.mode(pane) != sight.key[3]:
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
