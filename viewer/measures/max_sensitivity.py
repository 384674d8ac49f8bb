"""Max-sensitivity: how much a map changes at most when the picture hardly does."""

from __future__ import annotations

import numpy as np

from viewer.core.judging.marking import QT_TRANSLATE_NOOP
from viewer.measures.measure import Bounds, Measure, MeasureRow, Reading
from viewer.measures.trial import Trial

TRIES = 10
RADIUS = 0.02  # of the way from black to white


def _read(trial: Trial) -> Reading:
    """Return max over |d| <= r of ||map(x + d) - map(x)|| / ||map(x)||."""
    reach = RADIUS * (trial.white - trial.black)[:, None, None]
    random, size = trial.random, float(np.linalg.norm(trial.cells))
    changes: list[float] = []
    for _ in range(TRIES):
        noise = reach * random.uniform(-1, 1, trial.x.shape)
        other = trial.remade.of_input(trial.x + noise.astype(np.float32))
        changes.append(float(np.linalg.norm(other - trial.cells)))
    return Reading(value=max(changes) / size if size > 0 else float(max(changes) > 0))


MEASURE = Measure(
    row=MeasureRow(
        key="max_sensitivity",
        title=QT_TRANSLATE_NOOP("Sentence", "Max-sensitivity"),
        paper="Yeh et al., NeurIPS 2019",
        link="https://arxiv.org/abs/1901.09392",
        better="lower",
        low=0.0,
        bounds=Bounds(
            0.3,
            1.0,
            (
                "A noise that nobody sees hardly changes the map.",
                "A noise that nobody sees changes the map somewhat.",
                "A noise that nobody sees changes the map as much as there is of it.",
            ),
        ),
        help=(
            "The greatest change of the map, as a share of its size, among ten pictures with "
            "a noise that nobody sees. A map that never changes has 0 and may say nothing."
        ),
    ),
    read=_read,
    maps=10,
)
