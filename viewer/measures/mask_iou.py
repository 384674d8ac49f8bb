"""Mask IoU at the best threshold: how well the map's shape fits the objects'."""

from __future__ import annotations

from viewer.measures.localisation import mask_iou
from viewer.measures.measure import Measure, MeasureRow, Reading

MEASURE = Measure(
    row=MeasureRow(
        key="mask_iou",
        title="Mask IoU, best threshold",
        paper="Choe et al., CVPR 2020",
        link="https://arxiv.org/abs/2001.07437",
        better="higher",
        low=0.0,
        high=1.0,
        cost="one pass",
        truth=True,
        help=(
            "The overlap of the objects' outlines with all of the map above the threshold "
            "that fits best. Nobody knows that threshold beforehand."
        ),
    ),
    read=lambda trial: Reading(value=mask_iou(trial)),
    rivals="values",
)
