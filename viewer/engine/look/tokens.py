"""How a layer's output is laid out: maps, maps with channels last, or tokens on a grid."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import log, sqrt
from typing import Literal

from torch import Tensor

from viewer.core.errors import UserError

Grid = tuple[int, int]  # rows, columns

_MOST_EXTRA_TOKENS = 9  # one class token and eight registers
_HALVINGS = 4  # how often a pyramid of tokens may halve its grid
_MOST_DISTORTION = log(2.5)  # unpadded convolutions change the aspect of small maps


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenLayout:
    """How one picture's output of a layer becomes (K, h, w); activations and gradients alike."""

    kind: Literal["maps", "channels_last", "tokens"]  # (K, h, w), (h, w, K), (skip + h * w, K)
    grid: Grid
    channels: int
    skip: int = 0  # class and register tokens before the grid


def to_maps(tensor: Tensor, layout: TokenLayout) -> Tensor:
    """Return (K, h, w) as a view, in the memory order the layer gave it.

    Maps may have another size than the dry run's: only a token grid is bound to its input size.

    Args:
        tensor: one picture's activations or gradients, without the batch.
        layout: of that layer, from the survey.

    Raises:
        UserError: there are more or fewer tokens than the layout says.
    """
    if layout.kind == "maps":
        return tensor
    if layout.kind == "channels_last":
        return tensor.permute(2, 0, 1)
    rows, columns = layout.grid
    tokens = tensor[layout.skip :]
    if tokens.shape[0] != rows * columns:
        raise UserError(
            f"The layer has {tensor.shape[0]} tokens, expected {layout.skip + rows * columns}.",
            hint="Use the input size the model was surveyed with.",
        )
    return tokens.reshape(rows, columns, layout.channels).permute(2, 0, 1)


def map_layout(
    shape: tuple[int, ...], size: Grid, *, channels: Literal["first", "last", "unknown"]
) -> TokenLayout | None:
    """Read (1, K, h, w) or (1, h, w, K): the grid is the pair that has the input's aspect.

    Args:
        shape: of the output, with the batch.
        size: rows and columns of the model's input.
        channels: where they stand, when the module's type tells.

    Returns:
        The layout, or None: this is no picture-like output.
    """
    if len(shape) != 4 or shape[0] != 1:
        return None
    first = TokenLayout(kind="maps", grid=(shape[2], shape[3]), channels=shape[1])
    last = TokenLayout(kind="channels_last", grid=(shape[1], shape[2]), channels=shape[3])
    if channels != "unknown":
        return first if channels == "first" else last
    best = min((first, last), key=lambda layout: _distortion(layout.grid, size))
    return best if _distortion(best.grid, size) <= _MOST_DISTORTION else None


def token_layout(shape: tuple[int, ...], size: Grid, grids: Iterable[Grid]) -> TokenLayout | None:
    """Read (1, N, K): N is a grid seen before, or one halved, plus a few extra tokens in front.

    Args:
        shape: of the output, with the batch.
        size: rows and columns of the model's input, which give the grid when none was seen.
        grids: of the maps the model made before, such as its patch embedding's; latest first.

    Returns:
        The layout with the fewest extra tokens, or None: these are no tokens of a grid.
    """
    if len(shape) != 3 or shape[0] != 1:
        return None
    _, count, channels = shape
    known = [smaller for grid in grids for smaller in _halved(grid)]
    known = known or [
        grid
        for extra in range(_MOST_EXTRA_TOKENS + 1)
        if (grid := _proportional(count - extra, size))
    ]
    fitting = [grid for grid in known if 0 <= count - _area(grid) <= _allowed_extra(grid)]
    if not fitting:
        return None
    grid = max(fitting, key=_area)
    return TokenLayout(kind="tokens", grid=grid, channels=channels, skip=count - _area(grid))


def layout_of(count: int, layouts: Iterable[TokenLayout]) -> TokenLayout:
    """Return how so many tokens of one value each are laid out, as other layers show it.

    Raises:
        UserError: no layer has so many tokens on a grid.
    """
    for layout in layouts:
        if layout.kind == "tokens" and layout.skip + _area(layout.grid) == count:
            return replace(layout, channels=1)
    raise UserError(
        "The tokens of this model do not lie on a grid that is known.",
        hint="Choose a method by gradients.",
    )


def _halved(grid: Grid) -> list[Grid]:
    """Return the grid and its halvings, rounded up as strided convolutions do."""
    return [(-(-grid[0] // 2**k), -(-grid[1] // 2**k)) for k in range(_HALVINGS)]


def _proportional(count: int, size: Grid) -> Grid | None:
    """Return the grid of exactly so many cells with the input's aspect, if there is one."""
    if count < 1:
        return None
    rows = max(1, round(sqrt(count * size[0] / size[1])))
    columns = count // rows
    fits = rows * columns == count and abs(columns - rows * size[1] / size[0]) <= 1
    return (rows, columns) if fits else None


def _allowed_extra(grid: Grid) -> int:
    return min(_MOST_EXTRA_TOKENS, _area(grid) - 1)


def _area(grid: Grid) -> int:
    return grid[0] * grid[1]


def _distortion(grid: Grid, size: Grid) -> float:
    """Return how far the grid's aspect is from the input's, as a factor's logarithm."""
    return abs(log(grid[0] * size[1] / (grid[1] * size[0])))
