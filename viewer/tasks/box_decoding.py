"""Read every form of a detector's output as one tensor: a row for each box, on the graph."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING, TypeVar

from viewer.core.models.box_rule import BoxRule, Form
from viewer.tasks.box_outputs import classes_beside, found_boxes, query_parts, scales_of, table_of

if TYPE_CHECKING:
    from torch import Tensor

SIDES = 4  # the first columns of a row
OBJECTNESS = 4  # its column
CLASSES = 5  # the first column of the classes
MOST_FOUND = 300  # boxes of one picture that a model has found itself
MOST_NAMED = 91  # classes of COCO with its gaps, where neither names nor labels tell more
Value = TypeVar("Value")


def decode(output: object, rule: BoxRule, classes: int) -> Tensor:
    """Return (B, N, 5 + C): left, top, right, bottom, objectness, and a number for each class.

    Sides are in the rule's unit. Objectness and classes are as the head gives them; without
    objectness the column holds ones.

    Args:
        output: what the model returned.
        rule: how its boxes are decoded.
        classes: how many there are, without the one that means nothing.

    Raises:
        ValueError: the output is not of the rule's form.
    """
    import torch

    if rule.layout == "found":
        return _found(_given(found_boxes(output)), classes)
    if rule.layout == "cells":
        scales = zip_longest(scales_of(output), rule.anchors, rule.strides)
        parts = [_of_cells(one, rule, anchors, stride) for one, anchors, stride in scales]
        rows, boxes = (torch.cat([part[at] for part in parts], 1) for at in (0, 1))
    else:
        rows = _rows(output, rule)
        boxes = _corners(rows[..., rule.box : rule.box + SIDES], rule.form)
    end = rule.classes + classes + rule.nothing
    if rows.shape[-1] < max(end, rule.objectness + 1):
        raise ValueError(f"{rows.shape[-1]} channels are too few")
    at = rule.objectness
    objectness = rows[..., at].unsqueeze(-1) if at >= 0 else torch.ones_like(boxes[..., :1])
    return torch.cat((boxes, objectness, rows[..., rule.classes : end]), -1)


def count_classes(output: object, rule: BoxRule, counts: Sequence[int] = ()) -> int:
    """Return how many classes a detector tells apart.

    Raises:
        ValueError: the output is not of the rule's form.
    """
    if rule.layout == "found":
        labels = [one["labels"] for one in _given(found_boxes(output))]
        most = max((int(one.max()) + 1 for one in labels if one.numel()), default=1)
        return next((count for count in counts if count >= most), max(most, MOST_NAMED))
    if rule.layout == "cells":
        first = _given(next(iter(scales_of(output)), None))
        per_cell = first.shape[-1] if first.ndim == 5 else first.shape[1] // rule.anchors_a_cell
    else:
        per_cell = _rows(output, rule).shape[-1]
        if 0 < (beside := classes_beside(output)) <= per_cell - rule.classes:
            return beside
    count = per_cell - rule.classes - rule.nothing
    if count < 1:
        raise ValueError(f"{per_cell} channels are too few")
    return count


def confidence(rows: Tensor, rule: BoxRule) -> Tensor:
    """Return how sure the model is of each class in each box: o^a * c^b.

    Args:
        rows: (..., 5 + C) of what `decode` gives.
        rule: how its boxes are decoded.

    Returns:
        (..., C), 0..1, on the graph.
    """
    sure = class_chances(rows, rule)
    power, other = rule.powers
    tiny = _tiny(rows)
    sure = sure if other == 1 else sure.clamp_min(tiny) ** other
    if rule.objectness < 0:
        return sure
    objectness = object_chances(rows, rule)
    return sure * (objectness if power == 1 else objectness.clamp_min(tiny) ** power)


def class_chances(rows: Tensor, rule: BoxRule) -> Tensor:
    """Return how probable each class is in each box, (..., C), if there is an object."""
    classes = rows[..., CLASSES:]
    if rule.made == "softmax":
        classes = classes.softmax(-1)
    elif rule.made == "sigmoid":
        classes = classes.sigmoid()
    return classes[..., :-1] if rule.nothing else classes


def object_chances(rows: Tensor, rule: BoxRule) -> Tensor:
    """Return how probable it is that a box holds anything, (..., 1); ones where it is not said."""
    objectness = rows[..., OBJECTNESS].unsqueeze(-1)
    plain = rule.made == "probabilities" or rule.objectness < 0
    return objectness if plain else objectness.sigmoid()


def _tiny(rows: Tensor) -> float:
    import torch

    return torch.finfo(rows.dtype).tiny


def _rows(output: object, rule: BoxRule) -> Tensor:
    """Return (B, N, n) of an output that has a row, a column or a query for each box."""
    import torch

    if rule.layout == "queries":
        classes, boxes = _given(query_parts(output))
        return torch.cat((boxes, classes), -1)
    table = _given(table_of(output))
    return table.transpose(1, 2) if rule.layout == "columns" else table


def _corners(boxes: Tensor, form: Form) -> Tensor:
    import torch

    if boxes.shape[-1] != SIDES:
        raise ValueError("a box has four numbers")
    if form == "corners":
        return boxes
    centre, half = boxes[..., :2], boxes[..., 2:] / 2
    return torch.cat((centre - half, centre + half), -1)


def _of_cells(
    grid: Tensor | None, rule: BoxRule, anchors: tuple[float, ...] | None, stride: float | None
) -> tuple[Tensor, Tensor]:
    """Return the numbers (B, N, n) of one scale's cells and their boxes (B, N, 4) in shares."""
    import torch

    grid = _given(grid)
    if grid.ndim == 4:
        batch, channels, height, width = grid.shape
        each = rule.anchors_a_cell
        grid = grid.reshape(batch, each, channels // each, height, width).permute(0, 1, 3, 4, 2)
    height, width = grid.shape[2:4]
    told = grid[..., rule.box : rule.box + SIDES]
    if told.shape[-1] != SIDES:
        raise ValueError("a box has four numbers")
    ys, xs = torch.meshgrid(
        torch.arange(height, device=grid.device), torch.arange(width, device=grid.device),
        indexing="ij",
    )  # fmt: skip
    cell = torch.stack((xs, ys), -1).to(grid.dtype)
    sizes = _anchor_cells(grid, anchors, stride)
    boxes = _CELLS[rule.form](told, cell, sizes) / grid.new_tensor((width, height, width, height))
    return grid.flatten(1, 3), boxes.flatten(1, 3)


def _anchor_cells(grid: Tensor, anchors: tuple[float, ...] | None, stride: float | None) -> Tensor:
    """Return the anchors' sizes in cells, (A, 1, 1, 2); ones where there are none."""
    if not anchors or not stride:
        return grid.new_ones(1, 1, 1, 2)
    return (grid.new_tensor(anchors) / stride).reshape(-1, 1, 1, 2)


def _around(centre: Tensor, size: Tensor) -> Tensor:
    import torch

    return torch.cat((centre - size / 2, centre + size / 2), -1)


def _tanh(told: Tensor, cell: Tensor, _anchor: Tensor) -> Tensor:
    """FastestDet's: the size is a share of the picture, here counted in cells."""
    cells = cell[-1, -1] + 1
    return _around(told[..., :2].tanh() + cell, told[..., 2:].sigmoid() * cells)


def _sigmoid(told: Tensor, cell: Tensor, anchor: Tensor) -> Tensor:
    return _around(told[..., :2].sigmoid() + cell, told[..., 2:].exp() * anchor)


def _anchors(told: Tensor, cell: Tensor, anchor: Tensor) -> Tensor:
    part = told.sigmoid() * 2
    return _around(part[..., :2] - 0.5 + cell, part[..., 2:] ** 2 * anchor)


def _exp(told: Tensor, cell: Tensor, _anchor: Tensor) -> Tensor:
    return _around(told[..., :2] + cell, told[..., 2:].exp())


def _sides(told: Tensor, cell: Tensor, _anchor: Tensor) -> Tensor:
    import torch

    centre = cell + 0.5
    return torch.cat((centre - told[..., :2], centre + told[..., 2:]), -1)


def _plain_centre(told: Tensor, cell: Tensor, _anchor: Tensor) -> Tensor:
    """Centre and size as shares of the picture, here counted in cells."""
    cells = cell[-1, -1] + 1
    return _around(told[..., :2] * cells, told[..., 2:] * cells)


def _plain_corners(told: Tensor, cell: Tensor, _anchor: Tensor) -> Tensor:
    cells = cell[-1, -1] + 1
    return told * cells.repeat(2)


_CELLS = {
    "tanh": _tanh,
    "sigmoid": _sigmoid,
    "anchors": _anchors,
    "exp": _exp,
    "sides": _sides,
    "centre": _plain_centre,
    "corners": _plain_corners,
}


def _found(pictures: Sequence[Mapping[str, Tensor]], classes: int) -> Tensor:
    """Return rows of boxes that were found; what is left of `MOST_FOUND` rows is zero."""
    import torch

    each: list[Tensor] = []
    for one in pictures:
        boxes, labels, scores = (one[key][:MOST_FOUND] for key in ("boxes", "labels", "scores"))
        known = labels.long().clamp(0, classes - 1).unsqueeze(-1)
        table = torch.zeros(len(boxes), classes, dtype=scores.dtype, device=scores.device)
        table = table.scatter(-1, known, scores.unsqueeze(-1))
        rows = torch.cat((boxes.to(scores.dtype), torch.ones_like(scores)[:, None], table), -1)
        empty = rows.new_zeros(MOST_FOUND - len(rows), rows.shape[-1])
        each.append(torch.cat((rows, empty)))
    return torch.stack(each)


def _given(value: Value | None) -> Value:
    if value is None:
        raise ValueError("the output is of another form")
    return value
