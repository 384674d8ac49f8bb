"""Box IoU at the best threshold: how well a box around the map fits an object's."""

from __future__ import annotations

from viewer.measures.localisation import box_iou
from viewer.measures.measure import Measure, MeasureRow, Reading

MEASURE = Measure(
    row=MeasureRow(
        key="iou",
        title="Box IoU, best threshold",
        paper="Choe et al., CVPR 2020",
        link="https://arxiv.org/abs/2001.07437",
        better="higher",
        low=0.0,
        high=1.0,
        cost="one pass",
        truth=True,
        help=(
            "The overlap of an object's box with that of the map's largest part, at the "
            "threshold that fits best. Nobody knows that threshold beforehand."
        ),
    ),
    read=lambda trial: Reading(value=box_iou(trial)),
    rivals="values",
)
