"""Infidelity: how badly a map foretells what the score loses without a square."""

from __future__ import annotations

import numpy as np

from viewer.core.judging.marking import QT_TRANSLATE_NOOP
from viewer.measures.measure import Measure, MeasureRow, Reading
from viewer.measures.patches import squares
from viewer.measures.trial import Trial


def _read(trial: Trial) -> Reading:
    """Return min over b >= 0 of E (b I·map - (f(x) - f(x - I)))² / E (f(x) - f(x - I))²."""
    parts = squares(trial)
    worth, losses = parts.worth(trial.map), parts.losses
    sizes = float(worth @ worth) * float(losses @ losses)
    together = max(0.0, float(worth @ losses))
    return Reading(value=1 - together**2 / sizes if np.isfinite(sizes) and sizes > 0 else 1.0)


MEASURE = Measure(
    row=MeasureRow(
        key="infidelity",
        title=QT_TRANSLATE_NOOP("Sentence", "Infidelity"),
        paper="Yeh et al., NeurIPS 2019",
        link="https://arxiv.org/abs/1901.09392",
        better="lower",
        low=0.0,
        high=1.0,
        help=(
            "Squares of many sizes are blanked, and the map's sum over each is held against "
            "the loss of the score, with the best scale for the map: 0 means foretold, 1 not "
            "at all. Blank squares are unlike any photograph."
        ),
    ),
    read=_read,
    rivals="values",
)
