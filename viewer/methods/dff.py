"""Concepts: a layer's output as a few parts that only add up, each with classes it speaks for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from viewer.core.asks.concepts import LayerConcept, MapConcepts
from viewer.core.errors import UserError
from viewer.core.late_numpy import np
from viewer.core.maps.factorising import Factors, factorise
from viewer.core.maps.methods import MethodRow
from viewer.methods.look import Channels, Look, Step
from viewer.methods.method import Method

if TYPE_CHECKING:
    from torch import Tensor

COUNT = 4  # of concepts
TOLD = 3  # classes of a concept


def concepts(look: Look, count: int = COUNT) -> Iterator[Step]:
    """Split the layer's output into concepts, and pass each on alone.

    min |A - offset - W H|²,  W >= 0,  H >= 0;   concept j has the strength H_j sum_k W_kj
    L = the strength of that concept which, passed on alone, gives the class the highest score

    Returns:
        One step; all concepts come with its map.

    Raises:
        UserError: the layer's output is not finite, or the model cannot be entered at the layer.

    Source: Collins et al., "Deep Feature Factorization for Concept Discovery", ECCV 2018, eq. 2,
        arXiv:1806.10206
    """
    found, answers = concepts_of(look, count)
    best = int(look.probe.of_answers(answers).argmax())
    yield Step(1, 1, lambda: found.strengths[best], concepts=found)


def concepts_of(look: Look, count: int) -> tuple[MapConcepts, Tensor]:
    """Return a layer's concepts, and what the model answers to each alone, (k, …).

    Raises:
        UserError: the layer's output is not finite, or the model cannot be entered at the layer.
    """
    given = look.activations
    if not np.isfinite(given).all():
        raise UserError("This layer’s output is not finite.", hint="Choose another layer.")
    found, entry = factorise(given, count), look.entry()
    answers = entry.run(_alone(found, entry.activations, look.layout)).float().cpu()
    strengths = found.strengths * found.directions.sum(axis=0)[:, None, None]
    mass = strengths.sum(axis=(1, 2))
    each = tuple(
        LayerConcept(share=float(one / (mass.sum() or 1.0)), alone=look.said(answer)[:TOLD])
        for one, answer in zip(mass, answers, strict=True)
    )
    return MapConcepts(strengths=strengths, concepts=each, error=found.error), answers


def filled(whole: Tensor, maps: Tensor, layout: Channels) -> Tensor:
    """Return a layer's output (1, …) with other maps (K, h, w) in it; tokens before them stay."""
    import torch

    if layout.kind == "maps":
        return maps[None]
    if layout.kind == "channels_last":
        return maps.permute(1, 2, 0)[None]
    return torch.cat([whole[:, : layout.skip], maps.flatten(1).T[None]], 1)


def _alone(found: Factors, whole: Tensor, layout: Channels) -> Tensor:
    """Return the layer's output (k, …) where only one concept is passed on."""
    import torch

    each = np.einsum("ck,khw->kchw", found.directions, found.strengths)
    maps = torch.from_numpy(each + found.offset[:, None, None]).to(whole.device, whole.dtype)
    return torch.cat([filled(whole, one, layout) for one in maps])


METHOD = Method(
    row=MethodRow(
        key="dff",
        title="Concepts",
        paper="Collins et al., Deep Feature Factorization, ECCV 2018",
        year=2018,
        link="https://arxiv.org/abs/1806.10206",
        papers=("collins2018dff",),
        gradients=False,
        by_class=True,
        cost="seconds",
        help="What the layer sees, as four coloured concepts, and what each alone speaks for.",
    ),
    steps=concepts,
    passes=lambda _look: 3,
    never_negative=True,
)
