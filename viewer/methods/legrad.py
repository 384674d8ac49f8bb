"""LeGrad: the gradient of every block's own score with respect to its attention."""

from __future__ import annotations

from collections.abc import Iterator

from viewer.core.maps.methods import MethodRow
from viewer.methods.look import Look, Step
from viewer.methods.method import Method


def legrad(look: Look) -> Iterator[Step]:
    """Average what more attention to each token would add to the score behind its own block.

    s_l = score of the average token behind block l;   G_l = ds_l / dA_l
    L = mean_l mean_h mean_i relu(G_l,h(i, ·)), i counts the tokens that look

    Returns:
        One step with a map of the tokens' grid.

    Raises:
        UserError: the model is no transformer of blocks in which all tokens look at one another.

    Source: Bousselham et al., "LeGrad: An Explainability Method for Vision Transformers via Feature
        Formation Sensitivity", 2024, eq. 7-10, arXiv:2404.03214; of all blocks, where the authors'
        program takes the last two unless told otherwise
    """
    import torch

    found = look.probe.attentions(by_block=True)
    each = torch.stack([one.slopes.float().clamp(min=0).mean((0, 1)) for one in found])
    yield Step(1, 1, lambda: look.on_grid(each.mean(0)))


METHOD = Method(
    row=MethodRow(
        key="legrad",
        title="LeGrad",
        paper="Bousselham et al., LeGrad, 2024",
        year=2024,
        link="https://arxiv.org/abs/2404.03214",
        papers=("bousselham2024legrad",),
        gradients=True,
        by_layer=False,
        attention=True,
        cost="seconds",
        help="What more attention to each token of a transformer would add. Needs no layer.",
    ),
    steps=legrad,
    passes=lambda _look: 5,
    never_negative=True,
)
