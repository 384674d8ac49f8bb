"""Channels weighed: the step that most methods share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from viewer.core.late_numpy import np
from viewer.core.maps.arrays import Floats

if TYPE_CHECKING:
    from numpy.typing import NDArray


def weigh(weights: NDArray[np.floating], activations: Floats) -> Floats:
    """Return w_k * A_k(y, x), what each channel adds to a map."""
    return weights[:, None, None] * activations


def weighed_sum(weights: NDArray[np.floating], activations: Floats) -> Floats:
    """Return sum_k w_k * A_k(y, x), (h, w) float32."""
    return weigh(weights, activations).sum(axis=0).astype(np.float32)
