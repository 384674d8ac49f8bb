"""Expected gradients: what each pixel adds on the way from other pictures of the folder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from viewer.core.maps.methods import MethodRow
from viewer.methods.look import Look, Prober, Step
from viewer.methods.method import Method
from viewer.methods.pixels import PASS, summed

if TYPE_CHECKING:
    from torch import Tensor

REFERENCES = 25  # pictures of the folder
SAMPLES = 50  # gradients, an equal number for each of them
SEED = 0


def expected_gradients(
    probe: Prober, references: Sequence[Tensor], *, samples: int = SAMPLES, seed: int = SEED
) -> Iterator[Step]:
    """Average the score's gradient at random places between other pictures and this one.

    L(y, x) = sum_c mean_i (x_c - r_i,c)(y, x) * ds / dx_c at r_i + a_i (x - r_i),   a_i ~ U(0, 1)

    The references r take turns. With endless samples the map adds up to s(x) - mean_r s(r)
    (completeness); how far it is from that is told with the map.

    Args:
        probe: the picture and the model.
        references: r, (1, C, H, W) each, of the picture's size.
        samples: how many gradients are averaged.
        seed: the same one gives the same places.

    Returns:
        Steps with signed maps of the input's size; the last one's note tells both sums.

    Source: Erion et al., "Improving performance of deep learning models with axiomatic attribution
        priors and expected gradients", Nature Machine Intelligence 2021, eq. 3, arXiv:1906.10670
    """
    import torch

    places = torch.rand(samples, generator=torch.Generator().manual_seed(seed)).tolist()
    total, note = probe.x[0] * 0, ("", "")
    for done, place in enumerate(places, 1):
        other = references[(done - 1) % len(references)]
        way = probe.x - other
        total = total + way[0] * probe.input_gradient(other + place * way)[1]
        if done == samples:
            note = _completeness(probe, references, float(total.sum()) / samples, seed)
        yield Step(done, samples, lambda total=total, done=done: summed(total / done), note)


def _completeness(
    probe: Prober, references: Sequence[Tensor], total: float, seed: int
) -> tuple[str, str]:
    others = sum(float(probe.scores(one)[0]) for one in references) / len(references)
    rise = float(probe.scores(probe.x)[0]) - others
    said = (
        f"The map adds up to {total:.4g}; from {len(references)} other pictures of the folder the"
        f" score rose by {rise:.4g}."
    )
    hint = f"They were drawn with the seed {seed}. With endless samples both numbers are equal."
    return said, hint


def _of_folder(look: Look) -> Iterator[Step]:
    yield from expected_gradients(look.probe, look.references(REFERENCES, seed=SEED))


METHOD = Method(
    row=MethodRow(
        key="expected_gradients",
        title="Expected gradients",
        paper="Erion et al., Expected Gradients, Nature Machine Intelligence 2021",
        year=2021,
        link="https://arxiv.org/abs/1906.10670",
        papers=("erion2021expected",),
        gradients=True,
        by_layer=False,
        cost="seconds",
        help="What each pixel adds in comparison with other pictures of the folder. No layer.",
    ),
    steps=_of_folder,
    passes=lambda _look: PASS * SAMPLES + REFERENCES,
)
