"""A report's results: each picture's figure, what is measured of it, and what the user notes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from viewer.core.asks.model_info import ModelInfo
from viewer.core.asks.records import ExplainedPicture, HeatMap
from viewer.core.asks.references import ImageRef
from viewer.core.foreign_text import shown_path
from viewer.core.notes import NotePlace
from viewer.figure.choices import Language
from viewer.figure.making import FigureParts
from viewer.figure.prose import caption
from viewer.figure.style import FigureStyle
from viewer.measures.annotations.reading import ObjectTruth
from viewer.measures.truth import TruthRegions
from viewer.reporting.document import Block, Break, Drawing, Heading, Points
from viewer.reporting.note_blocks import NOTE_LEVEL, note_blocks
from viewer.reporting.observations import Observation, observe, place_of
from viewer.reporting.observing import measure
from viewer.reporting.phrases import Phrases, phrases
from viewer.reporting.plan import ReportPlan


@dataclass(frozen=True, slots=True)
class Results:
    """Writes what belongs to one picture after the other."""

    plan: ReportPlan
    base: Path | None
    begun: Callable[[], None]
    _objects: ObjectTruth | None = field(init=False)

    def __post_init__(self) -> None:
        """Know where to look for the objects of the pictures."""
        object.__setattr__(self, "_objects", objects_of(self.plan))

    @property
    def speech(self) -> Phrases:
        """The words of the report's language."""
        return phrases(self.plan.lang)

    @property
    def style(self) -> FigureStyle:
        """How figures look."""
        return figure_style(self.plan)

    def told(self, parts: FigureParts) -> FigureParts:
        """Return a picture's parts with the observations that its recipe keeps."""
        said = self.observations(parts.explanations) if self.plan.has("observations") else ()
        return replace(parts, observations=tuple(one.record() for one in said))

    def observations(self, explanations: Sequence[ExplainedPicture]) -> tuple[Observation, ...]:
        """Return what is said of a picture: as measured, or as the user has it."""
        return edited(explanations, self.plan, self.truth(explanations[0].prediction.image))

    def truth(self, image: ImageRef) -> TruthRegions | None:
        """Return where the objects of a picture are; None: nobody says.

        Raises:
            UserError: what says so cannot be read.
        """
        return None if self._objects is None else self._objects.of(image.path)

    def section(self, pictures: Sequence[FigureParts]) -> Iterator[Block]:
        """Yield the section of all pictures; of the template “page” each has its own."""
        yield Heading(self.speech.results)
        yield from self._notes(NotePlace(path=_image(pictures[0]).path.parent))
        for number, parts in enumerate(pictures, start=1):
            if len(pictures) > 1:
                yield Heading(name_of(parts.explanations[0]), 2)
            yield from self._picture(parts)
            if number < len(pictures) and self.plan.template == "page":
                yield Break()

    def slides(self, pictures: Sequence[FigureParts]) -> Iterator[Block]:
        """Yield a slide for what is noted on the whole, and one for each picture."""
        whole = list(self._notes(NotePlace(path=_image(pictures[0]).path.parent)))
        yield from ([Heading(self.speech.notes), *whole, Break()] if whole else [])
        for parts in pictures:
            yield Heading(name_of(parts.explanations[0]))
            yield from self._picture(parts)
            yield Break()

    def _picture(self, parts: FigureParts) -> Iterator[Block]:
        if self.plan.has("results"):
            yield self._drawing(parts)
        if self.plan.has("observations"):
            said = self.observations(parts.explanations)
            if said:
                yield Points(tuple(one.text for one in said))
        place = NotePlace(path=_image(parts).path)
        yield from self._notes(place, self.speech.notes)
        info = parts.explanations[0].model
        titles = {
            heat.resolved.title: title_of(heat, info, self.plan.lang) for heat in _maps(parts)
        }
        for title, said in titles.items():
            words = self.speech.notes_on.format(target=said)
            yield from self._notes(replace(place, target=title), words)

    def _notes(self, place: NotePlace, heading: str = "") -> Iterator[Block]:
        text = self.plan.notes.get(place, "").strip() if self.plan.has("notes") else ""
        if text and heading:
            yield Heading(heading, NOTE_LEVEL)
        if text:
            yield from note_blocks(text)

    def _drawing(self, parts: FigureParts) -> Drawing:
        name = name_of(parts.explanations[0])
        info = parts.explanations[0].model
        text = self.speech.comma.join(self._said(heat, info) for heat in _maps(parts))
        return Drawing(
            parts=parts,
            style=self.style,
            caption=caption(parts.explanations, self.style),
            alt=self.speech.alt.format(picture=name, said=text),
            base=self.base,
            begun=self.begun,
        )

    def _said(self, heat: HeatMap, info: ModelInfo) -> str:
        """Say in a few words where a map is strongest."""
        found = measure(heat)
        names = {"method": heat.row.title, "target": title_of(heat, info, self.plan.lang)}
        if found is None:
            return self.speech.alt_nothing.format(**names)
        return self.speech.alt_map.format(**names, place=place_of(found, self.speech))


def figure_style(plan: ReportPlan) -> FigureStyle:
    """Return how the figures of a report look."""
    return FigureStyle(
        kind="table",
        lang=plan.lang,
        captions=False,
        dpi=200,
        panel_width_in=1.9,
        heat=plan.heat,
    )


def objects_of(plan: ReportPlan) -> ObjectTruth | None:
    """Return what says where objects are; None: nothing does."""
    return None if plan.truth is None else ObjectTruth(plan.truth)


def edited(
    explanations: Sequence[ExplainedPicture], plan: ReportPlan, truth: TruthRegions | None = None
) -> tuple[Observation, ...]:
    """Return the observations on one picture with the user's words, less those dropped."""
    image = explanations[0].prediction.image
    measured = observe(explanations, plan.lang, truth)
    texts = [plan.edits.get((image, plan.lang, one.key), one.text).strip() for one in measured]
    return tuple(one.said(text) for one, text in zip(measured, texts, strict=True) if text)


def name_of(explanation: ExplainedPicture) -> str:
    """Return what a picture is called in a report."""
    image = explanation.prediction.image
    return shown_path(image.path.name) + image.page_mark


def title_of(heat: HeatMap, info: ModelInfo, lang: Language) -> str:
    """Return what a map's class is called in a language."""
    title = heat.resolved.title
    names = {group.name: group.name_zh for group in info.groups if lang == "zh_CN"}
    return names.get(title) or title


def _image(parts: FigureParts) -> ImageRef:
    return parts.explanations[0].prediction.image


def _maps(parts: FigureParts) -> list[HeatMap]:
    return [heat for each in parts.explanations for heat in each.maps]
