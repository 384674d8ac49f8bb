"""Relevance rank accuracy: how many of a map's highest places are on the objects."""

from __future__ import annotations

from viewer.measures.localisation import relevance_rank
from viewer.measures.measure import Measure, MeasureRow, Reading

MEASURE = Measure(
    row=MeasureRow(
        key="relevance_rank",
        title="Relevance rank accuracy",
        paper="Arras et al., Information Fusion 2022",
        link="https://arxiv.org/abs/2003.07258",
        better="higher",
        low=0.0,
        high=1.0,
        cost="one pass",
        truth=True,
        help=(
            "The share on the objects of as many of the highest places as the objects have. "
            "What stands around an object may be good evidence."
        ),
    ),
    read=lambda trial: Reading(value=relevance_rank(trial)),
    rivals="order",
)
