"""Average drop: how much of the probability is lost when only the map's place is seen."""

from __future__ import annotations

from viewer.measures.confidence import drop, through
from viewer.measures.measure import Measure, MeasureRow, Reading

MEASURE = Measure(
    row=MeasureRow(
        key="drop",
        title="Average drop",
        paper="Chattopadhay et al., Grad-CAM++, WACV 2018",
        link="https://arxiv.org/abs/1710.11063",
        better="lower",
        low=0.0,
        high=1.0,
        cost="one pass",
        help=(
            "The share of the probability that is lost when the picture is multiplied by the "
            "map. A map that covers everything loses nothing."
        ),
    ),
    read=lambda trial: Reading(value=drop(*through(trial, trial.map))),
    rivals="values",
    seen=lambda trial: trial.map,
)
