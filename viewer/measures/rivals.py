"""What a map is held against: random maps as smooth as it is, the picture's edges, a blob."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from viewer.core.maps.arrays import Floats
from viewer.measures.measure import Direction

RANDOM = 16  # random maps; edges and blob come on top
OCTAVES = 2  # widths within a factor of 2 ** (1 / OCTAVES) are one width
BLOB = 0.25  # the blob's deviation, as a share of the shorter side


def rivals(smoothness: float, x: Floats, *, seed: int = 0, count: int = RANDOM) -> Iterator[Floats]:
    """Yield maps (H, W) that know nothing of the model: random ones, the edges, the blob.

    Args:
        smoothness: of the random maps, in pixels, as `smoothness` tells it.
        x: the picture, (C, H, W).
        seed: of the random maps.
        count: how many of them.
    """
    size = x.shape[1], x.shape[2]
    random = np.random.default_rng(seed)
    for _ in range(count):
        yield random_map(random, size, smoothness)
    yield edges(x)
    yield blob(size)


def smoothness(values: Floats) -> float:
    """Return how smooth a map is: the deviation, in pixels, of the blur that noise would need.

    White noise that is blurred by a Gaussian of deviation s has the autocorrelation
    exp(-d² / (4 s²)) at the distance d, which is a half at d = 2 s sqrt(ln 2). The distance at
    which the map's own, the mean of both axes, falls to a half tells s. It is rounded to
    half-octaves, so that rivals serve many maps.
    """
    centred = np.asarray(values, np.float64) - np.mean(values)
    if not np.any(centred):
        return _rounded(min(values.shape) / 4)
    half = np.mean([_half_width(centred, axis) for axis in (0, 1)])
    return _rounded(float(half) / (2 * math.sqrt(math.log(2))))


def random_map(random: np.random.Generator, size: tuple[int, int], deviation: float) -> Floats:
    """Return white noise blurred by a Gaussian, 0..1, (H, W); it goes on across the borders."""
    noise = np.fft.rfft2(random.standard_normal(size))
    down = np.fft.fftfreq(size[0])[:, None]
    across = np.fft.rfftfreq(size[1])[None, :]
    blur = np.exp(-2 * (math.pi * deviation) ** 2 * (down**2 + across**2))
    values = np.fft.irfft2(noise * blur, size)
    values -= values.min()
    return (values / max(float(values.max()), 1e-30)).astype(np.float32)


def edges(x: Floats) -> Floats:
    """Return the size of the picture's gradient, (H, W): what a drawing of it would show."""
    grey = x.mean(axis=0, dtype=np.float64)
    down, across = np.gradient(grey)
    return np.hypot(down, across).astype(np.float32)


def blob(size: tuple[int, int]) -> Floats:
    """Return a Gaussian in the middle, (H, W): where photographers put what matters."""
    deviation = BLOB * min(size)
    rows, columns = (np.arange(length) + 0.5 - length / 2 for length in size)
    squares = rows[:, None] ** 2 + columns[None, :] ** 2
    return np.exp(-squares / (2 * deviation**2)).astype(np.float32)


def with_values_of(rival: Floats, values: Floats) -> Floats:
    """Return a rival that has exactly a map's values, in its own order."""
    taken = np.empty(values.size, np.float32)
    taken[np.argsort(rival, axis=None, kind="stable")] = np.sort(values, axis=None)
    return taken.reshape(values.shape)


def rank_among(value: float, others: Sequence[float], better: Direction) -> float:
    """Return a value's rank among itself and others, 1 is best; equal ones share the mean rank."""
    sign = 1.0 if better == "higher" else -1.0
    rest = sign * np.asarray(others, np.float64)
    ahead = int((rest > sign * value).sum())
    equal = int((rest == sign * value).sum())
    return 1.0 + ahead + equal / 2


def _half_width(centred: NDArray[np.float64], axis: int) -> float:
    """Return the distance along an axis at which the autocorrelation falls to a half."""
    length = centred.shape[axis]
    power = np.abs(np.fft.fft(centred, axis=axis)) ** 2
    found = np.fft.ifft(power, axis=axis).real.sum(axis=1 - axis)
    if found[0] <= 0:
        return length / 4
    found = found / found[0]
    below = np.nonzero(found[: length // 2 + 1] < 0.5)[0]
    if not below.size:
        return length / 4
    last = int(below[0])
    return last - (0.5 - found[last]) / (found[last - 1] - found[last])


def _rounded(deviation: float) -> float:
    return 2.0 ** (round(math.log2(max(deviation, 0.35)) * OCTAVES) / OCTAVES)
