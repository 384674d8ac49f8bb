"""What torchvision's detectors do by themselves: prepare pictures, and leave out unsure boxes."""

from __future__ import annotations

from torch import nn

from viewer.core.maps.geometry import MAX_SIDE, InputRule, Size

LEAST_SIDE = 32
MOST_BOXES = 300
FLOOR = 0.0  # of confidence: a place that was missed is explained, however unsure


def lets_all_through(module: nn.Module) -> None:
    """Let a detector tell of its unsure boxes, too; which of them count, its rule says.

    Torchvision's keep the threshold at the root, or where boxes are made of proposals.
    """
    for part in (module, getattr(module, "roi_heads", None)):
        if isinstance(part, nn.Module) and _is_number(getattr(part, "score_thresh", None)):
            vars(part)["score_thresh"] = FLOOR
            if _is_number(getattr(part, "detections_per_img", None)):
                vars(part)["detections_per_img"] = MOST_BOXES


def own_preparation(module: nn.Module) -> InputRule | None:
    """Return how pictures are given to a detector that resizes and normalises them itself."""
    part = getattr(module, "transform", None)
    mean, deviation = (getattr(part, name, None) for name in ("image_mean", "image_std"))
    if not isinstance(part, nn.Module) or mean is None or deviation is None:
        return None
    return InputRule(
        size=_size_of(part), shorter_side=None, mean=(0.0, 0.0, 0.0), std=(1.0, 1.0, 1.0)
    )


def told_classes(module: nn.Module) -> tuple[int, ...]:
    """Return how many classes a detector of torchvision tells apart; nothing: it does not say."""
    predictor = getattr(getattr(module, "roi_heads", None), "box_predictor", None)
    head = getattr(getattr(module, "head", None), "classification_head", None)
    told = (
        getattr(getattr(predictor, "cls_score", None), "out_features", None),
        getattr(head, "num_classes", None),
        getattr(head, "num_columns", None),
    )
    return tuple(count for count in told if isinstance(count, int) and count > 0)[:1]


def _size_of(part: nn.Module) -> Size:
    """Return the size that a detector resizes to: a fixed one, or the shorter side."""
    fixed = getattr(part, "fixed_size", None)
    sides = fixed if isinstance(fixed, (tuple, list)) else getattr(part, "min_size", None)
    sides = sides if isinstance(sides, (tuple, list)) else (sides,)
    told = [side for side in sides if isinstance(side, int) and LEAST_SIDE <= side <= MAX_SIDE]
    if not told:
        return 640, 640
    return (told[1], told[0]) if fixed is not None and len(told) == 2 else (told[-1], told[-1])


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float))
