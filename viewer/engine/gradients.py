"""The gradient that a method asks for: that of the score, of another score, or a corrected one."""

from __future__ import annotations

from dataclasses import replace

from torch import Tensor

from viewer.core.records import ResolvedTarget
from viewer.engine.curvature import corrected
from viewer.engine.passes import Pass, target_score

RIVALS = 3  # how many similar classes Finer-CAM holds a class against


def gradients_for(method: str, run: Pass, target: ResolvedTarget, layer: str) -> Tensor:
    """Return what takes the place of G in a method's formula, of the activations' shape.

    Args:
        method: its key.
        run: a pass that recorded the layer.
        target: the classes to explain.
        layer: its name.

    Raises:
        UserError: the model has no such gradient.
    """
    if method == "shapley_cam":
        return corrected(run, target, layer)
    return run.gradients(asked_by(method, run, target), [layer])[layer]


def asked_by(method: str, run: Pass, target: ResolvedTarget) -> ResolvedTarget:
    """Return the score whose gradient a method takes."""
    if method != "finer_cam":
        return target
    logits = run.capture.logits.detach()
    return with_rivals(target, logits, independent=run.independent)


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
    order = (values - own).abs().sort(stable=True).indices.tolist()
    taken = {*target.members, *target.against}
    rivals = tuple(index for index in order if index not in taken)[:RIVALS]
    return replace(target, rivals=rivals)
