"""D-RISE: the picture through random masks; what is seen when the box is found again, counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from viewer.core.asks.target import Resolved, ResolvedBox
from viewer.core.errors import UserError
from viewer.core.maps.methods import MethodRow
from viewer.methods.look import Look, Step
from viewer.methods.method import Method
from viewer.methods.rise import rise

if TYPE_CHECKING:
    from torch import Tensor

    from viewer.tasks.protocol import Task

MASKS = 5000
MASK_CELLS = 16  # finer than for classes, as objects are smaller than pictures
SIDES, CLASSES = 4, 5  # of a row of boxes: how many sides, and where its classes begin


def d_rise(look: Look) -> Iterator[Step]:
    """Score how well the box is found again through random masks.

    s_i = max_j IoU(box, box_j) * cos(P, P_j) * O_j of all boxes j that are seen through mask i;
    the map is that of RISE.

    Source: Petsiuk et al., "Black-box Explanation of Object Detectors via Saliency Maps", CVPR
        2021, eq. 1-5, arXiv:2006.03204
    """
    return rise(look.probe, count=MASKS, cells=MASK_CELLS)


def found_again(target: Resolved, answer: Tensor, task: Task) -> Resolved:  # noqa: ARG001
    """Return the box as what is to be found again, with its place and what was said of its class.

    Raises:
        UserError: it is no box.
    """
    if not isinstance(target, ResolvedBox):
        raise UserError(
            "D-RISE explains boxes, and this model finds none.", hint="Choose RISE instead."
        )
    row = [float(number) for number in answer[target.row]]
    place = target.unit or tuple(row[:SIDES])
    return replace(target, number_of="again", unit=place, said=tuple(row[CLASSES:]))


METHOD = Method(
    row=MethodRow(
        key="d_rise",
        title="D-RISE",
        paper="Petsiuk et al., D-RISE, CVPR 2021",
        year=2021,
        link="https://arxiv.org/abs/2006.03204",
        papers=("petsiuk2021drise",),
        gradients=False,
        by_class=True,
        by_layer=False,
        cost="minutes",
        help="For boxes: looks through five thousand random masks for the same box.",
    ),
    steps=d_rise,
    passes=lambda _look: MASKS,
    score=found_again,
    fast_form=True,
)
