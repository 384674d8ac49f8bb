"""Energy in the box: how much of a map lies in the objects' boxes."""

from __future__ import annotations

from viewer.measures.localisation import energy
from viewer.measures.measure import Measure, MeasureRow, Reading

MEASURE = Measure(
    row=MeasureRow(
        key="energy",
        title="Energy in the box",
        paper="Wang et al., Score-CAM, CVPRW 2020",
        link="https://arxiv.org/abs/1910.01279",
        better="higher",
        low=0.0,
        high=1.0,
        cost="one pass",
        truth=True,
        help=(
            "The share of the map's sum within the objects' boxes. A box that fills the "
            "picture is always hit."
        ),
    ),
    read=lambda trial: Reading(value=energy(trial)),
    rivals="values",
)
