"""Stability: whether a map stays when the picture changes in ways that mean nothing."""

from __future__ import annotations

from viewer.core.judging.marking import QT_TRANSLATE_NOOP
from viewer.measures.likeness import spearman
from viewer.measures.measure import Bounds, Measure, MeasureRow, Reading
from viewer.measures.trial import Trial
from viewer.measures.variants import maps_of_variants


def _read(trial: Trial) -> Reading:
    found = [spearman(trial.map, other) for other in maps_of_variants(trial)]
    return Reading(value=sum(found) / len(found))


MEASURE = Measure(
    row=MeasureRow(
        key="stability",
        title=QT_TRANSLATE_NOOP("Sentence", "Stability"),
        paper="Alvarez-Melis and Jaakkola, 2018",
        link="https://arxiv.org/abs/1806.08049",
        better="higher",
        low=-1.0,
        high=1.0,
        bounds=Bounds(
            0.85,
            0.5,
            (
                "The map stays when the picture changes in ways that mean nothing.",
                "The map changes somewhat when the picture changes in ways that mean nothing.",
                "The map changes when the picture changes in ways that mean nothing.",
            ),
        ),
        help=(
            "The mean rank correlation with maps of the picture flipped, moved, compressed, "
            "noisy, lighter and darker, where the prediction stays. A map that never changes "
            "is perfectly stable."
        ),
    ),
    read=_read,
    maps=9,
)
