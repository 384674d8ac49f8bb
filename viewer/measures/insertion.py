"""Insertion: the probability while the map's highest pixels are put in; more area is better."""

from __future__ import annotations

from viewer.core.judging.marking import QT_TRANSLATE_NOOP
from viewer.measures.measure import Measure, MeasureRow
from viewer.measures.removal import coarse_insertion, insertion_curve, reading

MEASURE = Measure(
    row=MeasureRow(
        key="insertion",
        title=QT_TRANSLATE_NOOP("Sentence", "Insertion"),
        paper="Petsiuk et al., RISE, BMVC 2018",
        link="https://arxiv.org/abs/1806.07421",
        better="higher",
        low=0.0,
        high=1.0,
        help="How fast the probability rises while the map's highest pixels are put into a blurred"
        " picture. A blurred picture may already say enough.",
    ),
    read=lambda trial: reading(insertion_curve(trial)),
    rivals="order",
    together=coarse_insertion,
)
