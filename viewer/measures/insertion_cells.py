"""Insertion by whole cells of the map's own grid."""

from __future__ import annotations

from viewer.measures.measure import Measure, MeasureRow
from viewer.measures.removal import coarse_insertion, insertion_curve, reading

MEASURE = Measure(
    row=MeasureRow(
        key="insertion_cells",
        title="Insertion, cell by cell",
        paper="Petsiuk et al., RISE, BMVC 2018",
        link="https://arxiv.org/abs/1806.07421",
        better="higher",
        low=0.0,
        high=1.0,
        help="Insertion by whole cells of the map's own grid. Coarse maps have few cells, and so "
        "few steps.",
    ),
    read=lambda trial: reading(insertion_curve(trial, cells=True)),
    rivals="order",
    together=lambda trials: coarse_insertion(trials, cells=True),
)
