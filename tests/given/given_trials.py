"""What the measures are tried on: a linear model, of which all can be computed by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from viewer.measures.trial import Answers, Trial

SIZE = (12, 18)  # 2:3, so that swapped sides cannot hide


class Linear:
    """A model of one score: f(x) = sum_i w_i x_i, with the exact contributions w_i x_i."""

    def __init__(self, weights: np.ndarray) -> None:
        self.weights, self.asked, self.questions = weights.astype(np.float64), 0, 0

    def __call__(self, pictures):
        found = [float((self.weights * picture).sum()) for picture in pictures]
        self.asked += len(found)
        self.questions += 1
        values = np.array(found, np.float32)
        return Answers(values, values, np.zeros(len(found), np.intp))


def linear_trial() -> Trial:
    """A picture of positive and negative parts, and the map of its exact contributions."""
    random = np.random.default_rng(1)
    x = random.uniform(0.1, 1, (3, *SIZE)).astype(np.float32)
    model = Linear(random.standard_normal((3, *SIZE)))
    exact = (model.weights * x).sum(axis=0).astype(np.float32)
    return Trial(
        x=x,
        cells=exact,
        map=exact,
        ask=model,
        black=np.zeros(3, np.float32),
        white=np.ones(3, np.float32),
    )


def permuted(trial: Trial, seed: int) -> Trial:
    """Return the trial with the map's values in a random order."""
    order = np.random.default_rng(seed).permutation(trial.map.size)
    values = trial.map.ravel()[order].reshape(trial.map.shape)
    return replace(trial, map=values, cells=values)
