"""Class sensitivity: how alike the maps of the best and the second class are."""

from __future__ import annotations

from viewer.measures.likeness import spearman
from viewer.measures.measure import Bounds, Measure, MeasureRow, Reading
from viewer.measures.trial import Trial


def _read(trial: Trial) -> Reading:
    ranking, maker = trial.remade.ranking(), trial.remade
    first, other = (maker.of_class(int(ranking[place])) for place in (0, 1))
    return Reading(value=spearman(first, other))


MEASURE = Measure(
    row=MeasureRow(
        key="class_sensitivity_second",
        title="Class sensitivity, second class",
        paper="Adebayo et al., NeurIPS 2018",
        link="https://arxiv.org/abs/1810.03292",
        better="lower",
        low=-1.0,
        high=1.0,
        cost="one pass",
        bounds=Bounds(
            0.7,
            0.99,
            (
                "The map of the second class is another.",
                "The map of the second class is much the same.",
                "The map of the second class is the same: the class does not matter.",
            ),
        ),
        help=(
            "The rank correlation of the maps of the best and the second class: 1 means that "
            "the class does not matter to the map. Classes that look alike may share their "
            "evidence."
        ),
    ),
    read=_read,
    maps=2,
)
