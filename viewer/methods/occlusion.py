"""Occlusion: one place after the other is covered, and the score watched."""

from __future__ import annotations

from collections.abc import Iterator

from viewer.core.late_numpy import np
from viewer.core.maps.methods import MethodRow
from viewer.methods.look import Look, Prober, Step
from viewer.methods.method import Method

OCCLUSION_CELLS = 14  # windows along the shorter side


def occlusion(probe: Prober) -> Iterator[Step]:
    """Cover one place after the other with the average colour: where the score falls, counts.

    L(i, j) = s - s(window at cell (i, j) covered); a window is two cells wide.

    Returns:
        Steps with one value for each cell of a regular grid.

    Source: Zeiler and Fergus, "Visualizing and Understanding Convolutional Networks", ECCV 2014,
        section 4.2, arXiv:1311.2901
    """
    height, width = probe.x.shape[-2:]
    shorter = min(height, width)
    rows = max(1, round(OCCLUSION_CELLS * height / shorter))
    columns = max(1, round(OCCLUSION_CELLS * width / shorter))
    base = float(probe.scores(probe.x)[0])
    drops = np.zeros(rows * columns, np.float32)
    size = probe.batch
    for start in range(0, drops.size, size):
        cells = range(start, min(start + size, drops.size))
        batch = probe.x.repeat(len(cells), 1, 1, 1)
        for changed, cell in zip(batch, cells, strict=True):
            top, bottom = _window(cell // columns, rows, height)
            left, right = _window(cell % columns, columns, width)
            changed[:, top:bottom, left:right] = 0
        drops[start : start + len(cells)] = base - probe.scores(batch)
        yield Step(cells.stop, drops.size, lambda: drops.reshape(rows, columns).copy())


def _window(cell: int, cells: int, length: int) -> tuple[int, int]:
    """Return where a window begins and ends: a cell, and half a cell on each side of it."""
    return (
        max(0, round((cell - 0.5) * length / cells)),
        min(length, round((cell + 1.5) * length / cells)),
    )


def _passes(look: Look) -> int:
    height, width = look.probe.x.shape[-2:]
    return round(OCCLUSION_CELLS**2 * max(height, width) / min(height, width))


METHOD = Method(
    row=MethodRow(
        key="occlusion",
        title="Occlusion",
        paper="Zeiler and Fergus, Visualizing and Understanding Convolutional Networks, ECCV 2014",
        year=2014,
        link="https://arxiv.org/abs/1311.2901",
        papers=("zeiler2014occlusion",),
        gradients=False,
        by_class=True,
        by_layer=False,
        cost="seconds",
        help="Covers one place after the other and watches the score fall. Needs no layer.",
    ),
    steps=lambda look: occlusion(look.probe),
    passes=_passes,
    fast_form=True,
)
