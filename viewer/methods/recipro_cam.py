"""Recipro-CAM: one cell of the layer after the other is kept alone, and the score watched."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from viewer.core.late_numpy import np
from viewer.core.maps.methods import MethodRow
from viewer.methods.look import Channels, Entry, Prober, Step
from viewer.methods.method import Method

if TYPE_CHECKING:
    from torch import Tensor

BATCH_BYTES = 32 << 20  # how much one batch of a layer's changed outputs may take
CELLS_A_PASS = 20  # about: the model is entered again at the layer


def recipro_cam(probe: Prober, entry: Entry, layout: Channels) -> Iterator[Step]:
    """Keep one cell of the layer alone and watch what is left of the score.

    A'(c) = A at cell c, 0 elsewhere;   L(c) = score(A'(c)) - score(0)

    The model is entered again at the layer. The score of the emptied layer is taken off, so that
    zero means "gives nothing"; the order of cells is the paper's. Tokens before the grid stay.

    Args:
        probe: gives the score.
        entry: the model, to be run from the layer on.
        layout: of the layer.

    Source: Byun and Lee, "Recipro-CAM: Fast gradient-free visual explanations for convolutional
        neural networks", 2022, eq. 1-3 (without the Gaussian), arXiv:2209.14074
    """
    whole = entry.activations
    rows, columns = layout.grid
    count = rows * columns
    empty = _without_cells(whole, layout)
    base = float(probe.of_answers(entry.run(empty))[0])
    scores = np.full(count, base, np.float32)
    size = max(1, min(count, BATCH_BYTES // (whole.numel() * whole.element_size())))
    for start in range(0, count, size):
        cells = range(start, min(start + size, count))
        batch = empty.repeat(len(cells), *(1,) * (whole.ndim - 1))
        for one, cell in zip(batch, cells, strict=True):
            _keep(one, whole[0], cell, layout)
        scores[start : cells.stop] = probe.of_answers(entry.run(batch))
        yield Step(cells.stop, count, lambda: (scores - base).reshape(rows, columns))


def _without_cells(whole: Tensor, layout: Channels) -> Tensor:
    empty = whole.clone()
    (empty[:, layout.skip :] if layout.kind == "tokens" else empty).zero_()
    return empty


def _keep(one: Tensor, whole: Tensor, cell: int, layout: Channels) -> None:
    """Put the values of one cell into an emptied output, (K, h, w), (h, w, K) or (skip + N, K)."""
    y, x = divmod(cell, layout.grid[1])
    if layout.kind == "maps":
        one[:, y, x] = whole[:, y, x]
    elif layout.kind == "channels_last":
        one[y, x] = whole[y, x]
    else:
        one[layout.skip + cell] = whole[layout.skip + cell]


METHOD = Method(
    row=MethodRow(
        key="recipro_cam",
        title="Recipro-CAM",
        paper="Byun and Lee, Recipro-CAM, 2022",
        year=2022,
        link="https://arxiv.org/abs/2209.14074",
        papers=("byun2022reciprocam",),
        gradients=False,
        by_class=True,
        cost="seconds",
        help="Keeps one cell of the layer alone and watches what is left of the score.",
    ),
    steps=lambda look: recipro_cam(look.probe, look.entry(), look.layout),
    passes=lambda look: 2 + look.layout.grid[0] * look.layout.grid[1] // CELLS_A_PASS,
)
