"""Box IoU at a fifth of the maximum: a box around the map against an object's."""

from __future__ import annotations

from viewer.measures.localisation import FIXED, box_iou
from viewer.measures.measure import Measure, MeasureRow, Reading

MEASURE = Measure(
    row=MeasureRow(
        key="iou_fixed",
        title="Box IoU, threshold 0.2",
        paper="Zhou et al., CVPR 2016",
        link="https://arxiv.org/abs/1512.04150",
        better="higher",
        low=0.0,
        high=1.0,
        cost="one pass",
        truth=True,
        help=(
            "The overlap of an object's box with that of the map's largest part above a fifth"
            " of its maximum. The threshold favours maps of some kinds."
        ),
    ),
    read=lambda trial: Reading(value=box_iou(trial, FIXED)),
    rivals="values",
)
