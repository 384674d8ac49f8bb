"""Which of a detector's boxes stay: the best of those of one class that overlap, in order."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Sides = NDArray[np.floating]  # (…, 4): left, top, right, bottom
MOST_TRIED = 2_000  # boxes that overlap is looked for among


def overlaps(one: Sides, others: Sides) -> NDArray[np.float64]:
    """Return the share that two boxes have in common of what they cover together (IoU).

    Args:
        one: (4,).
        others: (N, 4).

    Returns:
        (N,), 0..1; 0 where a box is empty or upside down.
    """
    one, others = np.asarray(one, np.float64), np.asarray(others, np.float64)
    corner = np.minimum(one[2:], others[:, 2:]) - np.maximum(one[:2], others[:, :2])
    shared = np.clip(corner, 0, None).prod(axis=1)
    together = _areas(one[None]) + _areas(others) - shared
    return np.divide(shared, together, out=np.zeros(len(others)), where=together > 0)


def in_order(
    boxes: Sides,
    classes: NDArray[np.integer],
    confidence: NDArray[np.floating],
    *,
    overlap: float,
    most: int,
) -> list[int]:
    """Return the rows of the boxes that stay, the surest first (non-maximum suppression).

    How many of them count does not change their order, as a box is only left out for a surer one.

    Args:
        boxes: (N, 4).
        classes: (N,), the class of each; boxes of different classes may overlap.
        confidence: (N,); those without, or whose sides are no numbers, are left out.
        overlap: from which on two of one class are the same; 1: all stay.
        most: how many are returned.
    """
    usable = np.isfinite(boxes).all(axis=1) & np.isfinite(confidence) & (confidence > 0)
    order = np.argsort(-np.where(usable, confidence, -1), kind="stable")
    left: NDArray[np.intp] = order[: int(usable.sum())][:MOST_TRIED]
    kept: list[int] = []
    while len(left) and len(kept) < most:
        best, left = int(left[0]), left[1:]
        kept.append(best)
        if overlap < 1:
            same = classes[left] == classes[best]
            left = left[~(same & (overlaps(boxes[best], boxes[left]) > overlap))]
    return kept


def nearest(box: Sides, boxes: Sides) -> int:
    """Return the row of the box that overlaps most with one, else of the one nearest to it.

    Args:
        box: (4,).
        boxes: (N, 4), N > 0; those whose sides are no numbers are far from everything.
    """
    with np.errstate(invalid="ignore", over="ignore"):  # of sides that are no numbers
        shared = np.nan_to_num(overlaps(box, boxes))
        if shared.max() > 0:
            return int(shared.argmax())
        away = _centres(boxes) - _centres(np.asarray(box)[None])
        distance = np.hypot(away[:, 0], away[:, 1])
    return int(np.where(np.isfinite(distance), distance, np.inf).argmin())


def _areas(boxes: Sides) -> NDArray[np.float64]:
    return np.clip(boxes[:, 2:] - boxes[:, :2], 0, None).prod(axis=1)


def _centres(boxes: Sides) -> NDArray[np.float64]:
    return (np.asarray(boxes[:, :2], np.float64) + boxes[:, 2:]) / 2
