"""Relevance mass accuracy: how much of a map lies on the objects."""

from __future__ import annotations

from viewer.measures.localisation import relevance_mass
from viewer.measures.measure import Measure, MeasureRow, Reading

MEASURE = Measure(
    row=MeasureRow(
        key="relevance_mass",
        title="Relevance mass accuracy",
        paper="Arras et al., Information Fusion 2022",
        link="https://arxiv.org/abs/2003.07258",
        better="higher",
        low=0.0,
        high=1.0,
        cost="one pass",
        truth=True,
        help=(
            "The share of the map's sum on the objects' outlines. What stands around an "
            "object may be good evidence."
        ),
    ),
    read=lambda trial: Reading(value=relevance_mass(trial)),
    rivals="values",
)
