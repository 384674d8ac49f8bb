"""Attention rollout: what the answer's tokens look at, followed back through all blocks."""

from __future__ import annotations

from collections.abc import Iterator

from viewer.core.maps.methods import MethodRow
from viewer.methods.look import Look, Step
from viewer.methods.method import Method
from viewer.methods.tokens import apart, read_rows


def attention_rollout(look: Look) -> Iterator[Step]:
    """Multiply the attention of all blocks, each mixed with the path around it.

    R_0 = 1;   R_l = (mean_h A_l,h + 1) / 2 · R_(l-1);   L = mean of the rows of R that are read

    Where an attention pools the tokens at the end, its mean row says how much each row is read.

    Returns:
        One step with a map of the tokens' grid.

    Raises:
        UserError: the model is no transformer in which all tokens look at one another.

    Source: Abnar and Zuidema, "Quantifying Attention Flow in Transformers", ACL 2020, eq. 1,
        arXiv:2005.00928
    """
    import torch

    found, pooling = apart(look.probe.attentions())
    one = torch.eye(found[0].weights.shape[-1], device=look.probe.x.device)
    rolled = one
    for each in found:
        rolled = (each.weights.float().mean(0) + one) / 2 @ rolled
    read = None if pooling is None else pooling.weights.float().mean((0, 1)) @ rolled
    yield Step(1, 1, lambda: look.on_grid(read_rows(rolled, found) if read is None else read))


METHOD = Method(
    row=MethodRow(
        key="attention_rollout",
        title="Attention rollout",
        paper="Abnar and Zuidema, Quantifying Attention Flow in Transformers, ACL 2020",
        year=2020,
        link="https://arxiv.org/abs/2005.00928",
        papers=("abnar2020rollout",),
        gradients=False,
        by_layer=False,
        attention=True,
        cost="seconds",
        help="What a transformer looks at; the same for every class. Needs no layer.",
    ),
    steps=attention_rollout,
    passes=lambda _look: 3,
    never_negative=True,
)
