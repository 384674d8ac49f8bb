"""ROAD: the picture's most or least relevant pixels imputed, at nine shares of its area."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Literal

import numpy as np

from viewer.core.maps.arrays import Floats
from viewer.measures.imputation import imputed
from viewer.measures.measure import Curve, Reading
from viewer.measures.trial import Trial, name_of, ranked

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
    (curve,) = _curves([trial], first, shares)
    return curve


def mean(curve: Sequence[tuple[float, float]]) -> float:
    """Return the mean height of a curve."""
    return float(np.mean([value for _, value in curve]))


def reading(trial: Trial, first: First) -> Reading:
    """Return a curve's mean, and that of the few points that rivals are measured by."""
    curve = road_curve(trial, first)
    few = [point for point in curve if point[0] in RIVAL_SHARES]
    return Reading(value=mean(curve), curve=curve, comparable=mean(few))


def of_rivals(trials: Sequence[Trial], first: First) -> list[float]:
    """Return the means at the few points that rivals are measured by, all asked about together."""
    return [mean(curve) for curve in _curves(trials, first, RIVAL_SHARES)]


def combined(trials: Sequence[Trial], shares: Sequence[float] = SHARES) -> list[float]:
    """Return (LeRF - MoRF) / 2: what the least relevant leave, and the most relevant take."""
    least, most = (_curves(trials, first, shares) for first in ("least", "most"))
    return [(mean(one) - mean(other)) / 2 for one, other in zip(least, most, strict=True)]


def _curves(trials: Sequence[Trial], first: First, shares: Sequence[float]) -> list[Curve]:
    """Return the curves of maps of one picture; what several measures ask about is asked once."""
    names = {(trial, share): _name(trial, first, share) for trial in trials for share in shares}
    asked = {"itself": lambda: trials[0].x}
    for (trial, share), name in names.items():
        asked[name] = partial(_picture, trial, first, share)
    found = trials[0].probabilities(asked)
    return [
        tuple((share, found[names[trial, share]] - found["itself"]) for share in shares)
        for trial in trials
    ]


def _name(trial: Trial, first: First, share: float) -> str:
    return f"road-{first}-{share}-{trial.seed}-{name_of(trial.map)}"


def _picture(trial: Trial, first: First, share: float) -> Floats:
    """Return the picture with a share of its pixels imputed, (C, H, W)."""
    order = ranked(trial.map, seed=trial.seed)
    if first == "least":
        order = order[::-1]
    missing = np.zeros(order.size, bool)
    missing[order[: round(share * order.size)]] = True
    return imputed(trial.x, missing.reshape(trial.map.shape), trial.random)
