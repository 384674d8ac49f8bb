"""A model whose maps are measured as they are made: whether they deserve to be believed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from viewer.core.asks.records import ExplainedPicture
from viewer.core.asks.references import ModelRef
from viewer.core.asks.requests import ExplainRequest
from viewer.core.asks.trust_reading import TrustReading
from viewer.engine.explain.measuring import MeasureWish
from viewer.engine.explain.trust import reading_of
from viewer.library.model import Model
from viewer.measures.annotations.reading import ObjectTruth
from viewer.measures.measure import Measure


class MeasuringModel(Model):
    """An open model; each map of its explanations bears what was measured of it.

    Args:
        model: the model.
        measures: what is measured; empty: nothing.
        truth: a file, or a folder of them, that says where objects are; None: nobody says. On a
            picture of which nothing is said, measures that need it are left out.

    Raises:
        UserError: the model cannot be opened.
    """

    def __init__(
        self, model: ModelRef, *, measures: tuple[Measure, ...] = (), truth: Path | None = None
    ) -> None:
        super().__init__(model)
        self._measures = measures
        self._truth = None if truth is None else ObjectTruth(truth)

    def _answer(self, request: ExplainRequest) -> ExplainedPicture:
        answered = super()._answer(request)
        found = self._readings(request) if self._measures else {}
        maps = tuple(replace(heat, trust=found.get(heat.pane, ())) for heat in answered.maps)
        return replace(answered, maps=maps)

    def _readings(self, request: ExplainRequest) -> dict[int, tuple[TrustReading, ...]]:
        """Return what was measured of each pane's map."""
        truth = None if self._truth is None else self._truth.of(request.image.path)
        taken = tuple(one for one in self._measures if truth is not None or not one.row.truth)
        found: dict[int, tuple[TrustReading, ...]] = {}
        for one in self._engine.measure(request, MeasureWish(measures=taken, truth=truth)):
            if one.heat is not None:
                found[one.pane] = (*found.get(one.pane, ()), reading_of(one))
        return found
