"""From what an engine has answered to what programs see of it."""

from __future__ import annotations

from viewer.core.asks.records import HeatMap
from viewer.core.asks.scores import ClassScore
from viewer.core.maps.arrays import Floats
from viewer.figure.making import FigureParts
from viewer.library.explanation import ClassGuess, Explanation, Map
from viewer.library.targets import AnyClass


def explanation_of(asked: tuple[AnyClass, ...], parts: FigureParts) -> Explanation:
    """Return the explanation of one picture.

    Args:
        asked: what was asked for, one for each answer.
        parts: the answers, and the picture.
    """
    answers = parts.explanations
    prediction = answers[0].prediction
    return Explanation(
        maps=tuple(
            map_of(heat, one)
            for one, each in zip(asked, answers, strict=True)
            for heat in each.maps
        ),
        predictions=tuple(map(_guess, prediction.top)),
        groups=tuple(map(_guess, prediction.groups)),
        picture=parts.pictures[prediction.image],
        info=answers[0].model,
        parts=parts,
    )


def read_only(values: Floats) -> Floats:
    """Return a copy of an array that cannot be written into."""
    kept = values.copy()
    kept.flags.writeable = False
    return kept


def map_of(heat: HeatMap, asked: AnyClass) -> Map:
    """Return a map as programs see it."""
    return Map(
        method=heat.method,
        target=asked,
        title=heat.resolved.title,
        layer=heat.layer,
        raw=read_only(heat.raw),
        signed=None if heat.signed is None else read_only(heat.signed),
        score=heat.score,
        probability=heat.probability,
        box=heat.geometry.box,
        size=heat.geometry.original,
        note=" ".join(filter(None, heat.note)),
    )


def _guess(score: ClassScore) -> ClassGuess:
    return ClassGuess(
        name=score.name, index=score.index, probability=score.probability, score=score.logit
    )
