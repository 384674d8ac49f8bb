"""Measures of trust read for the panes of one request, each beside what knows nothing."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from typing import Any

import cv2
import numpy as np

from viewer.core.asks.records import HeatMap, Prediction
from viewer.core.errors import OutOfMemory, UserError
from viewer.core.maps.arrays import Floats
from viewer.core.maps.heat import upsample
from viewer.engine.explain.answering import Answering
from viewer.engine.explain.asking import Asker
from viewer.engine.explain.known_map import KnownMap
from viewer.engine.explain.remaking import Remaker
from viewer.engine.explain.resolving import ResolvedPane
from viewer.engine.explain.stages import stages
from viewer.engine.look.preprocess import black_and_white
from viewer.measures.confidence import ask_together
from viewer.measures.measure import Curve, Measure, MeasureRow, Rivals
from viewer.measures.rivals import RANDOM, rank_among, rivals, smoothness, with_values_of
from viewer.measures.trial import Start, Trial
from viewer.measures.truth import TruthRegions, places

FEW_MAPS = 2  # are made however slow a method is
MOST_S = 20.0  # may be spent on all the maps that a measure needs


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureWish:
    """What is measured, for every pane of a request.

    Args:
        measures: which.
        truth: where the objects of the picture are, if it is known.
        start: what stands where the picture is taken away; None: as each paper has it.
        random: how many random maps a map is held against; edges and blob come on top.
        seed: of all that is drawn.
    """

    measures: tuple[Measure, ...]
    truth: TruthRegions | None = None
    start: Start | None = None
    random: int = RANDOM
    seed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What a measure says of one pane's map.

    Args:
        pane: index into the request's panes.
        row: the measure.
        heat: the map; None: it could not be made.
        value: what it says; nan: nothing, and ``problem`` says why.
        random: what it says of random maps.
        rank: the map's among all rivals and itself, 1 is best; nan: it has none.
        of: how many ranks there are.
        curve: what the value is the area or the mean of.
    """

    pane: int
    row: MeasureRow
    heat: HeatMap | None = None
    value: float = float("nan")
    random: tuple[float, ...] = ()
    rank: float = float("nan")
    of: int = 0
    curve: Curve = ()
    problem: UserError | None = None
    seconds: float = 0.0

    @property
    def baseline(self) -> float:
        """The mean of what it says of random maps; nan: it has none."""
        return float(np.mean(self.random)) if self.random else float("nan")


def measure(answering: Answering, wish: MeasureWish) -> Iterator[Measured]:
    """Yield what each measure says of each pane's map, as it comes.

    Raises:
        UserError: the picture, the model, or the target that panes share is at fault.
        Cancelled: something else is wanted.
    """
    seen = answering.predict(answering.request.input_mode)
    field_ = _Field(answering, wish)
    for index, pane in enumerate(answering.panes):
        try:
            if isinstance(pane, UserError):
                raise pane
            bench = field_.bench(pane, seen)
        except UserError as error:
            if isinstance(error, OutOfMemory) and answering.on_gpu:
                raise
            yield from (Measured(pane=index, row=m.row, problem=error) for m in wish.measures)
            continue
        heat = bench.known.addressed(answering.request, pane=index, target=pane.target)
        for one in wish.measures:
            answering.check()
            yield replace(bench.measured(one), pane=index, heat=heat)


