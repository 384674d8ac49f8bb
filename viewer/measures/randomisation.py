"""Randomisation: how much of a map survives when the model forgets, from its top down."""

from __future__ import annotations

from viewer.measures.forgetting import MOST, left
from viewer.measures.measure import Bounds, Measure, MeasureRow

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
    read=lambda trial: left(trial, cascade=True),
    maps=MOST,
)
