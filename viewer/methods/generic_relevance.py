"""Generic relevance: attention weighed by its gradient, followed back through all blocks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from viewer.core.maps.methods import MethodRow
from viewer.methods.look import Attention, Look, Step
from viewer.methods.method import Method
from viewer.methods.tokens import apart, read_rows

if TYPE_CHECKING:
    from torch import Tensor


def generic_relevance(look: Look) -> Iterator[Step]:
    """Let every block pass on the relevance of the tokens that it attends to for the class.

    R_0 = 1;   R_l = R_(l-1) + mean_h relu(G_l,h * A_l,h) · R_(l-1)
    L = mean of the rows of R that are read

    Where an attention pools the tokens at the end, L = mean_h,i relu(G * A) · R of that one.

    Returns:
        One step with a map of the tokens' grid.

    Raises:
        UserError: the model is no transformer in which all tokens look at one another.

    Source: Chefer et al., "Generic Attention-model Explainability for Interpreting Bi-Modal and
        Encoder-Decoder Transformers", ICCV 2021, eq. 5-6, arXiv:2103.15679
    """
    import torch

    found, pooling = apart(look.probe.attentions())
    relevance = torch.eye(found[0].weights.shape[-1], device=look.probe.x.device)
    for each in found:
        relevance = relevance + _weighed(each) @ relevance
    read = None if pooling is None else _weighed(pooling).mean(0) @ relevance
    yield Step(1, 1, lambda: look.on_grid(read_rows(relevance, found) if read is None else read))


def _weighed(one: Attention) -> Tensor:
    return (one.slopes.float() * one.weights.float()).clamp(min=0).mean(0)


METHOD = Method(
    row=MethodRow(
        key="generic_relevance",
        title="Generic relevance",
        paper="Chefer et al., Generic Attention-model Explainability, ICCV 2021",
        year=2021,
        link="https://arxiv.org/abs/2103.15679",
        papers=("chefer2021generic",),
        gradients=True,
        by_layer=False,
        attention=True,
        cost="seconds",
        help="A transformer's attention, weighed by its gradient. Needs no layer.",
    ),
    steps=generic_relevance,
    passes=lambda _look: 4,
    never_negative=True,
)
