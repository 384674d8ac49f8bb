"""A picture taken away piece by piece, in the order of a map: pixels, or whole cells of the map."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Literal

import numpy as np

from viewer.core.maps.arrays import Floats
from viewer.measures.measure import Curve, Reading
from viewer.measures.trial import Bools, Order, Start, Trial, ranked

STEPS = 20  # pieces of a curve
COARSE = (0.2, 0.4, 0.6, 0.8)  # where rivals are asked about; both ends are the same for all
BLUR = 11 / 224  # deviation of the blurred picture, as a share of the shorter side


def deletion_curve(trial: Trial, *, steps: int = STEPS, cells: bool = False) -> Curve:
    """Return the probability while the highest places are taken away, the best first.

    Args:
        trial: with a map (H, W), or cells for ``cells``.
        steps: into how many pieces the places are parted.
        cells: take whole cells of the map, not single pixels.
    """
    (curve,) = _curves([_deletion(trial, cells=cells)], steps)
    return curve


def insertion_curve(trial: Trial, *, steps: int = STEPS, cells: bool = False) -> Curve:
    """Return the probability while the highest places are put into an empty picture."""
    (curve,) = _curves([_insertion(trial, cells=cells)], steps)
    return curve


def coarse_deletion(trials: Sequence[Trial], *, cells: bool = False) -> list[float]:
    """Return the areas of rivals' curves at a few of the points, all asked about together."""
    removals = [_deletion(trial, cells=cells) for trial in trials]
    return [area(curve) for curve in _curves(removals, coarse=True)]


def coarse_insertion(trials: Sequence[Trial], *, cells: bool = False) -> list[float]:
    """Return the areas of rivals' curves at a few of the points, all asked about together."""
    removals = [_insertion(trial, cells=cells) for trial in trials]
    return [area(curve) for curve in _curves(removals, coarse=True)]


def area(curve: Sequence[tuple[float, float]]) -> float:
    """Return the area below a curve, by trapezoids."""
    shares, values = np.asarray(curve, np.float64).T
    return float((np.diff(shares) * (values[1:] + values[:-1]) / 2).sum())


def reading(curve: Curve) -> Reading:
    """Return a curve's area, and that below the few points that rivals are measured by."""
    few = [curve[place] for place in _few(len(curve))]
    return Reading(value=area(curve), curve=curve, comparable=area(few))


def standing_in(trial: Trial, start: Start) -> Floats:
    """Return what stands where the picture is taken away, (C, H, W)."""
    if start == "black":
        return np.broadcast_to(trial.black[:, None, None], trial.x.shape)
    if start == "mean":
        mean = trial.x.mean(axis=(1, 2), dtype=np.float64).astype(np.float32)
        return np.broadcast_to(mean[:, None, None], trial.x.shape)
    return blurred(trial.x)


def blurred(x: Floats) -> Floats:
    """Return the picture so blurred that no object can be made out, (C, H, W)."""
    import cv2

    deviation = BLUR * min(x.shape[1:])
    planes = [cv2.GaussianBlur(np.ascontiguousarray(plane), (0, 0), deviation) for plane in x]
    return np.stack(planes).astype(np.float32, copy=False)


def taken(values: Floats, share: float, size: tuple[int, int], *, seed: int = 0) -> Bools:
    """Return which pixels are exchanged at a point of a curve.

    Args:
        values: the map (H, W), or its cells (h, w), which are exchanged as a whole.
        share: of all places, 0..1.
        size: H, W.
        seed: of the order of equal places.

    Returns:
        (H, W) bool.
    """
    order = ranked(values, seed=seed)
    first = order[: round(share * order.size)]
    return np.isin(_owners(values.shape, size), first).reshape(size)


@dataclass(frozen=True, slots=True)
class _Removal:
    """What is exchanged for what, place by place, in the order of a trial's map.

    Args:
        trial: its map says the order.
        whole: what the picture is at first.
        other: what it is at last.
        cells: whether places are cells of the map.
    """

    trial: Trial
    whole: Start | Literal["itself"]
    other: Start | Literal["itself"]
    cells: bool

    @property
    def places(self) -> Floats:
        """The values of the places, which say what goes first."""
        return self.trial.cells if self.cells else self.trial.map

    def curve(self, ends: Sequence[int], between: Iterable[float]) -> Curve:
        """Return points (share that is exchanged, probability), of which both ends are known."""
        shares = (np.asarray(ends) / self.places.size).tolist()
        found = [self._probability(self.whole), *between, self._probability(self.other)]
        return tuple(zip(shares, found, strict=True))

    def pictures(self, ends: Sequence[int]) -> Iterator[Floats]:
        """Yield the whole picture with the first places exchanged, up to each end."""
        trial, order = self.trial, ranked(self.places, seed=self.trial.seed)
        picture = self._picture(self.whole).reshape(len(trial.x), -1).copy()
        instead = self._picture(self.other).reshape(len(trial.x), -1)
        owners = _owners(trial.cells.shape, trial.map.shape) if self.cells else None
        for before, end in zip([0, *ends], ends, strict=False):
            places = order[before:end]
            if owners is not None:
                places = np.nonzero(np.isin(owners, places))[0]
            picture[:, places] = instead[:, places]
            yield picture.reshape(trial.x.shape).copy()

    def _picture(self, name: Start | Literal["itself"]) -> Floats:
        return self.trial.x if name == "itself" else standing_in(self.trial, name)

    def _probability(self, name: Start | Literal["itself"]) -> float:
        """Return that of the picture or of what stands in, which are the same for all maps."""
        return self.trial.probability(name, lambda: self._picture(name))


def _deletion(trial: Trial, *, cells: bool) -> _Removal:
    return _Removal(trial, whole="itself", other=trial.start or "mean", cells=cells)


def _insertion(trial: Trial, *, cells: bool) -> _Removal:
    return _Removal(trial, whole=trial.start or "blurred", other="itself", cells=cells)


def _curves(
    removals: Sequence[_Removal], steps: int = STEPS, *, coarse: bool = False
) -> list[Curve]:
    """Return the curves of maps of one picture, all asked about together: batches are full.

    Args:
        removals: of maps of one size.
        steps: into how many pieces the places are parted.
        coarse: ask about few of the points only, as of rivals.
    """
    size = removals[0].places.size
    ends = np.round(np.linspace(0, size, min(steps, size) + 1)).astype(int).tolist()
    if coarse:
        ends = [ends[place] for place in _few(len(ends))]
    between = ends[1:-1]
    pictures = chain.from_iterable(removal.pictures(between) for removal in removals)
    found = iter(removals[0].trial.ask(pictures).probabilities.tolist() if between else ())
    return [removal.curve(ends, islice(found, len(between))) for removal in removals]


def _few(count: int) -> list[int]:
    """Return which of a curve's points rivals are measured by: both ends, and those between."""
    last = count - 1
    return sorted({0, last, *(round(share * last) for share in COARSE)})


def _owners(cells: tuple[int, ...], size: tuple[int, ...]) -> Order:
    """Return the cell that each pixel of the input lies in, (H * W,)."""
    (rows, columns), (height, width) = cells, size
    down = np.arange(height) * rows // height
    across = np.arange(width) * columns // width
    return (down[:, None] * columns + across[None, :]).ravel()
