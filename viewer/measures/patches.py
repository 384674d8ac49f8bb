"""Random parts of a picture taken away: what a map says they are worth, and what they were."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from viewer.core.maps.arrays import Floats
from viewer.measures.removal import standing_in
from viewer.measures.trial import Bools, Trial

GRID = 14  # blocks along the shorter side
TRIES = 100  # random parts
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Parts:
    """Random parts of a picture."""

    taken: Floats  # (TRIES, H * W), 1 where it is taken away, else 0
    losses: Numbers  # (TRIES,), how much the score falls without each

    def worth(self, values: Floats) -> Numbers:
        """Return the sum of a map over each part, (TRIES,)."""
        return (self.taken @ values.ravel()).astype(np.float64)


def squares(trial: Trial) -> Parts:
    """Return random squares of many sizes, from an eighth to a half of the shorter side."""
    return _known(trial, "squares", _squares)


def blocks(trial: Trial, share: float = 0.2) -> Parts:
    """Return random sets of small blocks, each of about the same share of the picture."""
    return _known(trial, "blocks", lambda trial: _blocks(trial, share))


def _known(trial: Trial, name: str, make: Callable[[Trial], Bools]) -> Parts:
    """Return parts, and ask the model about them once for all maps of the picture."""
    if name not in trial.memo:
        taken = make(trial)
        whole, *found = trial.ask(_without(trial, taken)).scores.tolist()
        trial.memo[name] = Parts(taken.astype(np.float32), whole - np.array(found, np.float64))
    return trial.memo[name]


def _without(trial: Trial, taken: Bools) -> Iterator[Floats]:
    yield trial.x
    instead = standing_in(trial, trial.start or "black")
    for part in taken:
        yield np.where(part.reshape(trial.map.shape), instead, trial.x)


def _squares(trial: Trial) -> Bools:
    random, (height, width) = trial.random, trial.map.shape
    shorter = min(height, width)
    taken = np.zeros((TRIES, height, width), bool)
    for part in taken:
        side = int(random.integers(max(1, shorter // 8), max(2, shorter // 2)))
        top, left = random.integers(height - side + 1), random.integers(width - side + 1)
        part[top : top + side, left : left + side] = True
    return taken.reshape(TRIES, -1)


def _blocks(trial: Trial, share: float) -> Bools:
    random, (height, width) = trial.random, trial.map.shape
    side = max(1, min(height, width) // GRID)
    rows, columns = -(-height // side), -(-width // side)
    owner = (np.arange(height)[:, None] // side) * columns + np.arange(width)[None, :] // side
    count = max(1, round(share * rows * columns))
    chosen = np.zeros((TRIES, rows * columns), bool)
    for part in chosen:
        part[random.choice(rows * columns, count, replace=False)] = True
    return chosen[:, owner.ravel()]
