"""What one request needs to know, remembered or computed: predictions, classes and maps."""

from __future__ import annotations

import time
from collections.abc import Hashable, Iterator
from dataclasses import dataclass

from viewer.core.errors import OutOfMemory, UserError
from viewer.core.geometry import InputMode
from viewer.core.labels import probability, score
from viewer.core.merging import parse_layers
from viewer.core.messages import Progress
from viewer.core.methods import find_method
from viewer.core.records import (
    ExplainRequest,
    Floats,
    HeatMap,
    PaneSpec,
    Prediction,
    ResolvedTarget,
    Target,
)
from viewer.engine.cache import Kept
from viewer.engine.curvature import NoSecondDerivativesError, twice_differentiable
from viewer.engine.mapping import quick_map
from viewer.engine.methods import MethodResult
from viewer.engine.passes import Pass, failing_in_words
from viewer.engine.precision import precision_name
from viewer.engine.sight import Sight, Sights, recorded
from viewer.engine.slow import reports
from viewer.engine.still import Check
from viewer.engine.subject import Subject, resolve_pane
from viewer.engine.task import Task

NO_LAYER = "input"  # what methods without a layer look at
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
    on_gpu: bool = False

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
        known = self.results.get(self._key(pane, resolved))
        if not isinstance(known, HeatMap):
            known = self._explain(pane, resolved)
            self._remember(pane, resolved, known)
        return known

    def steps(self, pane: PaneSpec, resolved: ResolvedTarget) -> Iterator[Progress | HeatMap]:
        """Yield the progress of a slow method, and at last one pane's map.

        Raises:
            UserError: the layer or the method is at fault.
        """
        if find_method(pane.method).cost == "one pass" or self.knows(pane, resolved):
            yield self.explain(pane, resolved)
            return
        mode = self.mode(pane)
        seen, sight = self.predict(mode), self.look(mode)
        named = resolve_pane(pane, self.subject, sight.survey)
        heat: HeatMap | None = None
        with failing_in_words(sight.x):
            self.run(sight, frozenset(parse_layers(str(named.layer)).names))
            for report in reports(self._task(named, sight, resolved)):
                if report.result is not None:
                    heat = self._heat_map(named, resolved, seen, report.result)
                yield Progress(
                    serial=self.request.serial,
                    pane=-1,
                    method=pane.method,
                    done=report.done,
                    total=report.total,
                    remaining_s=report.remaining_s,
                    heat=heat,
                )
        assert heat is not None  # noqa: S101 - the last report holds the map
        self._remember(pane, resolved, heat)
        yield heat

    def _task(self, pane: PaneSpec, sight: Sight, resolved: ResolvedTarget) -> Task:
        return Task(
            pane=pane,
            subject=self.subject,
            sight=sight,
            target=resolved,
            check=self.check,
            layers=self.layers(sight, augmented=True),
            budget_bytes=self.budget_bytes,
        )

    def knows(self, pane: PaneSpec, resolved: ResolvedTarget) -> bool:
        """Return whether a map is remembered."""
        return self.results.get(self._key(pane, resolved)) is not None

    def look(self, mode: InputMode) -> Sight:
        """Return the picture as the model sees it in one input mode."""
        return self.sights.of(self.request.image, mode, self.check)

    def _key(self, pane: PaneSpec, resolved: ResolvedTarget) -> tuple[Hashable, ...]:
        layer = pane.layer or self.subject.info.default_layer
        if not find_method(pane.method).by_layer:
            layer = NO_LAYER
        sight_key = self.sights.key(self.request.image, self.mode(pane))
        return sight_key, resolved, pane.method, layer

    def _predict(self, mode: InputMode) -> Prediction:
        start = time.perf_counter()
        sight = self.look(mode)
        self.check()
        try:
            run = self.run(sight, self.layers(sight))
        except OutOfMemory:
            raise
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
            elapsed_ms=ms_since(start),
        )

    def _explain(self, pane: PaneSpec, resolved: ResolvedTarget) -> HeatMap:
        mode = self.mode(pane)
        seen, sight = self.predict(mode), self.look(mode)
        pane = resolve_pane(pane, self.subject, sight.survey)
        layers = self.layers(sight)
        try:
            run = self.run(sight, layers)
        except OutOfMemory:
            raise
        except UserError:
            layers = frozenset(parse_layers(str(pane.layer)).names)  # another's may be at fault
            run = self.run(sight, layers)
        together = sorted(layers & self.layers(sight, gradients=True))
        with failing_in_words(sight.x):
            try:
                result = quick_map(pane, resolved, sight, run, together)
            except NoSecondDerivativesError:
                sight.run = None
                with twice_differentiable():
                    result = quick_map(pane, resolved, sight, self.run(sight, layers), together)
        return self._heat_map(pane, resolved, seen, result)

    def _heat_map(
        self, pane: PaneSpec, resolved: ResolvedTarget, seen: Prediction, result: MethodResult
    ) -> HeatMap:
        return HeatMap(
            serial=self.request.serial,
            pane=-1,
            image=self.request.image,
            method=pane.method,
            layer=str(pane.layer) if find_method(pane.method).by_layer else NO_LAYER,
            target=self.request.target,
            resolved=resolved,
            logit=score(seen.logits, resolved),
            probability=probability(seen.probabilities, resolved),
            raw=result.raw,
            signed=result.signed,
            geometry=seen.geometry,
            input_mode=self.mode(pane),
            precision=precision_name(self.sights.device),
        )

    def _remember(self, pane: PaneSpec, resolved: ResolvedTarget, heat: HeatMap) -> None:
        self.results.put(self._key(pane, resolved), heat, 2 * heat.raw.nbytes + RECORD_BYTES)

    def run(self, sight: Sight, layers: frozenset[str]) -> Pass:
        """Return a forward pass that recorded these layers."""
        return recorded(
            self.subject, sight, layers, budget_bytes=self.budget_bytes, check=self.check
        )

    def layers(
        self, sight: Sight, *, gradients: bool = False, augmented: bool = False
    ) -> frozenset[str]:
        """Return the layers of all panes that show this sight, without those that do not exist.

        Only of panes whose method needs gradients, or only of those with augmentation smoothing.
        """
        found: set[str] = set()
        for pane in self.request.panes:
            if self.mode(pane) != sight.key[3]:
                continue
            try:
                layer = str(resolve_pane(pane, self.subject, sight.survey).layer)
            except UserError:
                continue
            method = find_method(pane.method)
            if (method.gradients or not gradients) and (method.aug_smooth or not augmented):
                found.update(parse_layers(layer).names)
        return frozenset(found)


def ms_since(start: float) -> float:
    """Return the milliseconds since a reading of `time.perf_counter`."""
    return (time.perf_counter() - start) * 1000
