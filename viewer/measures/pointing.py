"""Pointing game: whether the highest place is on an object."""

from __future__ import annotations

from viewer.measures.localisation import pointing
from viewer.measures.measure import Measure, MeasureRow, Reading

MEASURE = Measure(
    row=MeasureRow(
        key="pointing",
        title="Pointing game",
        paper="Zhang et al., IJCV 2018",
        link="https://arxiv.org/abs/1608.00507",
        better="higher",
        low=0.0,
        high=1.0,
        cost="one pass",
        truth=True,
        help=(
            "1 where the map's highest place is at most 15 pixels of the input from an "
            "object, else 0. One place says nothing of the rest."
        ),
    ),
    read=lambda trial: Reading(value=pointing(trial)),
    rivals="order",
)
