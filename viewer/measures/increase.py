"""Increase in confidence: whether the probability rises when only the map's place is seen."""

from __future__ import annotations

from viewer.measures.confidence import increase, through
from viewer.measures.measure import Measure, MeasureRow, Reading

MEASURE = Measure(
    row=MeasureRow(
        key="increase",
        title="Increase in confidence",
        paper="Chattopadhay et al., Grad-CAM++, WACV 2018",
        link="https://arxiv.org/abs/1710.11063",
        better="higher",
        low=0.0,
        high=1.0,
        cost="one pass",
        help=(
            "1 where the probability rises when the picture is multiplied by the map, else 0;"
            " its mean over pictures is the share of such pictures. A model that is sure "
            "already cannot rise."
        ),
    ),
    read=lambda trial: Reading(value=increase(*through(trial, trial.map))),
    rivals="values",
    seen=lambda trial: trial.map,
)
