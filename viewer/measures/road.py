"""ROAD combined: what the least relevant pixels leave, less what the most relevant take."""

from __future__ import annotations

from viewer.measures.measure import Measure, MeasureRow, Reading
from viewer.measures.road_removal import RIVAL_SHARES, combined
from viewer.measures.trial import Trial


def _read(trial: Trial) -> Reading:
    (value,), (few,) = combined([trial]), combined([trial], RIVAL_SHARES)
    return Reading(value=value, comparable=few)


MEASURE = Measure(
    row=MeasureRow(
        key="road",
        title="ROAD, combined",
        paper="Rong et al., ROAD, ICML 2022",
        link="https://arxiv.org/abs/2202.00449",
        better="higher",
        low=-1.0,
        high=1.0,
        cost="minutes",
        help=(
            "Pixels are not blanked but filled from around them, so that the model cannot "
            "react to the shape of a hole. A map that is right about a small thing only is "
            "not told apart."
        ),
    ),
    read=_read,
    rivals="order",
    together=lambda trials: combined(trials, RIVAL_SHARES),
)
