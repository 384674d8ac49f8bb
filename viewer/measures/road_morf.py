"""ROAD MoRF: the change of the probability when the most relevant pixels are imputed."""

from __future__ import annotations

from viewer.measures.measure import Measure, MeasureRow
from viewer.measures.road_removal import of_rivals, reading

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
    read=lambda trial: reading(trial, "most"),
    rivals="order",
    together=lambda trials: of_rivals(trials, "most"),
)
