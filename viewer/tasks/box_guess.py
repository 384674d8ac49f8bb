"""Guess how a detector's boxes are decoded, from the shape and the values of its output."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from viewer.core.models.box_rule import BoxRule, Made
from viewer.tasks.box_outputs import (
    SIDES,
    classes_beside,
    found_boxes,
    query_parts,
    scales_of,
    table_of,
)

if TYPE_CHECKING:
    from torch import Tensor

FOUND_RULE = BoxRule(layout="found", form="corners", overlap=1.0)
QUERY_RULE = BoxRule(layout="queries", unit="shares", overlap=1.0)
COCO_ANCHORS = (  # width and height in pixels, as YOLO of the third to the seventh version has them
    (10.0, 13.0, 16.0, 30.0, 33.0, 23.0),
    (30.0, 61.0, 62.0, 45.0, 59.0, 119.0),
    (116.0, 90.0, 156.0, 198.0, 373.0, 326.0),
)
COCO_STRIDES = (8.0, 16.0, 32.0)
LEAST_CHANNELS = 5  # four sides and a class
LARGEST_SHARE = 2.0  # boxes in shares of the picture reach a little beyond it


def guess_rule(output: object, counts: Sequence[int], *, sure: bool = False) -> BoxRule | None:
    """Guess how boxes are decoded; None: it does not look like boxes.

    Args:
        output: what a model returned for one picture.
        counts: of class names that are given.
        sure: the user says that these are boxes.
    """
    if found_boxes(output) is not None:
        return FOUND_RULE
    queries = query_parts(output)
    if queries is not None:
        return _of_queries(queries[0].shape[-1], counts)
    table = table_of(output)
    if table is not None:
        beside = classes_beside(output)
        if beside:  # what is behind the classes says nothing of boxes
            table, counts = table[:, : SIDES + beside], (beside,)
        return _of_table(table, counts, sure=sure)
    return _of_scales(scales_of(output), counts, sure=sure)


def _of_queries(numbers: int, counts: Sequence[int]) -> BoxRule:
    """DETR has a last class for nothing; its heirs have a sigmoid for each class."""
    if numbers in counts:
        return replace(QUERY_RULE, made="sigmoid")
    return replace(QUERY_RULE, made="softmax", nothing=True)


def _of_table(table: Tensor, counts: Sequence[int], *, sure: bool) -> BoxRule | None:
    values = table.detach()[:1].float()
    upright = table.shape[1] < table.shape[2]  # a column for each box: there are more of these
    rows = values.transpose(1, 2) if upright else values
    channels = rows.shape[-1]
    if channels < LEAST_CHANNELS or not rows.shape[1]:
        return None
    named = any(count in (channels - 4, channels - 5) for count in counts if count)
    objectness = 4 if _has_objectness(channels, counts, upright=upright) else -1
    classes = 5 if objectness >= 0 else 4
    if not (sure or named) and not _looks_decoded(rows):
        return None
    return BoxRule(
        layout="columns" if upright else "rows",
        form="corners" if _are_corners(rows[..., :4]) else "centre",
        unit="shares" if _largest(rows[..., :4]) <= LARGEST_SHARE else "pixels",
        objectness=objectness,
        classes=classes,
        made=_made(rows[..., 4:]),
    )


def _of_scales(grids: Sequence[Tensor], counts: Sequence[int], *, sure: bool) -> BoxRule | None:
    """Several grids are a detector's; a single one may as well be a map of regions."""
    if not grids or any(one.shape[0] != 1 for one in grids):
        return None
    channels = [one.shape[-1] if one.ndim == 5 else one.shape[1] for one in grids]
    named = any(channels[0] in (count + 5, 3 * (count + 5)) for count in counts if count)
    several = len({one.shape[-3:] for one in grids}) > 1 and len(set(channels)) == 1
    if not (sure or named or several) or min(channels) < LEAST_CHANNELS + 1:
        return None
    thrice = len(grids) == len(COCO_STRIDES) and (grids[0].ndim == 5 or channels[0] % 3 == 0)
    rule = BoxRule(
        layout="cells",
        form="anchors" if thrice else "exp",
        unit="shares",
        objectness=4,
        classes=5,
        anchors=COCO_ANCHORS if thrice else (),
        strides=COCO_STRIDES if thrice else (),
    )
    first = grids[0].detach().float()
    scores = first[..., 4:] if first.ndim == 5 else first[:, 4:]
    return replace(rule, made="sigmoid" if thrice else _made(scores))


def _has_objectness(channels: int, counts: Sequence[int], *, upright: bool) -> bool:
    """Heads without objectness came with columns; the number of names tells it for sure."""
    for count in counts:
        if count in (channels - 5, channels - 4):
            return count == channels - 5
    return not upright and channels > LEAST_CHANNELS


def _looks_decoded(rows: Tensor) -> bool:
    """Whether every size is none below zero, and every score a probability."""
    sides, scores = rows[..., 2:4], rows[..., 4:]
    whole = bool(rows.isfinite().all())
    return whole and bool((sides >= 0).all()) and _made(scores) == "probabilities"


def _made(scores: Tensor) -> Made:
    inside = bool(((scores >= 0) & (scores <= 1)).all())
    return "probabilities" if inside else "sigmoid"


def _are_corners(boxes: Tensor) -> bool:
    """Whether every third and fourth number lies beyond the first two, as a corner does."""
    return bool((boxes[..., 2:] >= boxes[..., :2]).all()) and _largest(boxes) > 0


def _largest(values: Tensor) -> float:
    return float(values.abs().max()) if values.numel() else 0.0
