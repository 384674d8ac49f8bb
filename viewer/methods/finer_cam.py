"""Finer-CAM: Grad-CAM of what sets a class apart from the most similar ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from viewer.core.asks.target import Resolved
from viewer.core.maps.methods import EITHER, MethodRow
from viewer.methods.grad_cam import grad_cam
from viewer.methods.method import Method

if TYPE_CHECKING:
    from torch import Tensor

    from viewer.tasks.protocol import Task

RIVALS = 3  # how many similar ones it is held against


def with_rivals(target: Resolved, answer: Tensor, task: Task) -> Resolved:
    """Return the target held against the most similar ones: those with the nearest scores.

    Args:
        target: such as a class, a group of classes, or one against another.
        answer: one picture's.
        task: knows what is similar.

    Source: Zhang et al., "Finer-CAM: Spotting the Difference Reveals Finer Details for Visual
        Explanation", CVPR 2025, arXiv:2501.11309
    """
    return task.against_rivals(target, answer, RIVALS)


METHOD = Method(
    row=MethodRow(
        key="finer_cam",
        title="Finer-CAM",
        paper="Zhang et al., Finer-CAM, CVPR 2025",
        year=2025,
        link="https://arxiv.org/abs/2501.11309",
        papers=("zhang2025finercam",),
        gradients=True,
        smoothable=EITHER,
        help="Grad-CAM of what sets the class apart from the three most similar ones.",
    ),
    formula=grad_cam,
    score=with_rivals,
)
