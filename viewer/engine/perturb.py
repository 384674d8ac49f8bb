"""Methods that change the picture or the layer many times and watch the score.

Each is a generator of steps: the map refines as it goes, and it can be stopped at any module. No
method holds more than one batch of changed pictures.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import torch
from torch import Tensor

from viewer.core.records import Floats
from viewer.engine.probe import Probe, Step
from viewer.engine.reentry import Reentry
from viewer.engine.tokens import Layout

ABLATION_BYTES = 32 << 20  # how much one batch of a layer's changed outputs may take
MASKS = 1000  # of RISE
MASK_CELLS = 7  # of RISE: so many coarse cells along each side
MASK_KEEPS = 0.5  # of RISE: the share of the picture that is kept
OCCLUSION_CELLS = 14  # windows along each side


def score_cam(probe: Probe, activations: Floats) -> Iterator[Step]:
    """Weigh every channel by the score of the picture seen through it.

    M_k = upsampled A_k, scaled to 0..1;   w = softmax_k score(x * M_k)
    L(y, x) = sum_k w_k * A_k(y, x)

    Channels that are the same everywhere all hide the whole picture: it is scored once for them.

    Args:
        probe: the picture and the model.
        activations: A, (K, h, w) float32.

    Source: Wang et al., "Score-CAM", CVPRW 2020, eq. 5-8, arXiv:1910.01279
    """
    maps = torch.from_numpy(activations).to(probe.x.device)
    flat = maps.flatten(1)
    constant = (flat.amax(1) == flat.amin(1)).cpu().numpy()
    order = np.concatenate([np.flatnonzero(~constant), np.flatnonzero(constant)[:1]])
    scores = np.full(len(activations), -np.inf, np.float32)
    size = probe.batch
    for start in range(0, len(order), size):
        chosen = order[start : start + size]
        scores[chosen] = probe.scores(probe.x * _as_masks(maps[chosen], probe.x))
        done = start + len(chosen)
        if done == len(order) and constant.any():
            scores[constant] = scores[order[-1]]
        yield Step(done, len(order), lambda: _weighted(_softmax(scores), activations))


def ablation_cam(probe: Probe, entry: Reentry, layout: Layout, maps: Floats) -> Iterator[Step]:
    """Weigh every channel by how much the score falls when it is set to zero.

    w_k = (s - s_k) / |s|;   L(y, x) = sum_k w_k * A_k(y, x)

    The model is entered again at the layer. The paper divides by s, which would turn the map of a
    class with a negative score upside down.

    Args:
        probe: gives the score.
        entry: the model, to be run from the layer on.
        layout: of the layer.
        maps: A, (K, h, w) float32.

    Source: Desai and Ramaswamy, "Ablation-CAM", WACV 2020, eq. 3-4
    """
    whole = entry.activations
    axis = 1 if layout.kind == "maps" else whole.ndim - 1
    count = whole.shape[axis]
    base = float(probe.of_logits(entry.logits)[0])
    scores = np.full(count, base, np.float32)
    size = max(1, min(count, ABLATION_BYTES // (whole.numel() * whole.element_size())))
    for start in range(0, count, size):
        chosen = range(start, min(start + size, count))
        batch = whole.repeat(len(chosen), *(1,) * (whole.ndim - 1))
        for row, channel in enumerate(chosen):
            batch[row].select(axis - 1, channel).zero_()
        scores[start : start + len(chosen)] = probe.of_logits(entry.run(batch))
        yield Step(chosen.stop, count, lambda: _weighted((base - scores) / (abs(base) or 1), maps))


def rise(probe: Probe, *, seed: int = 0) -> Iterator[Step]:
    """Score the picture through random masks: what is seen when the score is high, counts.

    L(y, x) = sum_i s_i * M_i(y, x) / sum_i M_i(y, x) - mean_i s_i

    The average is taken off, so that zero means "makes no difference". The same seed gives the
    same map.

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
    for start in range(0, MASKS, size):
        masks = _random_masks(random, min(size, MASKS - start), (height, width))
        found = probe.scores(probe.x * masks.to(probe.x.device))
        plain = masks[:, 0].numpy()
        weighted += np.tensordot(found.astype(np.float64), plain, axes=1)
        seen += plain.sum(0)
        scores.extend(found.tolist())
        yield Step(len(scores), MASKS, make)


def occlusion(probe: Probe) -> Iterator[Step]:
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


def _as_masks(maps: Tensor, x: Tensor) -> Tensor:
    """Return (B, 1, H, W): maps upsampled to the input and scaled to 0..1, as the library does."""
    size = (x.shape[-2], x.shape[-1])
    large = torch.nn.functional.interpolate(
        maps[None], size=size, mode="bilinear", align_corners=True
    )[0]
    low, high = large.amin((1, 2), keepdim=True), large.amax((1, 2), keepdim=True)
    return ((large - low) / (high - low + 1e-8))[:, None]


def _random_masks(random: np.random.Generator, count: int, size: tuple[int, int]) -> Tensor:
    """Return (count, 1, H, W): coarse random cells, smoothed and shifted by part of a cell.

    Mask by mask is drawn, so that they are the same however many are asked for at a time.
    """
    height, width = size
    cell = (-(-height // MASK_CELLS), -(-width // MASK_CELLS))
    coarse = np.empty((count, 1, MASK_CELLS + 1, MASK_CELLS + 1), np.bool_)
    shifts: list[tuple[int, int]] = []
    for mask in coarse:
        mask[:] = random.random(mask.shape) < MASK_KEEPS
        shifts.append((int(random.integers(cell[0])), int(random.integers(cell[1]))))
    large = torch.nn.functional.interpolate(
        torch.from_numpy(coarse.astype(np.float32)),
        size=((MASK_CELLS + 1) * cell[0], (MASK_CELLS + 1) * cell[1]),
        mode="bilinear",
        align_corners=False,
    )
    cut = [
        mask[:, y : y + height, x : x + width] for mask, (y, x) in zip(large, shifts, strict=True)
    ]
    return torch.stack(cut)


def _window(cell: int, cells: int, length: int) -> tuple[int, int]:
    """Return where a window begins and ends: a cell, and half a cell on each side of it."""
    return (
        max(0, round((cell - 0.5) * length / cells)),
        min(length, round((cell + 1.5) * length / cells)),
    )


def _softmax(scores: Floats) -> Floats:
    """Return the softmax in float32, as torch computes it; minus infinity counts nothing."""
    return torch.from_numpy(scores).softmax(0).numpy()


def _weighted(weights: Floats, activations: Floats) -> Floats:
    return (weights[:, None, None] * activations).sum(axis=0).astype(np.float32)
