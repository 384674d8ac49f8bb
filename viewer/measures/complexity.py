"""Complexity: how much of the picture a map covers."""

from __future__ import annotations

from viewer.core.judging.marking import QT_TRANSLATE_NOOP
from viewer.measures.confidence import complexity
from viewer.measures.measure import Measure, MeasureRow, Reading

MEASURE = Measure(
    row=MeasureRow(
        key="complexity",
        title=QT_TRANSLATE_NOOP("Sentence", "Complexity"),
        paper="Poppi et al., ADCC, CVPRW 2021",
        link="https://arxiv.org/abs/2104.10252",
        better="lower",
        low=0.0,
        high=1.0,
        cost="one pass",
        help="The mean of the map scaled to 0..1. It says nothing of whether the place is right.",
    ),
    read=lambda trial: Reading(value=complexity(trial.map)),
)
