"""Efficient randomisation: whether a map of a model that knows nothing is less in order."""

from __future__ import annotations

import numpy as np

from viewer.core.maps.arrays import Floats
from viewer.measures.measure import Measure, MeasureRow, Reading
from viewer.measures.trial import Trial

BINS = 100


def _read(trial: Trial) -> Reading:
    """Return (H(map of the random model) - H(map)) / H(map), the entropies of histograms."""
    ((_, random),) = trial.remade.randomised(cascade=True, most=1)
    before = entropy(trial.cells)
    return Reading(value=(entropy(random) - before) / before if before > 0 else 0.0)


def entropy(values: Floats) -> float:
    """Return the entropy of a map's histogram, in nats; 0 for one without contrast."""
    counts, _ = np.histogram(values, bins=BINS)
    shares = counts[counts > 0] / values.size
    return float(-(shares * np.log(shares)).sum()) + 0.0


MEASURE = Measure(
    row=MeasureRow(
        key="randomisation_efficient",
        title="Randomisation, efficient",
        paper="Hedström et al., 2024",
        link="https://arxiv.org/abs/2401.06465",
        better="higher",
        cost="one pass",
        help=(
            "How much the entropy of the map's values rises when all weights are dealt anew "
            "at random, as a share of what it was. Maps of coarse grids have few values to "
            "tell by."
        ),
    ),
    read=_read,
    maps=1,
)
