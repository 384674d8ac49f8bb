"""Find the boxes in what a detector returns, whichever of the usual forms it has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, TypeGuard, cast

from viewer.core.models.box_rule import MOST_SCALES
from viewer.tasks.outputs import named_tensors

if TYPE_CHECKING:
    from torch import Tensor

FOUND = ("boxes", "labels", "scores")  # what torchvision's detectors say of each picture
CLASS_PARTS = ("pred_logits", "logits")  # of DETR, and of its heirs in transformers
BOX_PARTS = ("pred_boxes",)
SIDES = 4  # the numbers of a box before its classes
MOST_DEPTH = 3  # of tuples in tuples


def found_boxes(output: object) -> list[Mapping[str, Tensor]] | None:
    """Return boxes, labels and scores of each picture, where the model has found them itself."""
    entries = _entries(output)
    if isinstance(output, Mapping) or not entries:
        return None
    whole = all(
        isinstance(one, Mapping) and all(_is_tensor(one.get(key)) for key in FOUND)
        for one in entries
    )
    return cast("list[Mapping[str, Tensor]]", list(entries)) if whole else None


def query_parts(output: object) -> tuple[Tensor, Tensor] | None:
    """Return class numbers (B, Q, C) and boxes (B, Q, 4) of a detector of the DETR kind."""
    parts = named_tensors(output)
    classes = next((parts[name] for name in CLASS_PARTS if name in parts), None)
    boxes = next((parts[name] for name in BOX_PARTS if name in parts), None)
    if classes is None or boxes is None or classes.ndim != 3 or boxes.shape[-1:] != (4,):
        return None
    return (classes, boxes) if classes.shape[:2] == boxes.shape[:-1] else None


def table_of(output: object) -> Tensor | None:
    """Return the table (B, N, n) or (B, n, N) of a dense head: the first tensor of three sides."""
    return next((one for one in _tensors(output) if one.ndim == 3), None)


def scales_of(output: object) -> list[Tensor]:
    """Return the grids (B, n, h, w), or (B, anchors, h, w, n), of a dense head, one a scale."""
    grids = [one for one in _tensors(output) if one.ndim in (4, 5)]
    return grids[:MOST_SCALES]


def classes_beside(output: object) -> int:
    """Return how many classes a table has, as what comes beside it tells; 0: nothing tells it.

    Heads of the YOLO kind that see outlines or joints as well have numbers behind the classes.
    Beside the table stand either the raw scores (B, C, N), or prototypes (B, P, h, w), of which
    each box has P shares.
    """
    table = table_of(output)
    if table is None or table.shape[1] >= table.shape[2]:
        return 0
    numbers, boxes = table.shape[1:]
    scores = _named(output, "scores")
    if scores is not None and scores.ndim == 3 and scores.shape[2] == boxes:
        return scores.shape[1] if 0 < scores.shape[1] <= numbers - SIDES else 0
    grids = {tuple(one.shape) for one in _tensors(output) if one.ndim == 4}
    shares = next(iter(grids))[1] if len(grids) == 1 else 0
    return numbers - SIDES - shares if 0 < shares < numbers - SIDES else 0


def _named(output: object, name: str, depth: int = 0) -> Tensor | None:
    """Return the first tensor of a name, also in what is inside."""
    if isinstance(output, Mapping):
        told = cast("Mapping[object, object]", output).get(name)
        if _is_tensor(told):
            return told
    inside = () if depth == MOST_DEPTH else _entries(output)
    return next(
        (one for part in inside if (one := _named(part, name, depth + 1)) is not None), None
    )


def _tensors(output: object, depth: int = 0) -> list[Tensor]:
    """Return the floating tensors of an output in their order, also those of tuples in tuples."""
    if _is_tensor(output):
        return [output] if output.is_floating_point() else []
    if depth == MOST_DEPTH:
        return []
    return [tensor for one in _entries(output) for tensor in _tensors(one, depth + 1)]


def _entries(output: object) -> Sequence[object]:
    if isinstance(output, Mapping):
        return list(cast("Mapping[object, object]", output).values())
    return cast("Sequence[object]", output) if isinstance(output, (tuple, list)) else ()


def _is_tensor(value: object) -> TypeGuard[Tensor]:
    from torch import Tensor

    return isinstance(value, Tensor)
