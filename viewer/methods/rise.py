"""RISE: the picture scored through random masks; what is seen when the score is high, counts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from viewer.core.late_numpy import np
from viewer.core.maps.arrays import Floats
from viewer.core.maps.methods import MethodRow
from viewer.methods.look import Prober, Step
from viewer.methods.method import Method

if TYPE_CHECKING:
    from torch import Tensor

MASKS = 1000
MASK_CELLS = 7  # so many coarse cells along each side
MASK_KEEPS = 0.5  # the share of the picture that is kept


def rise(
    probe: Prober, *, count: int = MASKS, cells: int = MASK_CELLS, seed: int = 0
) -> Iterator[Step]:
    """Score the picture through random masks: what is seen when the score is high, counts.

    L(y, x) = sum_i s_i * M_i(y, x) / sum_i M_i(y, x) - mean_i s_i

    The average is taken off, so that zero means "makes no difference". The same seed gives the
    same map.

    Args:
        probe: what is asked.
        count: of masks.
        cells: of a mask, along each side.
        seed: of the masks.

    Returns:
        Steps with maps of the input's size.

    Source: Petsiuk et al., "RISE", BMVC 2018, eq. 6, arXiv:1806.07421
    """
    random = np.random.default_rng(seed)
    height, width = probe.x.shape[-2:]
    weighted, seen = np.zeros((2, height, width), np.float64)
    scores: list[float] = []

    def make() -> Floats:
        means = weighted / np.maximum(seen, 1e-9)
        return (means - np.mean(scores)).astype(np.float32)

    size = probe.batch
    for start in range(0, count, size):
        masks = _random_masks(random, min(size, count - start), (height, width), cells)
        found = probe.scores(probe.x * masks.to(probe.x.device))
        plain = masks[:, 0].numpy()
        weighted += np.tensordot(found.astype(np.float64), plain, axes=1)
        seen += plain.sum(0)
        scores.extend(found.tolist())
        yield Step(len(scores), count, make)


def _random_masks(
    random: np.random.Generator, count: int, size: tuple[int, int], cells: int
) -> Tensor:
    """Return (count, 1, H, W): coarse random cells, smoothed and shifted by part of a cell.

    Mask by mask is drawn, so that they are the same however many are asked for at a time.
    """
    import torch

    height, width = size
    cell = (-(-height // cells), -(-width // cells))
    coarse = np.empty((count, 1, cells + 1, cells + 1), np.bool_)
    shifts: list[tuple[int, int]] = []
    for mask in coarse:
        mask[:] = random.random(mask.shape) < MASK_KEEPS
        shifts.append((int(random.integers(cell[0])), int(random.integers(cell[1]))))
    large = torch.nn.functional.interpolate(
        torch.from_numpy(coarse.astype(np.float32)),
        size=((cells + 1) * cell[0], (cells + 1) * cell[1]),
        mode="bilinear",
        align_corners=False,
    )
    cut = [
        mask[:, y : y + height, x : x + width] for mask, (y, x) in zip(large, shifts, strict=True)
    ]
    return torch.stack(cut)


METHOD = Method(
    row=MethodRow(
        key="rise",
        title="RISE",
        paper="Petsiuk et al., RISE, BMVC 2018",
        year=2018,
        link="https://arxiv.org/abs/1806.07421",
        papers=("petsiuk2018rise",),
        gradients=False,
        by_class=True,
        by_layer=False,
        cost="minutes",
        help="Scores the picture through a thousand random masks. Needs no layer.",
    ),
    steps=lambda look: rise(look.probe),
    passes=lambda _look: MASKS,
    fast_form=True,
)
