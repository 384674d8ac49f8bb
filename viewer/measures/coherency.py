"""Coherency: whether the method explains the map's own place in the same way."""

from __future__ import annotations

from viewer.core.judging.marking import QT_TRANSLATE_NOOP
from viewer.measures.confidence import coherency
from viewer.measures.measure import Bounds, Measure, MeasureRow, Reading

MEASURE = Measure(
    row=MeasureRow(
        key="coherency",
        title=QT_TRANSLATE_NOOP("Sentence", "Coherency"),
        paper="Poppi et al., ADCC, CVPRW 2021",
        link="https://arxiv.org/abs/2104.10252",
        better="higher",
        low=0.0,
        high=1.0,
        bounds=Bounds(
            0.9,
            0.6,
            (
                "Seen through the map, the picture is explained in the same way.",
                "Seen through the map, the picture is explained somewhat differently.",
                "Seen through the map, the picture is explained in another way.",
            ),
        ),
        cost="one pass",
        help=(
            "The correlation of the map with that of the picture multiplied by the map, taken"
            " to 0..1. A map that never changes is perfectly coherent."
        ),
    ),
    read=lambda trial: Reading(value=coherency(trial)),
    maps=1,
)
