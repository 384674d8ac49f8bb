"""One request with all that is at hand to answer it, and what is remembered of such answers."""

from __future__ import annotations

import time
from collections.abc import Hashable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from viewer.core.asks.records import Prediction
from viewer.core.asks.references import ImageRef
from viewer.core.asks.requests import ExplainRequest
from viewer.core.asks.target import Resolved, Target
from viewer.core.errors import OutOfMemory, UserError
from viewer.core.foreign_text import shown_path
from viewer.core.maps.arrays import Floats
from viewer.core.maps.geometry import InputMode
from viewer.engine.explain.cache import BoundedCache
from viewer.engine.explain.known_map import KnownMap
from viewer.engine.explain.resolving import ResolvedPane, placed, understood
from viewer.engine.fast.trunks import Trunks
from viewer.engine.fast.wholes import Wholes
from viewer.engine.look.passes import Pass
from viewer.engine.look.precision import precision_name
from viewer.engine.look.sight import Sight, Sights, recorded
from viewer.engine.look.still import Check
from viewer.engine.look.subject import Subject
from viewer.engine.look.two_towers import TwoTowers
from viewer.methods.method import MethodResult
from viewer.tasks.protocol import ComparingTask, Task

RECORD_BYTES = 2048  # about what a record takes besides its arrays


@dataclass(frozen=True, slots=True)
class Answering:
    """One request, with all that is at hand to answer it."""

    request: ExplainRequest
    panes: tuple[ResolvedPane | UserError, ...]  # what each pane of the request means
    subject: Subject
    sights: Sights
    results: BoundedCache[Prediction | KnownMap]
    budget_bytes: int
    check: Check
    trunks: Trunks
    wholes: Wholes
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
            self.results.put(key, known, known.answer.nbytes * 2 + RECORD_BYTES)
        return known

    @property
    def task(self) -> Task:
        """What kind of answer the open model gives."""
        return self.subject.model.task

    def resolve(self, pane: ResolvedPane, shared: Prediction) -> Resolved:
        """Return what a pane explains; without a target of its own it is the request's.

        Args:
            pane: of the request.
            shared: what is said of the picture in the request's input mode.
        """
        if pane.target is None:
            return self.meant(self.request.target, shared)
        return self.meant(pane.target, self.predict(pane.mode))

    def meant(self, target: Target, seen: Prediction) -> Resolved:
        """Return what a target means for the picture, as it was seen in one input mode."""
        task = self.task
        if isinstance(task, ComparingTask):
            others = {one: self._embedded(one) for one in task.others(target)}
            return task.compare(target, seen.answer, seen.geometry, others)
        return task.resolve(target, seen.answer, seen.geometry)

    def _embedded(self, path: Path | str) -> Floats:
        """Return what the model answers to another picture, asked for by its path, or to a text."""
        if isinstance(path, str):
            return self._read_text(path)
        image, mode = ImageRef.of(path), self.request.input_mode
        beside = replace(
            self,
            request=replace(self.request, image=image, target=Target(), panes=()),
            panes=(),
            sights=self.sights.of_another_picture(),
        )
        try:
            return beside.predict(mode).answer
        except UserError as error:
            raise UserError(
                f"The picture cannot be compared with “{shown_path(path.name)}”.",
                hint=error.headline,
                detail=error.detail,
            ) from error

    def _read_text(self, text: str) -> Floats:
        towers = self.subject.model.module
        if not isinstance(towers, TwoTowers):
            raise UserError(
                "This model reads no texts.",
                hint="Open a model with a tower for texts, such as CLIP, from its folder.",
            )
        return towers.embedded(text)

    def known(self, pane: ResolvedPane, resolved: Resolved) -> KnownMap | None:
        """Return a map, if it is remembered."""
        known = self.results.get(self._key(pane, resolved))
        return known if isinstance(known, KnownMap) else None

    def remember(self, pane: ResolvedPane, resolved: Resolved, heat: KnownMap) -> None:
        """Keep a map for whoever asks the same."""
        self.results.put(self._key(pane, resolved), heat, 2 * heat.raw.nbytes + RECORD_BYTES)

    def look(self, mode: InputMode) -> Sight:
        """Return the picture as the model sees it in one input mode."""
        return self.sights.of(self.request.image, mode, self.check)

    def _key(self, pane: ResolvedPane, resolved: Resolved) -> tuple[Hashable, ...]:
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
        answer = run.capture.answer.detach().float().cpu().numpy()
        self.task.resolve(Target(), answer, sight.geometry)  # refuses invalid numbers
        said = self.task.say(answer, sight.geometry)
        return Prediction(
            serial=self.request.serial,
            image=self.request.image,
            answer=answer,
            probabilities=said.probabilities,
            top=said.top,
            groups=said.groups,
            geometry=sight.geometry,
            notes=sight.picture.notes,
            elapsed_ms=ms_since(start),
        )

    def told(
        self, pane: ResolvedPane, resolved: Resolved, result: MethodResult, layer: str = ""
    ) -> KnownMap:
        """Return a method's result with all that is known of it; the layer is the pane's."""
        seen = self.predict(pane.mode)
        worth = self.task.worth(resolved, seen)
        return KnownMap(
            row=pane.method.row,
            layer=layer or pane.looks_at,
            resolved=resolved,
            score=worth.score,
            probability=worth.probability,
            shapes=self.task.shapes(resolved, seen),
            raw=result.raw,
            signed=result.signed,
            geometry=seen.geometry,
            input_mode=pane.mode,
            precision=precision_name(self.sights.device),
            varies=self.subject.model.answer.varies,
            concepts=result.concepts,
            note=result.note if result.note[0] else self.task.remark(resolved, seen),
        )

    def run(self, sight: Sight, layers: frozenset[str]) -> Pass:
        """Return a forward pass that recorded these layers; a new picture's may be a fast one."""
        if sight.run is None:
            sight.run = self.trunks.run(self.subject, sight, layers, self.check)
        return recorded(
            self.subject, sight, layers, budget_bytes=self.budget_bytes, check=self.check
        )

    def layers(
        self, sight: Sight, *, gradients: bool = False, augmented: bool = False
    ) -> frozenset[str]:
        """Return the layers of all panes that show this sight, without those that do not exist.

        Only of panes whose method needs gradients, or only of those that explain several views.
        """
        found: set[str] = set()
        for pane in understood(self.panes):
            row = pane.method.row
            wanted = (row.gradients or not gradients) and (row.by_views or not augmented)
            if pane.mode == sight.key[3] and wanted:
                with suppress(UserError):
                    found.update(placed(pane, self.subject, sight.survey).layers.names)
        return frozenset(found)


def ms_since(start: float) -> float:
    """Return the milliseconds since a reading of `time.perf_counter`."""
    return (time.perf_counter() - start) * 1000
