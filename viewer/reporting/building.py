"""Make a report of explanations: which sections a template has, and what stands in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from viewer.core.asks.model_info import ModelInfo
from viewer.core.asks.records import ExplainedPicture, HeatMap
from viewer.core.errors import UserError
from viewer.core.foreign_text import shown_path
from viewer.core.maps.methods import MethodRow
from viewer.figure.choices import Language
from viewer.figure.making import FigureParts, make_json
from viewer.figure.prose import bibtex, caption, methods_sentence
from viewer.figure.python_script import python_script
from viewer.figure.style import FigureStyle
from viewer.reporting.choices import Template
from viewer.reporting.document import (
    Block,
    Break,
    Code,
    Document,
    Drawing,
    Heading,
    Paragraph,
    Points,
    ReportTable,
)
from viewer.reporting.method_text import method_text
from viewer.reporting.observations import observe, place_of
from viewer.reporting.observing import measure
from viewer.reporting.phrases import Phrases, phrases
from viewer.reporting.preparing import Preparation


def report(
    pictures: Sequence[FigureParts], template: Template, lang: Language, *, title: str = ""
) -> Document:
    """Return the report on some pictures.

    Args:
        pictures: one for each picture, with an explanation for each class; all of one model.
        template: which sections there are.
        lang: the language.
        title: of the report; empty: the usual one.

    Raises:
        UserError: there is nothing to report.
    """
    if not pictures:
        raise UserError("There is nothing to report.", hint="Explain a picture first.")
    made = _Report(tuple(pictures), lang, phrases(lang))
    sections = {
        "lab": (made.prepared.blocks, made.methods, made.results, made.summary, made.appendix),
        "supplement": (made.short_methods, made.results, made.summary, made.appendix),
        "page": (made.results,),
        "slides": (made.slides, made.summary),
    }
    blocks = [block for section in sections[template] for block in section()]
    speech, count = made.speech, len(pictures)
    return Document(
        title=title or speech.title,
        subtitle=speech.subtitle.format(count=count, model=made.info.title),
        lang=lang,
        blocks=tuple(blocks),
        bibliography=bibtex(made.rows),
        labels={"figure": speech.figure, "table": speech.table},
    )


@dataclass(frozen=True, slots=True)
class _Report:
    pictures: tuple[FigureParts, ...]
    lang: Language
    speech: Phrases

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
        return Preparation(
            self.info, self.maps, self.pictures[0].explanations[0].prediction, self.lang
        )

    def methods(self) -> Iterator[Block]:
        yield Heading(self.speech.methods)
        for row in self.rows:
            said = method_text(row, self.lang)
            yield Heading(said.title, 2)
            yield Paragraph(said.idea)
            if said.formula:
                yield Code(said.formula)
            if said.paper:
                yield Paragraph(said.paper)

    def short_methods(self) -> Iterator[Block]:
        yield Heading(self.speech.methods)
        if self.lang == "en":
            first = self.pictures[0].explanations
            yield Paragraph(_uncited(methods_sentence(first, self.style.heat)))
        else:
            prepared = self.prepared
            yield from map(Paragraph, (*prepared.layers(), prepared.input()))

    @property
    def style(self) -> FigureStyle:
        return FigureStyle(
            kind="table", lang=self.lang, captions=False, dpi=200, panel_width_in=1.9
        )

    def results(self) -> Iterator[Block]:
        if len(self.pictures) > 1:
            yield Heading(self.speech.results)
        for number, parts in enumerate(self.pictures):
            if len(self.pictures) > 1:
                yield Heading(_name(parts.explanations[0]), 2)
            else:
                yield Heading(self.speech.results)
            yield self._drawing(parts)
            yield Points(tuple(one.text for one in observe(parts.explanations, self.lang)))
            if number + 1 < len(self.pictures) and number % 2:
                yield Break()

    def _drawing(self, parts: FigureParts) -> Drawing:
        name = _name(parts.explanations[0])
        said = [self._said(heat) for each in parts.explanations for heat in each.maps]
        text = self.speech.comma.join(said)
        return Drawing(
            parts=parts,
            style=self.style,
            caption=caption(parts.explanations, self.style),
            alt=self.speech.alt.format(picture=name, said=text),
        )

    def _said(self, heat: HeatMap) -> str:
        """Say in a few words where a map is strongest."""
        found = measure(heat)
        names = {"method": heat.row.title, "target": self._title(heat)}
        if found is None:
            return self.speech.alt_nothing.format(**names)
        return self.speech.alt_map.format(**names, place=place_of(found, self.speech))

    def _title(self, heat: HeatMap) -> str:
        """Return what a class is called in the report's language."""
        title = heat.resolved.title
        names = {one.name: one.name_zh for one in self.info.groups if self.lang == "zh_CN"}
        return names.get(title) or title

    def slides(self) -> Iterator[Block]:
        for parts in self.pictures:
            yield Heading(_name(parts.explanations[0]))
            yield self._drawing(parts)
            yield Points(tuple(one.text for one in observe(parts.explanations, self.lang)))
            yield Break()

    def summary(self) -> Iterator[Block]:
        speech = self.speech
        yield Heading(speech.summary)
        head = (speech.picture, speech.target, speech.method, speech.probability, speech.peak)
        rows = [
            (_name(each), *self._numbers_of(heat))
            for parts in self.pictures
            for each in parts.explanations
            for heat in each.maps
        ]
        yield ReportTable((*head, speech.place, speech.half), tuple(rows), caption=speech.summary)

    def _numbers_of(self, heat: HeatMap) -> tuple[str, ...]:
        found = measure(heat)
        told = (self._title(heat), heat.row.title, heat.worth(".1%"), f"{heat.peak:.3g}")
        if found is None:
            return (*told, "–", "–")
        return (*told, place_of(found, self.speech), f"{found.half_area:.0%}")

    def appendix(self) -> Iterator[Block]:
        speech = self.speech
        yield Heading(speech.references)
        yield Points(tuple(f"{row.paper}. {row.link}" for row in self.rows if row.paper))
        yield Heading(speech.appendix)
        for parts in self.pictures:
            first = parts.explanations[0]
            name = _name(first)
            recipe = make_json(parts, self.style).decode("ascii")
            yield Code(recipe, speech.recipe.format(picture=name))
            yield from _script(first, name, speech)


def _script(explanation: ExplainedPicture, name: str, speech: Phrases) -> Iterator[Code]:
    """Yield the script that makes the first map again, where the grad-cam library can."""
    for heat in explanation.maps[:1]:
        try:
            text = python_script(explanation, heat)
        except UserError:
            continue
        names = {"picture": name, "target": heat.resolved.title, "method": heat.row.title}
        yield Code(text, speech.script.format(**names))


def _name(explanation: ExplainedPicture) -> str:
    image = explanation.prediction.image
    return shown_path(image.path.name) + image.page_mark


def _uncited(sentence: str) -> str:
    r"""Return a methods sentence without LaTeX's ``\cite{…}``: the references follow it."""
    before, *others = sentence.split(" \\cite{")
    return before + "".join(other.partition("}")[2] for other in others)
