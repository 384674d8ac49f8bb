"""What is left of a map when the model forgets its weights: rank correlations along the way."""

from __future__ import annotations

from viewer.measures.likeness import spearman
from viewer.measures.measure import Reading
from viewer.measures.trial import Trial

MOST = 8  # maps


def left(trial: Trial, *, cascade: bool) -> Reading:
    """Return the mean rank correlation of the map with those of models that have forgotten.

    Args:
        trial: with what makes maps anew.
        cascade: whether more and more modules forget, from the top down, or single ones.
    """
    found = trial.remade.randomised(cascade=cascade, most=MOST)
    curve = tuple((share, spearman(trial.cells, values)) for share, values in found)
    return Reading(value=sum(value for _, value in curve) / len(curve), curve=curve)
