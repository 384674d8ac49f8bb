"""Gradients that are zero but for a window: what one place of a map depends on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

Places = NDArray[np.int64]  # (N,)


@dataclass(frozen=True, slots=True)
class Windows:
    """N gradients of shape (1, C, h, w), each known within its own window, and zero elsewhere.

    All windows are of one size. They may reach beyond the borders; what they hold there means
    nothing.

    Args:
        values: (N, C, height, width), of the windows.
        top: (N,), the row of h in which each begins; below zero: beyond the border.
        left: (N,), the column of w likewise.
        size: h, w.
    """

    values: Tensor
    top: Places
    left: Places
    size: tuple[int, int]

    @classmethod
    def around(cls, dense: Tensor) -> Self | None:
        """Return the smallest windows around all that is not zero; None: everything is.

        Args:
            dense: (N, 1, C, h, w).
        """
        values = dense[:, 0]
        size = (values.shape[2], values.shape[3])
        lit: NDArray[np.bool_]
        lit = values.abs().sum(1).ne(0).cpu().numpy()  # ten times as fast as any()
        top, height = _extent(np.any(lit, axis=2))
        left, width = _extent(np.any(lit, axis=1))
        if not height:
            return None
        return cls(moved(values, -top, -left, (height, width)), top, left, size)

    @property
    def whole(self) -> Tensor:
        """The gradients with their zeros, (N, 1, C, h, w)."""
        return moved(self.values, self.top, self.left, self.size)[:, None]

    def cut(self, tensor: Tensor) -> Tensor:
        """Return what a tensor (1, C, h, w) holds within each window, (N, C, height, width)."""
        (height, width), (rows, columns) = _sides(self.values), self.size
        above, below = _beyond(self.top, height, rows)
        before, behind = _beyond(self.left, width, columns)
        if above or below or before or behind:
            tensor = functional.pad(tensor, (before, behind, above, below))
        top, left = (self.top + above).tolist(), (self.left + before).tolist()
        whole, places = tensor[0], zip(top, left, strict=True)
        return torch.stack([whole[:, y : y + height, x : x + width] for y, x in places])

    def summed(self, down: int, across: int) -> Self:
        """Return windows of what is smaller by two factors: each place the sum of a rectangle."""
        top, left = self.top // down, self.left // across  # rounded down, also below zero
        over, beside = self.top - top * down, self.left - left * across
        height = -(-(self.values.shape[2] + int(over.max())) // down) * down
        width = -(-(self.values.shape[3] + int(beside.max())) // across) * across
        values = moved(self.values, over, beside, (height, width))
        values = torch.stack([values[:, :, at::down] for at in range(down)]).sum(0)
        values = torch.stack([values[..., at::across] for at in range(across)]).sum(0)
        size = (self.size[0] // down, self.size[1] // across)
        return type(self)(values, top, left, size).not_larger()

    def not_larger(self) -> Self:
        """Return windows that are the whole, where they have become larger than that."""
        height, width = _sides(self.values)
        if height < self.size[0] or width < self.size[1]:
            return self
        origin = np.zeros_like(self.top)
        values = moved(self.values, self.top, self.left, self.size)
        return type(self)(values, origin, origin, self.size)

    def inside(self) -> Self:
        """Return the same windows, with zeros beyond the borders."""
        height, width = _sides(self.values)
        down = _within(self.top, height, self.size[0])
        across = _within(self.left, width, self.size[1])
        if down.all() and across.all():
            return self
        there = torch.from_numpy(down[:, None, :, None] & across[:, None, None, :])
        values = self.values * there.to(self.values.device)
        return type(self)(values, self.top, self.left, self.size)

    def __add__(self, other: Self) -> Self:
        """Return the sums, in windows that hold both."""
        top, height = _union(self.top, other.top, self.values.shape[2], other.values.shape[2])
        left, width = _union(self.left, other.left, self.values.shape[3], other.values.shape[3])
        parts = [
            moved(one.values, one.top - top, one.left - left, (height, width))
            for one in (self, other)
        ]
        return type(self)(parts[0] + parts[1], top, left, self.size)


def moved(values: Tensor, down: Places, across: Places, size: tuple[int, int]) -> Tensor:
    """Return (N, C, *size) with each of N maps moved by its own steps; what comes in is zero.

    Args:
        values: (N, C, height, width).
        down: (N,), by how many rows.
        across: (N,), by how many columns.
        size: rows and columns of the result.
    """
    sides = _sides(values)
    if sides == size and not down.any() and not across.any():
        return values
    result = values.new_zeros(*values.shape[:2], *size)
    steps = list(zip(down.tolist(), across.tolist(), strict=True))
    alike = len(set(steps)) == 1
    for index, (y, x) in enumerate(steps[:1] if alike else steps):
        each = slice(None) if alike else slice(index, index + 1)
        into_rows, from_rows = _shared(y, sides[0], size[0])
        into_columns, from_columns = _shared(x, sides[1], size[1])
        result[each, :, into_rows, into_columns] = values[each, :, from_rows, from_columns]
    return result


def _sides(values: Tensor) -> tuple[int, int]:
    return values.shape[2], values.shape[3]


def _shared(step: int, length: int, room: int) -> tuple[slice, slice]:
    """Return where a line of some length lies in its room after a step, and which part of it."""
    first, last = max(step, 0), max(min(step + length, room), 0)
    first = min(first, last)
    return slice(first, last), slice(first - step, last - step)


def _extent(lit: NDArray[np.bool_]) -> tuple[Places, int]:
    """Return where each row of (N, length) begins to hold anything, and the longest stretch."""
    some = lit.any(axis=1)
    first = np.where(some, lit.argmax(axis=1), 0)
    last = np.where(some, lit.shape[1] - lit[:, ::-1].argmax(axis=1), 0)
    return first.astype(np.int64), int((last - first).max(initial=0))


def _union(one: Places, other: Places, length: int, second: int) -> tuple[Places, int]:
    """Return where windows begin that hold two others each, and the length of the longest."""
    first = np.minimum(one, other)
    last = np.maximum(one + length, other + second)
    return first, int((last - first).max())


def _beyond(first: Places, length: int, room: int) -> tuple[int, int]:
    """Return how far windows reach beyond both borders, at most."""
    return max(0, -int(first.min())), max(0, int(first.max()) + length - room)


def _within(first: Places, length: int, room: int) -> NDArray[np.bool_]:
    """Return (N, length), which places of each window lie within the borders."""
    places = first[:, None] + np.arange(length)
    return (places >= 0) & (places < room)
