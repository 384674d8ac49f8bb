"""Drop in deletion: how much of the probability is lost when the map's place is hidden."""

from __future__ import annotations

from viewer.measures.confidence import drop, scaled, through
from viewer.measures.measure import Measure, MeasureRow, Reading

MEASURE = Measure(
    row=MeasureRow(
        key="drop_in_deletion",
        title="Drop in deletion",
        paper="Jung and Oh, LIFT-CAM, ICCV 2021",
        link="https://arxiv.org/abs/2102.05228",
        better="higher",
        low=0.0,
        high=1.0,
        cost="one pass",
        help=(
            "The share of the probability that is lost when the picture is multiplied by what"
            " the map leaves out. A map that covers everything takes all."
        ),
    ),
    read=lambda trial: Reading(value=drop(*through(trial, 1 - scaled(trial.map)))),
    rivals="values",
    seen=lambda trial: 1 - scaled(trial.map),
)
