"""What becomes of the probability when a picture is seen through a map: drop, increase, ADCC."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from viewer.core.maps.arrays import Floats
from viewer.core.maps.heat import upsample
from viewer.measures.likeness import pearson
from viewer.measures.trial import Trial, name_of


def scaled(values: Floats) -> Floats:
    """Return a map scaled to 0..1; one without contrast is 0 everywhere."""
    low, high = float(values.min()), float(values.max())
    if not high > low:
        return np.zeros_like(values)
    return ((values - low) / (high - low)).astype(np.float32)


def through(trial: Trial, values: Floats) -> tuple[float, float]:
    """Return the probability of the whole picture, and of the picture times a map scaled to 0..1.

    The input is multiplied as the model sees it, so that what is hidden becomes the mean colour.
    """
    whole = trial.probability("itself", lambda: trial.x)
    return whole, trial.probability(name_of(values), lambda: trial.x * scaled(values))


def ask_together(trials: Sequence[Trial], seen: Callable[[Trial], Floats]) -> None:
    """Ask about one picture seen through many maps, a whole batch at a time, and remember it.

    Args:
        trials: of maps of one picture.
        seen: the map through which each is seen.
    """
    maps = {name_of(values): values for values in map(seen, trials)}
    trials[0].probabilities(
        {name: lambda values=values: trials[0].x * scaled(values) for name, values in maps.items()}
    )


def drop(whole: float, seen: float) -> float:
    """Return max(0, whole - seen) / whole.

    Source: Chattopadhay et al., "Grad-CAM++", WACV 2018, section 4.1, arXiv:1710.11063
    """
    return max(0.0, whole - seen) / whole if whole > 0 else 0.0


def increase(whole: float, seen: float) -> float:
    """Return 1 where the probability rises, else 0."""
    return float(seen > whole)


def complexity(values: Floats) -> float:
    """Return the mean of a map scaled to 0..1: ||map||_1 over the number of its pixels."""
    return float(scaled(values).mean(dtype=np.float64))


def coherency(trial: Trial) -> float:
    """Return (1 + correlation) / 2 of the map, and the map of the picture seen through it."""
    again = trial.remade.of_input(trial.x * scaled(trial.map))
    height, width = trial.map.shape
    return (1 + pearson(trial.map, upsample(again, (width, height)))) / 2


def adcc(trial: Trial) -> float:
    """Return 3 / (1/coherency + 1/(1 - complexity) + 1/(1 - average drop)).

    Source: Poppi et al., "Revisiting the Evaluation of Class Activation Mapping", CVPRW 2021,
    eq. 6, arXiv:2104.10252
    """
    parts = (
        coherency(trial),
        1 - complexity(trial.map),
        1 - drop(*through(trial, trial.map)),
    )
    return 0.0 if min(parts) <= 0 else len(parts) / sum(1 / part for part in parts)
