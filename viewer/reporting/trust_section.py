"""A report's section on trust: what was measured of each map, and how the methods fared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import isfinite

from viewer.core.asks.records import HeatMap
from viewer.core.asks.trust_reading import TrustReading
from viewer.core.errors import UserError
from viewer.core.maps.methods import MethodRow
from viewer.figure.making import FigureParts
from viewer.measures.registry import find_measures
from viewer.measures.verdict import verdict
from viewer.methods.registry import built_in
from viewer.reporting.document import Block, Heading, Paragraph, ReportTable
from viewer.reporting.evaluation_reading import EvaluatedWay, read_evaluation
from viewer.reporting.observing import TruthFacts, measure_truth
from viewer.reporting.phrases import Phrases
from viewer.reporting.results import Results, name_of, title_of

NONE = "–"


@dataclass(frozen=True, slots=True)
class TrustSection:
    """What says whether the maps deserve to be believed; nothing, where nothing was computed."""

    pictures: Sequence[FigureParts]
    rows: Sequence[MethodRow]
    written: Results

    @property
    def speech(self) -> Phrases:
        """The words of the report's language."""
        return self.written.speech

    def blocks(self) -> Iterator[Block]:
        """Yield the section.

        Raises:
            UserError: the evaluation, or what says where objects are, cannot be read.
        """
        made = [*self._measured(), *self._marked(), *self._evaluated()]
        if made:
            yield Heading(self.speech.trust)
            yield from made

    def _measured(self) -> Iterator[Block]:
        rows = [
            (*self._names(parts, heat), *self._reading(one))
            for parts, heat in self._maps()
            for one in heat.trust
        ]
        if rows:
            speech = self.speech
            head = (speech.picture, speech.target, speech.method, speech.measure)
            head = (*head, speech.value, speech.rank, speech.verdict)
            yield ReportTable(head, tuple(rows), caption=speech.measured_maps)

    def _marked(self) -> Iterator[Block]:
        found = [
            (*self._names(parts, heat), *_shares(facts))
            for parts, heat in self._maps()
            if (facts := measure_truth(heat, self.written.truth(heat.image))) is not None
        ]
        if found:
            speech = self.speech
            head = (speech.picture, speech.target, speech.method)
            head = (*head, speech.inside, speech.marked_area, speech.covered)
            yield ReportTable(head, tuple(found), caption=speech.marked_maps)

    def _evaluated(self) -> Iterator[Block]:
        folder = self.written.plan.evaluation
        ways = () if folder is None else read_evaluation(folder)
        if ways:
            speech = self.speech
            head = (speech.measure, speech.method, speech.layer, speech.mean, speech.interval)
            head = (*head, speech.random, speech.best)
            count = max(way.count for way in ways)
            yield ReportTable(
                head, tuple(map(self._way, ways)), caption=speech.evaluated.format(count=count)
            )
            yield Paragraph(speech.evaluated_help)

    def _maps(self) -> Iterator[tuple[FigureParts, HeatMap]]:
        for parts in self.pictures:
            for each in parts.explanations:
                for heat in each.maps:
                    yield parts, heat

    def _names(self, parts: FigureParts, heat: HeatMap) -> tuple[str, str, str]:
        first = parts.explanations[0]
        title = title_of(heat, first.model, self.written.plan.lang)
        return name_of(first), title, heat.row.title

    def _reading(self, one: TrustReading) -> tuple[str, ...]:
        (measure,) = find_measures((one.key,))
        kind = verdict(measure.row, one.value, one.rank, one.of).kind
        ranked = self.speech.rank_of.format(rank=one.rank, of=one.of)
        return (
            self._title(one.key, measure.row.title),
            _number(one.value),
            ranked if isfinite(one.rank) else NONE,
            self.speech.verdicts[kind],
        )

    def _title(self, key: str, title: str) -> str:
        """Return what a measure is called in the report's language."""
        return self.speech.measures.get(key, title)

    def _way(self, way: EvaluatedWay) -> tuple[str, ...]:
        return (
            self._title(way.row.key, way.row.title),
            self._method(way.method),
            way.layer or NONE,
            _number(way.mean),
            f"{_number(way.low)} – {_number(way.high)}" if isfinite(way.low) else NONE,
            _number(way.random),
            "●" * way.best,
        )

    def _method(self, key: str) -> str:
        """Return what people call a method; of a package that is not here, its key."""
        known = {row.key: row.title for row in self.rows}
        try:
            return known.get(key) or built_in().table.find(key).title
        except UserError:
            return key


def _shares(facts: TruthFacts) -> tuple[str, str, str]:
    inside = f"{facts.inside:.0%}" if isfinite(facts.inside) else NONE
    return inside, f"{facts.area:.0%}", f"{facts.covered:.0%}"


def _number(value: float) -> str:
    return f"{value:.3g}" if isfinite(value) else NONE
