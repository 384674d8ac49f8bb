"""The scalar that a target stands for: the score that methods explain."""

from __future__ import annotations

from typing import TYPE_CHECKING

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


def _logsumexp(logits: Tensor, members: tuple[int, ...]) -> Tensor:
    return logits[members[0]] if len(members) == 1 else logits[list(members)].logsumexp(0)


def _sum(probabilities: Tensor, members: tuple[int, ...]) -> Tensor:
    return probabilities[list(members)].sum()
