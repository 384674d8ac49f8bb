"""Which raw values the first and the last colour of a map stand for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from viewer.core.asks.records import HeatMap
from viewer.core.late_numpy import np
from viewer.core.maps.heat_style import Floats, HeatStyle, Limits

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray


def shown_values(heat: HeatMap, style: HeatStyle) -> Floats:
    """Return the values that a style shows: the signed map where it is asked for and exists."""
    signed = style.extent == "symmetric" and heat.signed is not None
    return heat.signed if signed and heat.signed is not None else heat.raw


def own_limits(values: ArrayLike, style: HeatStyle) -> Limits:
    """Return the limits that a map has by itself; equal ones when it holds no contrast.

    full: the clip percentile of the finite values .. its mirror; positive: 0 .. the upper one;
    symmetric: -m .. m, where m is the upper percentile of the magnitudes.
    """
    finite = np.asarray(values, np.float64)
    finite = finite[np.isfinite(finite)]
    if not finite.size:
        return 0.0, 0.0
    cut = min(max(style.clip_percent, 0.0), 49.0)
    if style.extent == "symmetric":
        most = _percentile(np.abs(finite), 100.0 - cut)
        return -most, most
    high = _percentile(finite, 100.0 - cut)
    if style.extent == "positive":
        return 0.0, max(high, 0.0)
    return _percentile(finite, cut), high


def _percentile(values: NDArray[np.float64], percent: float) -> float:
    """Return ``np.percentile``, whose first call imports masked arrays: a stall of 30 ms.

    The value at the place ``percent / 100 * (n - 1)`` of the sorted ones; between two, on a line.
    """
    place = percent / 100.0 * (values.size - 1)
    return float(np.interp(place, np.arange(values.size), np.sort(values)))


def joint_limits(each: Iterable[Limits]) -> Limits:
    """Return limits that hold all of the given ones; ``(0.0, 0.0)`` for none."""
    known = [limits for limits in each if limits[1] > limits[0]]
    if not known:
        return 0.0, 0.0
    return min(low for low, _ in known), max(high for _, high in known)


def limits_of(heat: HeatMap, style: HeatStyle, others: Iterable[HeatMap] = ()) -> Limits:
    """Return the raw values of a map's first and last colour.

    Args:
        heat: the map that is shown.
        style: how it is shown.
        others: the maps that may share its scale: those of the other panes for the scaling
            "method", of the folder for "folder". Only maps of the same method count.
    """
    if style.scaling == "fixed":
        return style.fixed
    own = own_limits(shown_values(heat, style), style)
    if style.scaling == "map":
        return own
    same = [other for other in others if other.method == heat.method]
    return joint_limits([own, *(own_limits(shown_values(one, style), style) for one in same)])
