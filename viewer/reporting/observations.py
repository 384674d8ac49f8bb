"""Observations: sentences that are measured, each with its numbers and what has made it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from math import isfinite

from viewer.core.asks.records import ExplainedPicture, HeatMap, Prediction
from viewer.core.asks.references import ImageRef
from viewer.figure.choices import Language
from viewer.figure.trust_words import trust_words
from viewer.measures.summary import trust_summary
from viewer.measures.truth import TruthRegions
from viewer.reporting.observing import (
    EVEN_BORDER,
    MapFacts,
    TruthFacts,
    agreement,
    cut_away,
    measure,
    measure_truth,
)
from viewer.reporting.phrases import Phrases, phrases

CUT_LEAST = 0.02  # of the area, before a crop is worth a sentence
CERTAIN = 0.995  # a runner-up to such a prediction says nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """One sentence.

    Args:
        about: what it is on: "prediction", "crop", "map", "nothing", "truth", "trust" or
            "agreement".
        text: the sentence, or two.
        numbers: what was measured, by name.
        target: the class it concerns; empty: all.
        methods: keys of the methods it concerns.
        measured: the sentence that the user has put another one in place of; empty: none.
    """

    about: str
    text: str
    numbers: Mapping[str, float]
    target: str = ""
    methods: tuple[str, ...] = ()
    measured: str = ""

    @property
    def key(self) -> str:
        """What tells it from the others on the same picture."""
        return "/".join((self.about, self.target, *self.methods))

    def said(self, text: str) -> Observation:
        """Return it in the user's own words."""
        if text == self.text:
            return self
        return replace(self, text=text, measured=self.measured or self.text)

    def record(self) -> dict[str, object]:
        """Return it as data for JSON, which says where the words are the user's own."""
        numbers = {name: value for name, value in self.numbers.items() if isfinite(value)}
        told = {"about": self.about, "target": self.target, "methods": list(self.methods)}
        edited = {"edited": True, "measured": self.measured} if self.measured else {}
        return {**told, "text": self.text, "numbers": numbers, **edited}


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidOfPicture:
    """What is measured of one picture, before the user has said anything to it."""

    image: ImageRef
    observations: tuple[Observation, ...]


def observe(
    explanations: Sequence[ExplainedPicture], lang: Language, truth: TruthRegions | None = None
) -> tuple[Observation, ...]:
    """Return what is seen in the explanations of one picture, one for each class.

    Args:
        explanations: of the picture.
        lang: of the sentences.
        truth: where the picture's objects are; None: nobody says.
    """
    speech = phrases(lang)
    seen = explanations[0].prediction
    found = [_prediction(seen, speech)] if seen.top else []
    share = cut_away(seen)
    if share >= CUT_LEAST:
        text = speech.cut.format(share=share)
        found.append(Observation(about="crop", text=text, numbers={"share": share}))
    for each in explanations:
        names = {group.name: group.name_zh for group in each.model.groups if group.name_zh}
        known = names if lang == "zh_CN" else {}
        found += _of_class(each.maps, known, speech)
        for heat in each.maps:
            title = known.get(heat.resolved.title, heat.resolved.title)
            found += _of_truth(heat, title, truth, speech)
            found += _of_trust(heat, title, lang)
    return tuple(found)


def _prediction(seen: Prediction, speech: Phrases) -> Observation:
    first, *others = seen.top
    if first.said:  # of a regression, its number
        text = speech.says_value.format(first=first.name, value=first.said)
        return Observation(about="prediction", text=text, numbers={"value": first.logit})
    numbers = {"share": first.probability}
    if not others or first.probability >= CERTAIN:
        text = speech.says.format(first=first.name, share=first.probability)
    else:
        second = others[0]
        numbers["other"] = second.probability
        text = speech.says_then.format(
            first=first.name, share=first.probability, second=second.name, other=second.probability
        )
    return Observation(about="prediction", text=text, numbers=numbers)


def _of_class(
    maps: Sequence[HeatMap], names: Mapping[str, str], speech: Phrases
) -> Iterator[Observation]:
    measured = [(heat, measure(heat)) for heat in maps]
    for heat, numbers in measured:
        title = names.get(heat.resolved.title, heat.resolved.title)
        if numbers is None:
            yield _nothing(heat, title, measured, speech)
        else:
            yield _map(heat, title, numbers, speech)
    for first, second in combinations(maps, 2):
        found = agreement(first, second)
        if found is not None:
            title = names.get(first.resolved.title, first.resolved.title)
            numbers = {"pearson": found.pearson, "overlap": found.overlap}
            pair = {"first": first.row.title, "second": second.row.title}
            text = speech.alike.format(target=title, **pair, **numbers)
            yield Observation(
                about="agreement",
                text=text,
                numbers=numbers,
                target=title,
                methods=(first.method, second.method),
            )


def _map(heat: HeatMap, title: str, found: MapFacts, speech: Phrases) -> Observation:
    numbers = {
        "share": found.share,
        "area": found.half_area,
        "peak": found.peak,
        "x": found.place[0],
        "y": found.place[1],
        "border": found.border,
        "even": EVEN_BORDER,
    }
    words = {"method": heat.row.title, "target": title, "place": place_of(found, speech)}
    told = [speech.lies, speech.peaks, *([speech.borders] if found.border > EVEN_BORDER else [])]
    text = speech.gap.join(sentence.format(**words, **numbers) for sentence in told)
    return Observation(
        about="map", text=text, numbers=numbers, target=title, methods=(heat.method,)
    )


def _nothing(
    heat: HeatMap,
    title: str,
    measured: Sequence[tuple[HeatMap, MapFacts | None]],
    speech: Phrases,
) -> Observation:
    other = next(((one, found) for one, found in measured if found is not None), None)
    words = {"method": heat.row.title, "target": title}
    if other is None:
        text = speech.nothing.format(**words)
    else:
        text = speech.nothing_but.format(
            **words, other=other[0].row.title, place=place_of(other[1], speech)
        )
    return Observation(
        about="nothing",
        text=text,
        numbers={"peak": heat.peak},
        target=title,
        methods=(heat.method,),
    )


def _of_truth(
    heat: HeatMap, title: str, truth: TruthRegions | None, speech: Phrases
) -> Iterator[Observation]:
    """Say how a map lies to the objects; one without positive values lies nowhere."""
    found = measure_truth(heat, truth)
    if found is None or not isfinite(found.inside):
        return
    numbers = {"inside": found.inside, "area": found.area, "covered": found.covered}
    words = {"method": heat.row.title, "target": title}
    text = _truth_words(found, speech).format(**words, **numbers)
    yield Observation(
        about="truth", text=text, numbers=numbers, target=title, methods=(heat.method,)
    )


def _truth_words(found: TruthFacts, speech: Phrases) -> str:
    return speech.marked if found.named else speech.marked_others


def _of_trust(heat: HeatMap, title: str, lang: Language) -> Iterator[Observation]:
    """Say what was measured of a map's trust, where anything was."""
    told, speech = trust_summary(heat.trust), phrases(lang)
    if not told.of:
        return
    counts = {
        "passes": float(len(told.passes)),
        "doubtful": float(len(told.doubtful)),
        "fails": float(len(told.fails)),
    }
    names = {"method": heat.row.title, "target": title}
    text = speech.trusted.format(**names, words=trust_words(heat, lang))
    yield Observation(
        about="trust", text=text, numbers=counts, target=title, methods=(heat.method,)
    )


def place_of(found: MapFacts, speech: Phrases) -> str:
    """Return what the ninth of the picture is called in which a map is strongest."""
    row, column = found.third
    return speech.places[row][column]
