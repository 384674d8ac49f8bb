"""What can be measured of a map and told in a sentence: where it lies, its peak, its spread."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from viewer.core.asks.records import HeatMap, Prediction
from viewer.core.maps.compare import Shown, compare
from viewer.core.maps.geometry import Geometry
from viewer.core.maps.heat import display_range, upsample
from viewer.measures.truth import TruthRegions, places

GRID = 90  # cells a side over the whole picture, in which thirds are whole
BORDER = 0.1  # of each side of what the model saw
UPPER = 0.5  # of its peak, from where a map counts as covering a place
EVEN_BORDER = 1 - (1 - 2 * BORDER) ** 2  # the share of an even map that lies there


@dataclass(frozen=True, slots=True, kw_only=True)
class MapFacts:
    """One map in numbers.

    Args:
        third: row and column, 0 to 2 each, of the ninth of the picture that holds most of it.
        share: how much of the positive map lies in that ninth, 0..1.
        peak: the largest value.
        place: where that is, across and down, 0..1 of the picture.
        border: how much lies in the outer tenth of what the model saw, 0..1.
        half_area: the smallest share of what the model saw that holds half of the map, 0..0.5.
    """

    third: tuple[int, int]
    share: float
    peak: float
    place: tuple[float, float]
    border: float
    half_area: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TruthFacts:
    """One map held against where the objects truly are, in numbers.

    Args:
        inside: how much of the positive map lies on the objects, 0..1; nan: it has none.
        area: how much of what the model saw the objects are, 0..1.
        covered: how much of the objects lies under the map's upper half, 0..1.
        named: whether the objects bear the name of the map's class; else they are all there are.
    """

    inside: float
    area: float
    covered: float
    named: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How alike two maps are: see `viewer.core.maps.compare`."""

    pearson: float
    overlap: float


def measure(heat: HeatMap) -> MapFacts | None:
    """Measure a map; None: it has no positive value anywhere."""
    raw = positive(heat)
    if not float(raw.max()) > 0.0:
        return None
    cells = _over_picture(raw, heat.geometry)
    ninths = cells.reshape(3, GRID // 3, 3, GRID // 3).sum(axis=(1, 3)) / cells.sum()
    row, column = divmod(int(ninths.argmax()), 3)
    return MapFacts(
        third=(row, column),
        share=float(ninths[row, column]),
        peak=float(raw.max()),
        place=_peak_place(raw, heat.geometry),
        border=_border(raw),
        half_area=_half_area(raw),
    )


def measure_truth(heat: HeatMap, truth: TruthRegions | None) -> TruthFacts | None:
    """Hold a map against the objects of its picture; None: the model saw none that are known."""
    title = heat.resolved.title
    found = places(truth, heat.geometry, title)
    if truth is None or not found:
        return None
    mask = np.logical_or.reduce([place.mask for place in found])
    spread = upsample(positive(heat).astype(np.float32), heat.geometry.input).astype(np.float64)
    total, upper = float(spread.sum()), spread >= UPPER * spread.max()
    return TruthFacts(
        inside=float(spread[mask].sum()) / total if total > 0 else float("nan"),
        area=float(mask.mean()),
        covered=float(upper[mask].mean()) if total > 0 else 0.0,
        named=truth.knows(title),
    )


def positive(heat: HeatMap) -> NDArray[np.float64]:
    """Return a map's positive values; what is no number counts as zero."""
    return np.maximum(np.nan_to_num(heat.raw.astype(np.float64), posinf=0.0, neginf=0.0), 0.0)


def agreement(first: HeatMap, second: HeatMap) -> Agreement | None:
    """Compare two maps of one picture; None: one has no contrast, or they do not overlap."""
    a, b = (
        Shown(values=heat.raw, limits=display_range(heat.raw), box=heat.geometry.box)
        for heat in (first, second)
    )
    found = compare(a, b)
    if found is None or found.pearson is None or found.overlap is None:
        return None
    return Agreement(pearson=found.pearson, overlap=found.overlap)


def cut_away(prediction: Prediction) -> float:
    """Return the share of a picture's area that the model did not see, 0..1."""
    width, height = prediction.geometry.original
    left, top, right, bottom = prediction.geometry.box
    across = min(right, width) - max(left, 0.0)
    down = min(bottom, height) - max(top, 0.0)
    return max(0.0, 1.0 - across * down / (width * height))


def _over_picture(raw: NDArray[np.float64], geometry: Geometry) -> NDArray[np.float64]:
    """Return a map over the whole picture on a square grid, (GRID, GRID)."""
    width, height = geometry.original
    left, top, right, bottom = geometry.box
    box = (left / width * GRID, top / height * GRID, right / width * GRID, bottom / height * GRID)
    spread = upsample(raw.astype(np.float32), (GRID, GRID), box).astype(np.float64)
    return spread if spread.sum() > 0 else np.ones_like(spread)


def _peak_place(raw: NDArray[np.float64], geometry: Geometry) -> tuple[float, float]:
    rows, columns = raw.shape
    row, column = divmod(int(raw.argmax()), columns)
    width, height = geometry.input
    x, y = geometry.to_original((column + 0.5) / columns * width, (row + 0.5) / rows * height)
    return x / geometry.original[0], y / geometry.original[1]


def _border(raw: NDArray[np.float64]) -> float:
    """Return how much of a map lies in the outer tenth of each side, cells being cut through."""
    inner = np.multiply.outer(_inside(raw.shape[0]), _inside(raw.shape[1]))
    return float(1.0 - (raw * inner).sum() / raw.sum())


def _inside(count: int) -> NDArray[np.float64]:
    """Return how much of each of some cells lies within the inner part of a side, 0..1."""
    edges = np.arange(count + 1) / count
    inner = np.clip(edges, BORDER, 1 - BORDER)
    return np.diff(inner) * count


def _half_area(raw: NDArray[np.float64]) -> float:
    """Return the smallest share of the cells that holds half of a map; the last one is parted."""
    values = np.sort(raw, axis=None)[::-1]
    sums = np.cumsum(values)
    half = sums[-1] / 2
    whole = int(np.searchsorted(sums, half))
    before = float(sums[whole - 1]) if whole else 0.0
    return (whole + (half - before) / float(values[whole])) / values.size
