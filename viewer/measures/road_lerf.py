"""ROAD LeRF: the change of the probability when the least relevant pixels are imputed."""

from __future__ import annotations

from viewer.measures.measure import Measure, MeasureRow
from viewer.measures.road_removal import of_rivals, reading

MEASURE = Measure(
    row=MeasureRow(
        key="road_lerf",
        title="ROAD, least relevant first",
        paper="Rong et al., ROAD, ICML 2022",
        link="https://arxiv.org/abs/2202.00449",
        better="higher",
        low=-1.0,
        high=1.0,
        cost="minutes",
        help=(
            "How much the probability changes when the map's lowest pixels are filled from "
            "around them. It stays where the map has left out nothing that matters."
        ),
    ),
    read=lambda trial: reading(trial, "least"),
    rivals="order",
    together=lambda trials: of_rivals(trials, "least"),
)
