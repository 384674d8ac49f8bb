"""Randomisation: how much of a map survives when the model forgets, from its top down."""

from __future__ import annotations

from viewer.measures.likeness import spearman
from viewer.measures.measure import Bounds, Measure, MeasureRow, Reading
from viewer.measures.trial import Trial

MOST = 8  # maps


def _read(trial: Trial) -> Reading:
    found = trial.remade.randomised(cascade=True, most=MOST)
    curve = tuple((share, spearman(trial.cells, values)) for share, values in found)
    return Reading(value=sum(value for _, value in curve) / len(curve), curve=curve)


MEASURE = Measure(
    row=MeasureRow(
        key="randomisation",
        title="Randomisation, from the top down",
        paper="Adebayo et al., NeurIPS 2018",
        link="https://arxiv.org/abs/1810.03292",
        better="lower",
        low=-1.0,
        high=1.0,
        cost="seconds",
        bounds=Bounds(
            0.4,
            0.7,
            (
                "When the model forgets its weights, the map changes.",
                "When the model forgets its weights, part of the map stays.",
                "The map stays although the model has forgotten its weights.",
            ),
        ),
        help=(
            "The mean rank correlation of the map with maps of the same model whose weights "
            "were dealt anew at random, first at the top and at last everywhere. Near 1 the "
            "map shows the picture, not the model."
        ),
    ),
    read=_read,
    maps=8,
)
