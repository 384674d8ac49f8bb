"""Gradients that are zero but for a few numbers: what one row of an answer is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod
from typing import Self

import numpy as np
import torch
from torch import Tensor

from viewer.engine.look.windows import Windows

MOST_POINTS = 1024  # of one gradient; more are kept as all values
LEAST_VALUES = 2048  # of a gradient of all values, from which on points pay
Shape = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class FewNumbers:
    """N gradients of one shape, each known by few of its numbers; the others are zero.

    Args:
        at: for each dimension (N, K), the places of the numbers.
        values: (N, K); a place that stands twice has the sum, and where there are fewer, zeros.
        shape: of one gradient.
    """

    at: tuple[Tensor, ...]
    values: Tensor
    shape: Shape

    @classmethod
    def among(cls, dense: Tensor) -> Self | None:
        """Return the numbers of gradients (N, *shape) that are not zero; None: too many are."""
        shape = tuple(dense.shape[1:])
        if prod(shape) < LEAST_VALUES:
            return None
        lines = dense.reshape(len(dense), -1, shape[-1])
        among, line = lines.abs().sum(-1).nonzero(as_tuple=True)  # ten times as fast as all
        found, column = lines[among, line].nonzero(as_tuple=True)
        sample, place = among[found], line[found] * shape[-1] + column
        counts = torch.bincount(sample, minlength=len(dense))
        most = int(counts.max()) if len(dense) else 0
        if most > MOST_POINTS:
            return None
        rank = torch.arange(len(sample), device=dense.device) - (counts.cumsum(0) - counts)[sample]
        places = torch.zeros(len(dense), most, dtype=torch.long, device=dense.device)
        values = dense.new_zeros(len(dense), most)
        places[sample, rank], values[sample, rank] = place, lines[among, line][found, column]
        return cls(tuple(torch.unravel_index(places, shape)), values, shape)

    @property
    def flat(self) -> Tensor:
        """The places counted through, (N, K)."""
        count = torch.zeros(self.values.shape, dtype=torch.long, device=self.values.device)
        for own, length in zip(self.at, self.shape, strict=True):
            count = count * length + own
        return count

    @property
    def whole(self) -> Tensor:
        """The gradients with their zeros, (N, *shape)."""
        dense = self.values.new_zeros(len(self.values), prod(self.shape))
        return dense.scatter_add(1, self.flat, self.values).reshape(len(self.values), *self.shape)

    def shaped(self, shape: Shape) -> Self:
        """Return the same numbers of a gradient of another shape, which holds as many."""
        return type(self)(tuple(torch.unravel_index(self.flat, shape)), self.values, shape)

    def where(self, there: Tensor, at: Sequence[Tensor], shape: Shape) -> Self | None:
        """Return those of the numbers that are in a part of the gradient; None: none is."""
        if not there.any():
            return None
        places = tuple(torch.where(there, own, 0) for own in at)
        return type(self)(places, torch.where(there, self.values, 0), shape)

    def __add__(self, other: Self) -> Self:
        """Return the sums."""
        at = tuple(torch.cat(pair, 1) for pair in zip(self.at, other.at, strict=True))
        return type(self)(at, torch.cat((self.values, other.values), 1), self.shape)

    @property
    def windows(self) -> Windows | None:
        """The same of maps (1, C, h, w), in the smallest windows; None: all are zero."""
        _, channel, row, column = (one.cpu().numpy() for one in self.at)
        lit = self.values.ne(0).cpu().numpy()
        if not lit.any():
            return None
        some = lit.any(1)
        ends: list[tuple[np.ndarray, int]] = []
        for places in (row, column):
            first = np.where(some, np.where(lit, places, places.max()).min(1), 0).astype(np.int64)
            last = np.where(lit, places, 0).max(1)
            ends.append((first, int(np.where(some, last - first + 1, 1).max())))
        (top, height), (left, width) = ends
        down = np.where(lit, row - top[:, None], 0)
        across = np.where(lit, column - left[:, None], 0)
        flat = torch.from_numpy((np.where(lit, channel, 0) * height + down) * width + across)
        values = self.values.new_zeros(len(self.values), self.shape[1] * height * width)
        values = values.scatter_add(1, flat.to(values.device), self.values)
        values = values.reshape(len(self.values), self.shape[1], height, width)
        return Windows(values, top, left, (self.shape[2], self.shape[3]))
