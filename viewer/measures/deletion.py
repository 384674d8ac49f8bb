"""Deletion: the probability while the map's highest pixels are taken away; less area is better."""

from __future__ import annotations

from viewer.core.judging.marking import QT_TRANSLATE_NOOP
from viewer.measures.measure import Measure, MeasureRow
from viewer.measures.removal import coarse_deletion, deletion_curve, reading

MEASURE = Measure(
    row=MeasureRow(
        key="deletion",
        title=QT_TRANSLATE_NOOP("Sentence", "Deletion"),
        paper="Petsiuk et al., RISE, BMVC 2018",
        link="https://arxiv.org/abs/1806.07421",
        better="lower",
        low=0.0,
        high=1.0,
        help="How fast the probability falls while the map's highest pixels are taken away. Holes "
        "are unlike any photograph, and the model may react to the holes.",
    ),
    read=lambda trial: reading(deletion_curve(trial)),
    rivals="order",
    together=coarse_deletion,
)
