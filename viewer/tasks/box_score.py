"""The scalar that is explained of a box, as a formula of one row of the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from viewer.core.asks.target import SIDES, ResolvedBox
from viewer.core.errors import UserError
from viewer.core.models.box_rule import BoxRule
from viewer.tasks.box_decoding import (
    CLASSES,
    OBJECTNESS,
    class_chances,
    confidence,
    object_chances,
)

if TYPE_CHECKING:
    from torch import Tensor


def box_score(answer: Tensor, target: ResolvedBox, rule: BoxRule) -> Tensor:
    """Return sign * (number - number of the class it is held against), on the graph.

    The number of a class is that of the head itself; the product is the confidence; the overlap is
    that with the given box (IoU); a side is a place, in the answer's own unit.

    Args:
        answer: (N, 5 + C), as the task reads it.
        target: which number of which row.
        rule: how the rows were decoded.

    Raises:
        UserError: the model gives no objectness.
    """
    if target.number_of == "again":
        return _again(answer, target, rule)
    row = answer[target.row]
    number = _number(row, target, target.index, rule)
    if target.against >= 0:
        number = number - _number(row, target, target.against, rule)
    return number if target.sign > 0 else -number


def _number(row: Tensor, target: ResolvedBox, index: int, rule: BoxRule) -> Tensor:
    kind = target.number_of
    if kind in SIDES:
        return row[SIDES.index(kind)]
    if kind == "overlap":
        return _overlap(row[:4], row.new_tensor(target.unit))
    if kind == "product":
        return confidence(row, rule)[index]
    if kind == "class":
        return row[CLASSES + index]
    if rule.objectness < 0:
        raise UserError(
            "This model's boxes have no objectness.", hint="Ask for the class, or the product."
        )
    return row[OBJECTNESS]


def _overlap(own: Tensor, given: Tensor) -> Tensor:
    """Return what two boxes share of what they cover together (IoU); 0 where they do not touch."""
    import torch

    sides = torch.minimum(own[2:], given[2:]) - torch.maximum(own[:2], given[:2])
    shared = sides.clamp_min(0).prod()
    together = (own[2:] - own[:2]).prod() + (given[2:] - given[:2]).prod() - shared
    return shared / together


def _again(answer: Tensor, target: ResolvedBox, rule: BoxRule) -> Tensor:
    """Return max_j IoU(box, box_j) * cos(P, P_j) * O_j: how well the box is found in an answer.

    Source: Petsiuk et al., D-RISE, CVPR 2021, eq. 2-5; of what gives no objectness the latter is 1
    """
    import torch

    given, sides = answer.new_tensor(target.unit), answer[:, :4]
    corner = torch.minimum(sides[:, 2:], given[2:]) - torch.maximum(sides[:, :2], given[:2])
    shared = corner.clamp_min(0).prod(1)
    areas = (sides[:, 2:] - sides[:, :2]).clamp_min(0).prod(1)
    together = (areas + (given[2:] - given[:2]).prod() - shared).clamp_min(1e-12)
    own = class_chances(torch.cat((answer.new_zeros(5), answer.new_tensor(target.said))), rule)
    alike = torch.nn.functional.cosine_similarity(class_chances(answer, rule), own[None], dim=1)
    found = shared / together * alike * object_chances(answer, rule)[:, 0]
    return found.nan_to_num().max()
