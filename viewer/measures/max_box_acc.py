"""Box accuracy: which overlaps with an object's box some part of the map reaches."""

from __future__ import annotations

from viewer.measures.localisation import max_box_accuracy
from viewer.measures.measure import Measure, MeasureRow, Reading

MEASURE = Measure(
    row=MeasureRow(
        key="max_box_acc",
        title="Box accuracy",
        paper="Choe et al., CVPR 2020",
        link="https://arxiv.org/abs/2001.07437",
        better="higher",
        low=0.0,
        high=1.0,
        cost="one pass",
        truth=True,
        help=(
            "The share of the overlaps 0.3, 0.5 and 0.7 that a box around some part of the "
            "map reaches. Unlike MaxBoxAccV2 the threshold is chosen for each picture, which "
            "flatters all maps alike."
        ),
    ),
    read=lambda trial: Reading(value=max_box_accuracy(trial)),
    rivals="values",
)
