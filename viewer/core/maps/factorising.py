"""A layer's output as a few concepts: which channels act together, and where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from viewer.core.late_numpy import np
from viewer.core.maps.arrays import Floats

if TYPE_CHECKING:
    from numpy.typing import NDArray

Doubles: TypeAlias = "NDArray[np.float64]"
MOST_ROUNDS = 300
SETTLED = 1e-4  # of the first error: rounds that gain less are the last
TINY = 1e-12
CHECKED = 10  # rounds between two looks at the error


@dataclass(frozen=True, slots=True)
class Factors:
    """Concepts of a layer's output: A = directions · strengths + offset + what is left.

    Args:
        directions: (K, k) float32, >= 0: how much each channel belongs to each concept.
        strengths: (k, h, w) float32, >= 0: how strong each concept is at each place.
        offset: (K,) float32: the smallest value of channels that fall below zero, else 0.
        error: what is left, as a share of what was to be explained, 0..1.
    """

    directions: Floats
    strengths: Floats
    offset: Floats
    error: float


def factorise(activations: Floats, count: int, *, rounds: int = MOST_ROUNDS) -> Factors:
    """Split a layer's output into concepts whose parts only add up, the strongest first.

    min |A - offset - W H|²,  W >= 0,  H >= 0;   W: (K, k), H: (k, h·w)
    H <- H * (Wᵀ A) / (Wᵀ W H);   W <- W * (A Hᵀ) / (W H Hᵀ)

    It begins at the singular vectors, so that the same output always gives the same concepts.

    Args:
        activations: A, (K, h, w) float32, finite.
        count: k; fewer are found where the output has no more.
        rounds: the most that are made.

    Source: Collins et al., "Deep Feature Factorization for Concept Discovery", ECCV 2018, eq. 2,
        arXiv:1806.10206; updates: Lee and Seung, 2001; beginning: Boutsidis and Gallopoulos,
        "SVD based initialization", 2008 (NNDSVD)
    """
    channels, rows, columns = activations.shape
    matrix = activations.reshape(channels, -1).astype(np.float64)
    offset = np.minimum(matrix.min(axis=1), 0)
    matrix = matrix - offset[:, None]
    whole = float(np.linalg.norm(matrix))
    left, right = beginning(matrix, min(count, *matrix.shape))
    last = whole
    for number in range(rounds):
        right *= (left.T @ matrix) / (left.T @ left @ right + TINY)
        left *= (matrix @ right.T) / (left @ (right @ right.T) + TINY)
        if number % CHECKED == CHECKED - 1:
            error = float(np.linalg.norm(matrix - left @ right))
            if last - error < SETTLED * whole:
                break
            last = error
    mass = left.sum(axis=0) * right.sum(axis=1)
    order = np.argsort(-mass, kind="stable")
    return Factors(
        directions=left[:, order].astype(np.float32),
        strengths=right[order].reshape(-1, rows, columns).astype(np.float32),
        offset=offset.astype(np.float32),
        error=float(np.linalg.norm(matrix - left @ right)) / (whole or 1.0),
    )


def beginning(matrix: Doubles, count: int) -> tuple[Doubles, Doubles]:
    """Return W and H to begin with: the stronger half of each singular pair, and no zeros."""
    left, values, right = np.linalg.svd(matrix, full_matrices=False)
    w, h = np.zeros((len(matrix), count)), np.zeros((count, matrix.shape[1]))
    for j in range(count):
        pairs = [(np.maximum(s * left[:, j], 0), np.maximum(s * right[j], 0)) for s in (1, -1)]
        one, other = max(pairs, key=lambda pair: np.linalg.norm(pair[0]) * np.linalg.norm(pair[1]))
        size = float(np.linalg.norm(one) * np.linalg.norm(other))
        scale = np.sqrt(values[j] * size)
        w[:, j] = scale * one / (np.linalg.norm(one) or 1.0)
        h[j] = scale * other / (np.linalg.norm(other) or 1.0)
    mean = matrix.mean() / 100 + TINY  # zeros would stay zeros for ever
    return np.maximum(w, mean), np.maximum(h, mean)


def concept_of_each(strengths: Floats, directions: Floats) -> NDArray[np.intp]:
    """Return which concept adds most at each place, (h, w)."""
    mass = directions.sum(axis=0)
    return np.argmax(strengths * mass[:, None, None], axis=0)
