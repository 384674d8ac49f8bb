"""Make a report of explanations: which sections it has, and what stands in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from viewer.core.asks.model_info import ModelInfo
from viewer.core.asks.records import ExplainedPicture, HeatMap
from viewer.core.errors import UserError
from viewer.core.maps.methods import MethodRow
from viewer.figure.making import FigureParts, recipe_of
from viewer.figure.prose import bibtex, methods_sentence
from viewer.figure.python_script import python_script
from viewer.reporting.document import (
    Block,
    Code,
    Document,
    Heading,
    Paragraph,
    Points,
    ReportTable,
)
from viewer.reporting.method_text import method_text
from viewer.reporting.observations import place_of
from viewer.reporting.observing import measure
from viewer.reporting.phrases import Phrases, phrases
from viewer.reporting.plan import ReportPlan
from viewer.reporting.preparing import Preparation
from viewer.reporting.recipe_text import printed_part, recipe_text
from viewer.reporting.results import Results, name_of, title_of
from viewer.reporting.trust_section import TrustSection


def _nothing() -> None:
    """Let a figure be drawn."""


def report(
    pictures: Sequence[FigureParts],
    plan: ReportPlan,
    *,
    base: Path | None = None,
    begun: Callable[[], None] = _nothing,
) -> Document:
    """Return the report on some pictures.

    Args:
        pictures: one for each picture, with an explanation for each class; all of one model.
        plan: what the report shall be.
        base: the folder that it will stand in; None: nowhere yet.
        begun: is called whenever a figure is drawn, and may raise Cancelled.

    Raises:
        UserError: there is nothing to report.
    """
    if not pictures:
        raise UserError("There is nothing to report.", hint="Explain a picture first.")
    results = Results(plan, base, begun)
    told = tuple(results.told(parts) for parts in pictures)
    made = _Report(told, plan, phrases(plan.lang), results)
    speech, count = made.speech, len(pictures)
    subtitle = speech.subtitle if count > 1 else speech.subtitle_one
    return Document(
        title=plan.title or speech.title,
        subtitle=subtitle.format(count=count, model=made.info.title),
        lang=plan.lang,
        blocks=tuple(made.blocks()),
        bibliography=bibtex(made.rows) if plan.has("references") else "",
        labels={"figure": speech.figure, "table": speech.table},
    )


@dataclass(frozen=True, slots=True)
class _Report:
    pictures: tuple[FigureParts, ...]
    plan: ReportPlan
    speech: Phrases
    written: Results

    @property
    def info(self) -> ModelInfo:
        return self.pictures[0].explanations[0].model

    @property
    def maps(self) -> list[HeatMap]:
        return [
            heat for parts in self.pictures for each in parts.explanations for heat in each.maps
        ]

    @property
    def rows(self) -> list[MethodRow]:
        return list(dict.fromkeys(heat.row for heat in self.maps))

    @property
    def prepared(self) -> Preparation:
        seen = self.pictures[0].explanations[0].prediction
        return Preparation(
            self.info, self.maps, seen, self.plan.lang, in_full=self.plan.has("tree")
        )

    def blocks(self) -> Iterator[Block]:
        """Yield the sections that are wanted, in the order of all templates."""
        plan = self.plan
        if plan.has("preparation"):
            yield from self.prepared.blocks()
        if plan.has("methods"):
            yield from self._methods() if plan.template == "lab" else self._short_methods()
        if any(map(plan.has, ("results", "observations", "notes"))):
            slides = plan.template == "slides"
            part = self.written.slides if slides else self.written.section
            yield from part(self.pictures)
        if plan.has("summary"):
            yield from self._summary()
        if plan.has("trust"):
            yield from TrustSection(self.pictures, self.rows, self.written).blocks()
        if plan.has("references"):
            yield from self._references()
        yield from self._appendix()

    def _methods(self) -> Iterator[Block]:
        yield Heading(self.speech.methods)
        for row in self.rows:
            said = method_text(row, self.plan.lang)
            yield Heading(said.title, 2)
            yield Paragraph(said.idea)
            if said.formula:
                yield Code(said.formula)
            if said.paper:
                yield Paragraph(said.paper)

    def _short_methods(self) -> Iterator[Block]:
        yield Heading(self.speech.methods)
        if self.plan.lang == "en":
            first = self.pictures[0].explanations
            yield Paragraph(_uncited(methods_sentence(first, self.written.style.heat)))
        else:
            prepared = self.prepared
            yield from map(Paragraph, (*prepared.layers(), prepared.input()))

    def _summary(self) -> Iterator[Block]:
        speech = self.speech
        yield Heading(speech.summary)
        head = (speech.picture, speech.target, speech.method, speech.probability, speech.peak)
        rows = [
            (name_of(each), *self._numbers_of(heat))
            for parts in self.pictures
            for each in parts.explanations
            for heat in each.maps
        ]
        yield ReportTable(
            (*head, speech.place, speech.half), tuple(rows), caption=speech.summarised
        )

    def _numbers_of(self, heat: HeatMap) -> tuple[str, ...]:
        found = measure(heat)
        told = (
            title_of(heat, self.info, self.plan.lang),
            heat.row.title,
            heat.worth(".1%"),
            f"{heat.peak:.3g}",
        )
        if found is None:
            return (*told, "–", "–")
        return (*told, place_of(found, self.speech), f"{found.half_area:.0%}")

    def _references(self) -> Iterator[Block]:
        papers = tuple(f"{row.paper}. {row.link}" for row in self.rows if row.paper)
        if papers:
            yield Heading(self.speech.references)
            yield Points(papers)

    def _appendix(self) -> Iterator[Block]:
        recipes, scripts = self.plan.has("recipes"), self.plan.has("scripts")
        if recipes or scripts:
            yield Heading(self.speech.appendix)
        if recipes:
            yield Paragraph(self.speech.about_recipes)
        printed = dict[str, object]()
        for parts in self.pictures:
            first = parts.explanations[0]
            if recipes:
                whole = recipe_of(parts, self.written.style, base=self.written.base)
                text = recipe_text(printed_part(whole, printed))
                yield Code(text, self.speech.recipe.format(picture=name_of(first)))
                printed = printed or whole
            if scripts:
                yield from _script(first, name_of(first), self.speech)


def _script(explanation: ExplainedPicture, name: str, speech: Phrases) -> Iterator[Code]:
    """Yield the script that makes the first map again, where the grad-cam library can."""
    for heat in explanation.maps[:1]:
        try:
            text = python_script(explanation, heat)
        except UserError:
            continue
        names = {"picture": name, "target": heat.resolved.title, "method": heat.row.title}
        yield Code(text, speech.script.format(**names))


def _uncited(sentence: str) -> str:
    r"""Return a methods sentence without LaTeX's ``\cite{…}``: the references follow it."""
    before, *others = sentence.split(" \\cite{")
    return before + "".join(other.partition("}")[2] for other in others)
