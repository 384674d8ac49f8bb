"""What methods by attention share: which tokens the answer is read from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from viewer.methods.look import Attention

if TYPE_CHECKING:
    from torch import Tensor


def apart(attentions: Sequence[Attention]) -> tuple[Sequence[Attention], Attention | None]:
    """Return the attentions of the blocks, and the last one where it pools the tokens."""
    queries, keys = attentions[-1].weights.shape[-2:]
    return (attentions, None) if queries == keys else (attentions[:-1], attentions[-1])


def read_rows(matrix: Tensor, attentions: Sequence[Attention]) -> Tensor:
    """Return the mean of the rows (N, N) of those tokens that the answer is read from, (N,).

    These are the tokens whose last attention the score depends on: the class token, that and the
    distilled one, or all that are averaged. Where it depends on none, all of them are taken.
    """
    read = attentions[-1].slopes.abs().sum((0, 2)) > 0
    return matrix[read].mean(0) if bool(read.any()) else matrix.mean(0)
