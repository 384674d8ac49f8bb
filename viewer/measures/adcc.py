"""ADCC: average drop, coherency and complexity in one number."""

from __future__ import annotations

from viewer.measures.confidence import adcc
from viewer.measures.measure import Measure, MeasureRow, Reading

MEASURE = Measure(
    row=MeasureRow(
        key="adcc",
        title="ADCC",
        paper="Poppi et al., ADCC, CVPRW 2021",
        link="https://arxiv.org/abs/2104.10252",
        better="higher",
        low=0.0,
        high=1.0,
        cost="one pass",
        help=(
            "The harmonic mean of coherency, of what average drop leaves, and of what "
            "complexity leaves, so that a map must be good in all three. It is 0 where one of"
            " them is."
        ),
    ),
    read=lambda trial: Reading(value=adcc(trial)),
    maps=1,
)