@dataclass(frozen=True, slots=True)
class _Field:
    """All maps of one picture; what was found out of rivals serves those of the same kind."""

    answering: Answering
    wish: MeasureWish
    drawn: dict[tuple[object, ...], list[Floats]] = field(
        default_factory=dict[tuple[object, ...], list[Floats]]
    )
    known_rivals: dict[tuple[object, ...], list[float]] = field(
        default_factory=dict[tuple[object, ...], list[float]]
    )
    memos: dict[tuple[object, ...], dict[str, Any]] = field(
        default_factory=dict[tuple[object, ...], dict[str, Any]]
    )

    def bench(self, pane: ResolvedPane, seen: Prediction) -> _Bench:
        """Return one pane's map, made ready to be measured."""
        answering = self.answering
        resolved = answering.resolve(pane, seen)
        *_, known = stages(answering, pane, resolved)
        assert isinstance(known, KnownMap)  # noqa: S101 - the last step is the map
        sight = answering.look(pane.mode)
        asker = Asker(answering.subject, sight, resolved, answering.check, wholes=answering.wholes)
        x = sight.x[0].float().cpu().numpy()
        height, width = x.shape[1:]
        black, white = black_and_white(answering.subject.model.rule)
        return _Bench(
            all_maps=self,
            pane=pane,
            known=known,
            asker=asker,
            trial=Trial(
                x=x,
                cells=known.raw,
                map=upsample(known.raw, (width, height)),
                ask=asker,
                black=black,
                white=white,
                truth=places(self.wish.truth, sight.geometry, known.resolved.title),
                seed=self.wish.seed,
                start=self.wish.start,
                memo=self.memos.setdefault((resolved, pane.mode), {}),
            ),
            remaker=Remaker(answering, pane, resolved),
        )

    def rivals(self, smooth: float, trial: Trial, mode: str) -> list[Floats]:
        """Return the maps that know nothing, for maps of one smoothness; they are drawn once."""
        key = (smooth, mode)
        if key not in self.drawn:
            wish = self.wish
            found = rivals(smooth, trial.x, seed=wish.seed, count=wish.random)
            self.drawn[key] = list(found)
        return self.drawn[key]


@dataclass(frozen=True, slots=True)
class _Bench:
    """One map, its trial, and its rivals'."""

    all_maps: _Field
    pane: ResolvedPane
    known: KnownMap
    asker: Asker
    trial: Trial
    remaker: Remaker
    rivals: dict[str, list[Trial]] = field(default_factory=dict[str, list[Trial]])

    def measured(self, one: Measure) -> Measured:
        """Return what a measure says of the map and of its rivals; why not, where it cannot."""
        start = time.perf_counter()
        try:
            found = self._measured(one)
        except OutOfMemory:
            raise
        except UserError as error:
            found = Measured(pane=-1, row=one.row, problem=error)
        return replace(found, seconds=time.perf_counter() - start)

    def _measured(self, one: Measure) -> Measured:
        trial = replace(self.trial, maker=self.remaker if self._is_worth(one.maps) else None)
        seen = self.all_maps.answering.predict(self.pane.mode).answer
        slowly = one.maps or one.asks_little
        with nullcontext() if slowly else self.asker.quickly(seen):
            if one.seen is not None:
                ask_together([trial, *self._rival_trials(one.rivals)], one.seen)
            reading = one.read(trial)
            others = self._rivals(one)
        found = Measured(pane=-1, row=one.row, value=reading.value, curve=reading.curve)
        if not others:
            return found
        return replace(
            found,
            random=tuple(others[: self.all_maps.wish.random]),
            rank=rank_among(reading.held, others, one.row.better),
            of=len(others) + 1,
        )

    def _is_worth(self, maps: int) -> bool:
        """Tell whether so many maps can be waited for."""
        return maps <= FEW_MAPS or self.remaker.takes_s() * maps <= MOST_S

    def _rivals(self, one: Measure) -> list[float]:
        """Return what a measure says of random maps, the edges and the blob, in this order."""
        if one.rivals == "none":
            return []
        smooth = smoothness(self.trial.map)
        cells = self.trial.cells.shape
        key = (one.row.key, smooth, cells, self.known.resolved, self.pane.mode)
        if one.rivals == "order" and key in self.all_maps.known_rivals:
            return self.all_maps.known_rivals[key]
        found = one.held(self._rival_trials(one.rivals))
        if one.rivals == "order":
            self.all_maps.known_rivals[key] = found
        return found

    def _rival_trials(self, kind: Rivals) -> list[Trial]:
        """Return the trials of the maps that know nothing; they are made once."""
        if kind == "none":
            return []
        if kind not in self.rivals:
            smooth = smoothness(self.trial.map)
            maps = self.all_maps.rivals(smooth, self.trial, self.pane.mode)
            self.rivals[kind] = [self._with(rival, kind) for rival in maps]
        return self.rivals[kind]

    def _with(self, rival: Floats, kind: Rivals) -> Trial:
        """Return the trial of a rival's map, which has the map's values where they count."""
        rows, columns = self.trial.cells.shape
        small = cv2.resize(rival, (columns, rows), interpolation=cv2.INTER_AREA)
        cells = np.asarray(small, np.float32)
        if kind == "values":
            rival = with_values_of(rival, self.trial.map)
            cells = with_values_of(cells, self.trial.cells)
        return replace(self.trial, map=rival, cells=cells)
