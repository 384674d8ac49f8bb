"""The scalar that classes stand for, as a formula of logits; and the classes nearest to some."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from viewer.core.asks.target import ResolvedTarget

if TYPE_CHECKING:
    from torch import Tensor


def target_score(logits: Tensor, target: ResolvedTarget, *, independent: bool = False) -> Tensor:
    """Return the scalar to explain; one class raised on the scale of logits: its logit.

    Logits: sign * (logsumexp(members) - logsumexp(against)). Probabilities: sign * (sum(members) -
    sum(against)), each class with its softmax, or with a sigmoid of its own. With rivals r of the
    probabilities p_r: sum_r p_r (score - value_r) / (sum_r p_r + 1e-9).

    Args:
        logits: (classes,), on the graph.
        target: the classes that were asked for.
        independent: several classes may be present at once.
    """
    values, together = logits, _logsumexp
    if target.scale == "probability":
        values, together = logits.sigmoid() if independent else logits.softmax(0), _sum
    score = together(values, target.members)
    if target.against:
        score = score - together(values, target.against)
    if target.rivals:
        rivals = list(target.rivals)
        shares = logits.softmax(0)[rivals]
        score = (shares * (score - values[rivals])).sum() / (shares.sum() + 1e-9)
    return score if target.sign > 0 else -score


def with_rivals(
    target: ResolvedTarget, logits: Tensor, count: int, *, independent: bool = False
) -> ResolvedTarget:
    """Return the target held against the classes whose scores are nearest to its own.

    The grad-cam library takes the classes after the first of those sorted by their distance, which
    with equal scores may drop a rival and keep the class itself; here it is never its own rival.

    Args:
        target: a class, a group of classes, or one against another.
        logits: (classes,).
        count: how many classes.
        independent: several classes may be present at once.
    """
    values = logits
    if target.scale == "probability":
        values = logits.sigmoid() if independent else logits.softmax(0)
    own = target_score(logits, replace(target, sign=1), independent=independent)
    nearest = (values - own).abs().sort(stable=True).indices
    order = cast("list[int]", nearest.tolist())
    taken = {*target.members, *target.against}
    rivals = tuple(index for index in order if index not in taken)[:count]
    return replace(target, rivals=rivals)


def _logsumexp(logits: Tensor, members: tuple[int, ...]) -> Tensor:
    return logits[members[0]] if len(members) == 1 else logits[list(members)].logsumexp(0)


def _sum(probabilities: Tensor, members: tuple[int, ...]) -> Tensor:
    return probabilities[list(members)].sum()
