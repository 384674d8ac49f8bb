"""ROAD: the picture's most or least relevant pixels imputed, at nine shares of its area."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

import numpy as np

from viewer.core.maps.arrays import Floats
from viewer.measures.imputation import imputed
from viewer.measures.measure import Curve, Reading
from viewer.measures.trial import Trial, ranked

SHARES = tuple(percent / 100 for percent in range(10, 100, 10))
RIVAL_SHARES = (0.2, 0.5)  # solving for more would take a minute a map
First = Literal["most", "least"]


def road_curve(trial: Trial, first: First, shares: Sequence[float] = SHARES) -> Curve:
    """Return the change of the probability when shares of the pixels are imputed.

    Args:
        trial: with a map (H, W).
        first: which pixels go first.
        shares: of the area, 0..1.
    """
    whole, *found = trial.ask(_pictures(trial, first, shares)).probabilities.tolist()
    return tuple((share, value - whole) for share, value in zip(shares, found, strict=True))


def mean(curve: Sequence[tuple[float, float]]) -> float:
    """Return the mean height of a curve."""
    return float(np.mean([value for _, value in curve]))


def reading(trial: Trial, first: First) -> Reading:
    """Return a curve's mean, and that of the few points that rivals are measured by."""
    curve = road_curve(trial, first)
    few = [point for point in curve if point[0] in RIVAL_SHARES]
    return Reading(value=mean(curve), curve=curve, comparable=mean(few))


def rival(trial: Trial, first: First) -> float:
    """Return the mean at the few points that rivals are measured by."""
    return mean(road_curve(trial, first, RIVAL_SHARES))


def combined(trial: Trial, shares: Sequence[float] = SHARES) -> float:
    """Return (LeRF - MoRF) / 2: what the least relevant leave, and the most relevant take."""
    least, most = (mean(road_curve(trial, first, shares)) for first in ("least", "most"))
    return (least - most) / 2


def _pictures(trial: Trial, first: First, shares: Sequence[float]) -> Iterator[Floats]:
    yield trial.x
    order = ranked(trial.map, seed=trial.seed)
    if first == "least":
        order = order[::-1]
    for share in shares:
        missing = np.zeros(order.size, bool)
        missing[order[: round(share * order.size)]] = True
        yield imputed(trial.x, missing.reshape(trial.map.shape), trial.random)
