"""ROAD MoRF: the change of the probability when the most relevant pixels are imputed."""

from __future__ import annotations

from viewer.measures.measure import Measure, MeasureRow, Reading
from viewer.measures.road_removal import RIVAL_SHARES, mean, road_curve
from viewer.measures.trial import Trial


def _read(trial: Trial) -> Reading:
    curve = road_curve(trial, "most")
    coarse = tuple(point for point in curve if point[0] in RIVAL_SHARES)
    return Reading(value=mean(curve), curve=curve, comparable=mean(coarse))


MEASURE = Measure(
    row=MeasureRow(
        key="road_morf",
        title="ROAD, most relevant first",
        paper="Rong et al., ROAD, ICML 2022",
        link="https://arxiv.org/abs/2202.00449",
        better="lower",
        low=-1.0,
        high=1.0,
        cost="minutes",
        help=(
            "How much the probability changes when the map's highest pixels are filled from "
            "around them. The lower, the more of the evidence the map has found."
        ),
    ),
    read=_read,
    rivals="order",
    rival=lambda trial: mean(road_curve(trial, "most", RIVAL_SHARES)),
)
