"""Deletion by whole cells of the map's own grid."""

from __future__ import annotations

from viewer.measures.measure import Measure, MeasureRow
from viewer.measures.removal import coarse_deletion, deletion_curve, reading

MEASURE = Measure(
    row=MeasureRow(
        key="deletion_cells",
        title="Deletion, cell by cell",
        paper="Petsiuk et al., RISE, BMVC 2018",
        link="https://arxiv.org/abs/1806.07421",
        better="lower",
        low=0.0,
        high=1.0,
        help="Deletion by whole cells of the map's own grid. Coarse maps have few cells, and so "
        "few steps.",
    ),
    read=lambda trial: reading(deletion_curve(trial, cells=True)),
    rivals="order",
    together=lambda trials: coarse_deletion(trials, cells=True),
)
