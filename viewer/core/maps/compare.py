"""Two heat maps held against each other: their difference, and how alike they are in numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from viewer.core.late_numpy import np
from viewer.core.maps.geometry import Box
from viewer.core.maps.heat import normalise, upsample
from viewer.core.maps.heat_style import Limits

if TYPE_CHECKING:
    from numpy.typing import NDArray

Floats: TypeAlias = "NDArray[np.float32]"
SIDE = 112  # long side of the common grid
WINDOW, C1, C2 = 7, 0.01**2, 0.03**2  # of the structural similarity
TOP_SHARE = 0.1  # of the area, for the overlap of the hottest parts


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Comparison:
    """How one map differs from another, on a grid over what the model saw in both.

    Every number is None where it means nothing: for maps without contrast.
    """

    difference: Floats  # (h, w) float32, -1..1: first minus second, each scaled to 0..1
    box: Box  # the rectangle of the picture that the grid covers, in its pixels
    pearson: float | None  # correlation of the values, -1..1
    ssim: float | None  # structural similarity, -1..1
    overlap: float | None  # intersection over union of the hottest tenths, 0..1


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Shown:
    """One map as it is shown: its values, their limits, and where it lies in the picture."""

    values: Floats  # (h, w), raw or signed
    limits: Limits
    box: Box


def compare(first: Shown, second: Shown) -> Comparison | None:
    """Compare two maps of one picture where the model saw both.

    Each is scaled by its own limits and interpolated on a common grid, so that maps of different
    layers and of different crops can be compared.

    Returns:
        None where the two do not overlap.

    Source of SSIM: Wang et al., IEEE TIP 2004, doi:10.1109/TIP.2003.819861.
    """
    box = _common(first.box, second.box)
    if box is None:
        return None
    a, b = (_on_grid(shown, box) for shown in (first, second))
    contrast = float(np.ptp(a)) > 0.0 and float(np.ptp(b)) > 0.0
    return Comparison(
        difference=a - b,
        box=box,
        pearson=_pearson(a, b) if contrast else None,
        ssim=_ssim(a, b) if contrast else None,
        overlap=_overlap(a, b) if contrast else None,
    )


def _common(first: Box, second: Box) -> Box | None:
    left, top = max(first[0], second[0]), max(first[1], second[1])
    right, bottom = min(first[2], second[2]), min(first[3], second[3])
    return (left, top, right, bottom) if right > left and bottom > top else None


def _on_grid(shown: Shown, box: Box) -> Floats:
    """Return a map scaled to 0..1 and interpolated over the common rectangle."""
    width, height = box[2] - box[0], box[3] - box[1]
    unit = max(width, height) / SIDE
    size = (max(2, round(width / unit)), max(2, round(height / unit)))
    across, down = size[0] / width, size[1] / height
    place = (
        (shown.box[0] - box[0]) * across,
        (shown.box[1] - box[1]) * down,
        (shown.box[2] - box[0]) * across,
        (shown.box[3] - box[1]) * down,
    )
    return upsample(normalise(shown.values, *shown.limits), size, place)


def _pearson(a: Floats, b: Floats) -> float:
    return float(np.corrcoef(a.ravel().astype(np.float64), b.ravel().astype(np.float64))[0, 1])


def _ssim(a: Floats, b: Floats) -> float | None:
    """Return the mean over all whole windows of 7 x 7 pixels; None: the maps are smaller.

    S = (2 m_a m_b + c1) (2 s_ab + c2) / ((m_a^2 + m_b^2 + c1) (s_aa + s_bb + c2))

    with the means m and the sample covariances s of a window, c1 = 0.01^2 and c2 = 0.03^2 for
    values from 0 to 1.
    """
    if min(a.shape) < WINDOW:
        return None
    one, two = a.astype(np.float64), b.astype(np.float64)
    mean_a, mean_b = _window_means(one), _window_means(two)
    sample = WINDOW**2 / (WINDOW**2 - 1)
    var_a = sample * (_window_means(one * one) - mean_a * mean_a)
    var_b = sample * (_window_means(two * two) - mean_b * mean_b)
    both = sample * (_window_means(one * two) - mean_a * mean_b)
    alike = (2 * mean_a * mean_b + C1) * (2 * both + C2)
    return float(np.mean(alike / ((mean_a**2 + mean_b**2 + C1) * (var_a + var_b + C2))))


def _window_means(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the mean of each window that lies wholly inside: (h - 6, w - 6)."""
    windows = np.lib.stride_tricks.sliding_window_view(values, WINDOW, axis=0).mean(axis=-1)
    return np.lib.stride_tricks.sliding_window_view(windows, WINDOW, axis=1).mean(axis=-1)


def _overlap(a: Floats, b: Floats) -> float:
    """Return the intersection over union of the hottest tenth of each map's area."""
    hot = [_hottest(values) for values in (a, b)]
    union = int((hot[0] | hot[1]).sum())
    return float((hot[0] & hot[1]).sum()) / union


def _hottest(values: Floats) -> NDArray[np.bool_]:
    """Mark exactly a tenth of the pixels, the highest; ties are broken by place."""
    count = max(1, round(values.size * TOP_SHARE))
    marked = np.zeros(values.size, bool)
    marked[np.argsort(values, axis=None, kind="stable")[-count:]] = True
    return marked.reshape(values.shape)
