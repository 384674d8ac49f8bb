"""What one request needs to know, remembered or computed: predictions, classes and maps."""

from __future__ import annotations

import time
from collections.abc import Hashable, Iterator
from contextlib import suppress
from dataclasses import dataclass

from viewer.core.asks.records import (
    ExplainRequest,
    Floats,
    Prediction,
    ResolvedTarget,
    Target,
)
from viewer.core.errors import OutOfMemory, UserError
from viewer.core.maps.geometry import InputMode
from viewer.core.models.labels import probability, score
from viewer.engine.explain.cache import Kept
from viewer.engine.explain.known_map import KnownMap, Stage
from viewer.engine.explain.mapping import quick_map
from viewer.engine.explain.resolving import ResolvedPane, placed, understood
from viewer.engine.explain.slow import reports
from viewer.engine.explain.task import Task
from viewer.engine.look.curvature import NoSecondDerivativesError, twice_differentiable
from viewer.engine.look.passes import Pass, failing_in_words
from viewer.engine.look.precision import precision_name
from viewer.engine.look.sight import Sight, Sights, recorded
from viewer.engine.look.still import Check
from viewer.engine.look.subject import Subject
from viewer.methods.method import MethodResult

RECORD_BYTES = 2048  # about what a record takes besides its arrays


@dataclass(frozen=True, slots=True)
class Answering:
    """One request, with all that is at hand to answer it."""

    request: ExplainRequest
    panes: tuple[ResolvedPane | UserError, ...]  # what each pane of the request means
    subject: Subject
    sights: Sights
    results: Kept[Prediction | KnownMap]
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

    def resolve(self, pane: ResolvedPane, shared: Floats) -> ResolvedTarget:
        """Return a pane's classes; without a target of its own it shows the request's class.

        Args:
            pane: of the request.
            shared: (classes,) float32, the logits in the request's input mode.
        """
        labels = self.subject.model.labels
        if pane.target is None:
            return labels.resolve(self.request.target, shared)
        return labels.resolve(pane.target, self.predict(pane.mode).logits)

    def explain(self, pane: ResolvedPane, resolved: ResolvedTarget) -> KnownMap:
        """Return one pane's map, remembered or computed.

        Raises:
            UserError: the layer or the method is at fault.
        """
        known = self.results.get(self._key(pane, resolved))
        if not isinstance(known, KnownMap):
            known = self._explain(pane, resolved)
            self._remember(pane, resolved, known)
        return known

    def steps(self, pane: ResolvedPane, resolved: ResolvedTarget) -> Iterator[Stage | KnownMap]:
        """Yield the progress of a slow method, and at last one pane's map.

        Raises:
            UserError: the layer or the method is at fault.
        """
        if pane.method.is_quick or self.knows(pane, resolved):
            yield self.explain(pane, resolved)
            return
        seen, sight = self.predict(pane.mode), self.look(pane.mode)
        named = placed(pane, self.subject, sight.survey)
        heat: KnownMap | None = None
        with failing_in_words(sight.x):
            self.run(sight, frozenset(named.layers.names))
            for report in reports(self._task(named, sight, resolved)):
                if report.result is not None:
                    heat = self._known_map(named, resolved, seen, report.result)
                yield Stage(report.done, report.total, report.remaining_s, heat)
        assert heat is not None  # noqa: S101 - the last report holds the map
        self._remember(pane, resolved, heat)
        yield heat

    def _task(self, pane: ResolvedPane, sight: Sight, resolved: ResolvedTarget) -> Task:
        return Task(
            pane=pane,
            subject=self.subject,
            sight=sight,
            target=resolved,
            check=self.check,
            layers=self.layers(sight, augmented=True),
            budget_bytes=self.budget_bytes,
        )

    def knows(self, pane: ResolvedPane, resolved: ResolvedTarget) -> bool:
        """Return whether a map is remembered."""
        return self.results.get(self._key(pane, resolved)) is not None

    def look(self, mode: InputMode) -> Sight:
        """Return the picture as the model sees it in one input mode."""
        return self.sights.of(self.request.image, mode, self.check)

    def _key(self, pane: ResolvedPane, resolved: ResolvedTarget) -> tuple[Hashable, ...]:
        sight_key = self.sights.key(self.request.image, pane.mode)
        return sight_key, resolved, pane.method.row.key, pane.looks_at

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

    def _explain(self, pane: ResolvedPane, resolved: ResolvedTarget) -> KnownMap:
        seen, sight = self.predict(pane.mode), self.look(pane.mode)
        pane = placed(pane, self.subject, sight.survey)
        layers = self.layers(sight)
        try:
            run = self.run(sight, layers)
        except OutOfMemory:
            raise
        except UserError:
            layers = frozenset(pane.layers.names)  # another's may be at fault
            run = self.run(sight, layers)
        together = sorted(layers & self.layers(sight, gradients=True))
        with failing_in_words(sight.x):
            try:
                result = quick_map(pane, resolved, sight, run, together)
            except NoSecondDerivativesError:
                sight.run = None
                with twice_differentiable():
                    result = quick_map(pane, resolved, sight, self.run(sight, layers), together)
        return self._known_map(pane, resolved, seen, result)

    def _known_map(
        self, pane: ResolvedPane, resolved: ResolvedTarget, seen: Prediction, result: MethodResult
    ) -> KnownMap:
        return KnownMap(
            row=pane.method.row,
            layer=pane.looks_at,
            resolved=resolved,
            logit=score(seen.logits, resolved),
            probability=probability(seen.probabilities, resolved),
            raw=result.raw,
            signed=result.signed,
            geometry=seen.geometry,
            input_mode=pane.mode,
            precision=precision_name(self.sights.device),
            varies=self.subject.model.answer.varies,
        )

    def _remember(self, pane: ResolvedPane, resolved: ResolvedTarget, heat: KnownMap) -> None:
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
        for pane in understood(self.panes):
            row = pane.method.row
            wanted = (row.gradients or not gradients) and (row.aug_smooth or not augmented)
            if pane.mode == sight.key[3] and wanted:
                with suppress(UserError):
                    found.update(placed(pane, self.subject, sight.survey).layers.names)
        return frozenset(found)


def ms_since(start: float) -> float:
    """Return the milliseconds since a reading of `time.perf_counter`."""
    return (time.perf_counter() - start) * 1000
