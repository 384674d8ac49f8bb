"""Finer-CAM: Grad-CAM of what sets a class apart from the most similar ones."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from viewer.core.asks.target import ResolvedTarget
from viewer.core.maps.method import EITHER, MethodRow
from viewer.methods.grad_cam import grad_cam
from viewer.methods.method import Method
from viewer.methods.scoring import target_score

if TYPE_CHECKING:
    from torch import Tensor

RIVALS = 3  # how many similar classes a class is held against


def with_rivals(
    target: ResolvedTarget, logits: Tensor, *, independent: bool = False
) -> ResolvedTarget:
    """Return the target held against the classes whose scores are nearest to its own.

    The grad-cam library takes the classes after the first of those sorted by their distance, which
    with equal scores may drop a rival and keep the class itself; here it is never its own rival.

    Args:
        target: a class, a group of classes, or one against another.
        logits: (classes,).
        independent: several classes may be present at once.

    Source: Zhang et al., "Finer-CAM: Spotting the Difference Reveals Finer Details for Visual
        Explanation", CVPR 2025, arXiv:2501.11309
    """
    values = logits
    if target.scale == "probability":
        values = logits.sigmoid() if independent else logits.softmax(0)
    own = target_score(logits, replace(target, sign=1), independent=independent)
    nearest = (values - own).abs().sort(stable=True).indices
    order = cast("list[int]", nearest.tolist())
    taken = {*target.members, *target.against}
    rivals = tuple(index for index in order if index not in taken)[:RIVALS]
    return replace(target, rivals=rivals)


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
