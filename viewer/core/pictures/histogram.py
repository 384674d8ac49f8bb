"""How often each raw value of a heat map occurs, counted as it is painted."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from viewer.core.late_numpy import np
from viewer.core.maps.heat import upsample

if TYPE_CHECKING:
    from numpy.typing import NDArray

STEPS = 64
_SAMPLED_PX = 128  # side of the upsampled map that is counted
Counts: TypeAlias = "NDArray[np.float64]"


def count_values(raw: NDArray[np.float32], low: float, high: float) -> Counts:
    """Return the share of the upsampled map in each of 64 equal steps between two raw values.

    Args:
        raw: (h, w) float32; what is not a number counts as 0.
        low: where the first step begins; values below it are counted in it.
        high: where the last step ends; values above it are counted in it.

    Returns:
        (64,) float64 that add up to 1, or zeros where ``high`` is not above ``low``.
    """
    if not high > low:
        return np.zeros(STEPS)
    values = upsample(np.nan_to_num(raw), (_SAMPLED_PX, _SAMPLED_PX))
    counts, _ = np.histogram(np.clip(values, low, high), bins=STEPS, range=(low, high))
    return counts / counts.sum()
