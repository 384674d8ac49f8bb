"""A picture taken away piece by piece, in the order of a map: pixels, or whole cells of the map."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from viewer.core.asks.records import Floats
from viewer.measures.measure import Curve, Reading
from viewer.measures.trial import Order, Start, Trial, ranked

STEPS = 20  # pieces of a curve
RIVAL_STEPS = 10  # and of a rival's, which divides it
BLUR = 11 / 224  # deviation of the blurred picture, as a share of the shorter side


def deletion_curve(trial: Trial, *, steps: int = STEPS, cells: bool = False) -> Curve:
    """Return the probability while the highest places are taken away, the best first.

    Args:
        trial: with a map (H, W), or cells for ``cells``.
        steps: how many pictures are asked about, besides the whole one.
        cells: take whole cells of the map, not single pixels.
    """
    empty = standing_in(trial, trial.start or "mean")
    return _curve(trial, whole=trial.x, other=empty, steps=steps, cells=cells)


def insertion_curve(trial: Trial, *, steps: int = STEPS, cells: bool = False) -> Curve:
    """Return the probability while the highest places are put into an empty picture."""
    empty = standing_in(trial, trial.start or "blurred")
    return _curve(trial, whole=empty, other=trial.x, steps=steps, cells=cells)


def area(curve: Sequence[tuple[float, float]]) -> float:
    """Return the area below a curve, by trapezoids."""
    shares, values = np.asarray(curve, np.float64).T
    return float((np.diff(shares) * (values[1:] + values[:-1]) / 2).sum())


def reading(curve: Curve) -> Reading:
    """Return a curve's area, and that of the coarse one that rivals are measured by."""
    coarse = curve[:: STEPS // RIVAL_STEPS] if len(curve) == STEPS + 1 else curve
    return Reading(value=area(curve), curve=curve, comparable=area(coarse))


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


def _curve(trial: Trial, *, whole: Floats, other: Floats, steps: int, cells: bool) -> Curve:
    values = trial.cells if cells else trial.map
    order = ranked(values, seed=trial.seed)
    steps = min(steps, order.size)
    ends = np.round(np.linspace(0, order.size, steps + 1)).astype(int)
    owners = _owners(trial) if cells else None
    pictures = _exchanged(whole, other, order, ends.tolist(), owners)
    found = trial.ask(pictures).probabilities
    return tuple(zip((ends / order.size).tolist(), found.tolist(), strict=True))


def _owners(trial: Trial) -> Order:
    """Return the cell that each pixel of the input lies in, (H * W,)."""
    (rows, columns), (height, width) = trial.cells.shape, trial.x.shape[1:]
    down = np.arange(height) * rows // height
    across = np.arange(width) * columns // width
    return (down[:, None] * columns + across[None, :]).ravel()


def _exchanged(
    whole: Floats, other: Floats, order: Order, ends: Sequence[int], owners: Order | None
) -> Iterator[Floats]:
    """Yield the whole picture with the first pieces exchanged, up to each end."""
    picture = whole.reshape(len(whole), -1).copy()
    instead = other.reshape(len(other), -1)
    for before, end in zip([0, *ends], ends, strict=False):
        pieces = order[before:end]
        if owners is not None:
            pieces = np.nonzero(np.isin(owners, pieces))[0]
        picture[:, pieces] = instead[:, pieces]
        yield picture.reshape(whole.shape).copy()
