"""Faithfulness correlation: whether parts that a map holds to be worth more cost more."""

from __future__ import annotations

from viewer.measures.likeness import pearson
from viewer.measures.measure import Measure, MeasureRow, Reading
from viewer.measures.patches import blocks

MEASURE = Measure(
    row=MeasureRow(
        key="faithfulness_correlation",
        title="Faithfulness correlation",
        paper="Bhatt et al., IJCAI 2020",
        link="https://arxiv.org/abs/2005.00631",
        better="higher",
        low=-1.0,
        high=1.0,
        help=(
            "The correlation of the map's sum over random sets of small blocks with the loss "
            "of the score when they are blanked. A fifth of the picture is blanked each time,"
            " and losses do not add up."
        ),
    ),
    read=lambda trial: Reading(value=pearson(blocks(trial).worth(trial.map), blocks(trial).losses)),
    rivals="values",
)
