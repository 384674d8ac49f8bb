"""How well a map finds what a person has outlined: in its highest place, its mass, its shape."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from viewer.core.maps.arrays import Floats
from viewer.core.maps.geometry import Box
from viewer.measures.confidence import scaled
from viewer.measures.trial import Bools, Trial, ranked

TOLERANCE = 15  # pixels of the model's input, as Zhang et al. have it
FIXED = 0.2  # of the greatest value, as Zhou et al. (CVPR 2016) cut maps
LEVELS = 100
OVERLAPS = (0.3, 0.5, 0.7)


def pointing(trial: Trial) -> float:
    """Return 1 where the highest place is within 15 pixels of an object, else 0."""
    row, column = divmod(int(ranked(trial.map, seed=trial.seed)[0]), trial.map.shape[1])
    rows, columns = np.nonzero(outlined(trial))
    nearest = np.hypot(rows - row, columns - column).min()
    return float(nearest <= TOLERANCE)


def energy(trial: Trial) -> float:
    """Return the share of the map's sum that lies in the objects' boxes."""
    return _share(trial.map, boxed(trial))


def relevance_mass(trial: Trial) -> float:
    """Return the share of the map's sum that lies on the objects."""
    return _share(trial.map, outlined(trial))


def relevance_rank(trial: Trial) -> float:
    """Return the share of the highest places that are on the objects, as many as these have."""
    mask = outlined(trial)
    top = ranked(trial.map, seed=trial.seed)[: int(mask.sum())]
    return float(mask.ravel()[top].mean())


def box_iou(trial: Trial, level: float | None = None) -> float:
    """Return the overlap of an object's box and that of the map's largest part above a level.

    Args:
        trial: with places; the best of them counts.
        level: of the map scaled to 0..1; None: the best one for this picture.
    """
    levels = _levels() if level is None else (level,)
    values = scaled(trial.map)
    return max(
        (
            max(overlap(box, place.box) for place in trial.places)
            for one in levels
            for box in part_boxes(values >= one)[:1]
        ),
        default=0.0,  # a map of zeros has no part
    )


def max_box_accuracy(trial: Trial) -> float:
    """Return the share of the overlaps 0.3, 0.5, 0.7 that some part above some level reaches."""
    values = scaled(trial.map)
    best = max(
        (
            overlap(box, place.box)
            for level in _levels()
            for box in part_boxes(values >= level)
            for place in trial.places
        ),
        default=0.0,
    )
    return sum(best >= least for least in OVERLAPS) / len(OVERLAPS)


def mask_iou(trial: Trial, level: float | None = None) -> float:
    """Return the overlap of the objects and the places above a level; None: the best level."""
    mask, values = outlined(trial), scaled(trial.map)
    levels = _levels() if level is None else (level,)
    return max(_iou(values >= one, mask) for one in levels)


def outlined(trial: Trial) -> Bools:
    """Return all objects' places, (H, W)."""
    return np.logical_or.reduce([place.mask for place in trial.places])


def boxed(trial: Trial) -> Bools:
    """Return all objects' boxes, (H, W)."""
    inside = np.zeros(trial.map.shape, bool)
    for place in trial.places:
        left, top, right, bottom = map(int, place.box)
        inside[top:bottom, left:right] = True
    return inside


def part_boxes(above: Bools) -> list[Box]:
    """Return the boxes of the connected parts, the largest part first."""
    import cv2

    _, _, stats, _ = cv2.connectedComponentsWithStats(above.astype(np.uint8), connectivity=8)
    parts = sorted(np.asarray(stats)[1:].tolist(), key=lambda part: -part[cv2.CC_STAT_AREA])
    return [(x, y, x + width, y + height) for x, y, width, height, _ in parts]


def overlap(a: Box, b: Box) -> float:
    """Return the intersection over union of two boxes."""
    width = min(a[2], b[2]) - max(a[0], b[0])
    height = min(a[3], b[3]) - max(a[1], b[1])
    shared = max(0.0, width) * max(0.0, height)
    return shared / (_area(a) + _area(b) - shared)


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _levels() -> Iterator[float]:
    return ((step + 1) / LEVELS for step in range(LEVELS))


def _share(values: Floats, inside: Bools) -> float:
    positive = np.maximum(values, 0).astype(np.float64)
    total = float(positive.sum())
    return float(positive[inside].sum()) / total if total > 0 else 0.0


def _iou(first: Bools, second: Bools) -> float:
    return float((first & second).sum()) / float((first | second).sum())
