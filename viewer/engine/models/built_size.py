"""Read from a network's layers which size of pictures it was built for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from torch import nn

from viewer.core.maps.geometry import MAX_SIDE, Size

SIZES = ("img_size", "image_size", "input_size", "input_resolution")  # a layer's own attributes
USUAL = (224, 224)  # what layers are told where nobody says otherwise
ROUND = (32, 10, 16, 8, 4, 2, 1)  # sides that people choose are multiples, of these first
MOST_EXTRA_TOKENS = 9  # class and register tokens among the places
LARGEST_CELL = 64  # pixels along a side
Grid = tuple[int, int]  # rows, columns


@dataclass(frozen=True, slots=True)
class BuiltSize:
    """One size that layers speak of."""

    size: Size  # width, height in pixels
    sure: bool  # somebody has chosen it, or a tensor of places has just as many of them


def built_sizes(module: nn.Module) -> list[BuiltSize]:
    """Return the sizes that a network's layers name, the surest first.

    Layers that cut a picture into patches often keep its size, and tensors of places (position
    embeddings) have one entry for each patch. The usual size is sure only where both name it:
    some networks keep it although they take any.
    """
    first = _cutter(module)
    places = [*_places(module)]
    told = [size for size in dict.fromkeys(_told(module)) if max(size) <= MAX_SIDE]
    chosen = {size for size in told[:1] if size != USUAL}  # inner layers speak of their own maps
    sure = [size in chosen or _fits(size, first, places) for size in told]
    found = [BuiltSize(*one) for one in zip(told, sure, strict=True)]
    return sorted(found, key=lambda one: not one.sure)


def possible_sizes(module: nn.Module) -> Iterator[Size]:
    """Yield the sizes that tensors of places are made for, if they span a whole picture.

    Those of windows look the same. A table of relative positions has an entry for each distance
    within a row, 2 n - 1 of n cells, or for each pair of distances and three for the class token.
    """
    first = _cutter(module)
    if first is None:
        return
    strides = [*_strides(module)] if first.kernel_size != first.stride else []
    for shape in _places(module):
        grids = _grids(shape)
        # A smaller picture may have one cell, which fits any number of places.
        yield from ((columns * step, rows * step) for step in strides for rows, columns in grids)
        for rows, columns in grids:
            yield _side(columns, first, 0), _side(rows, first, 1)
    for name, tensor in module.named_parameters():
        if "rel" in name and "pos" in name and tensor.ndim == 2:
            count = tensor.shape[0]
            for span in (count, *(_root(count - extra) for extra in (0, 3))):
                if span % 2 and span > 1:
                    cells = (span + 1) // 2
                    yield _side(cells, first, 0), _side(cells, first, 1)


def _cutter(module: nn.Module) -> nn.Conv2d | None:
    """Return the first convolution, which cuts a transformer's picture into patches."""
    return next((part for part in module.modules() if isinstance(part, nn.Conv2d)), None)


def _told(module: nn.Module) -> Iterator[Size]:
    """Yield the sizes in the attributes of layers."""
    for part in module.modules():
        if not isinstance(part, nn.RNNBase):  # which counts features so
            for key in SIZES:
                size = _size(vars(part).get(key))
                if size is not None:
                    yield size


def _size(value: object) -> Size | None:
    """Return width and height of a side, or of a pair of height and width."""
    pair = (value, value) if type(value) is int else value
    if not isinstance(pair, (tuple, list)) or len(pair) != 2:
        return None
    height, width = pair
    if type(height) is not int or type(width) is not int or min(height, width) < 1:
        return None
    return width, height


def _places(module: nn.Module) -> Iterator[tuple[int, ...]]:
    """Yield the shapes of tensors of places: position embeddings by their usual names."""
    for name, tensor in (*module.named_parameters(), *module.named_buffers()):
        own = name.removesuffix(".weight").rpartition(".")[2]
        shape = tuple(side for side in tensor.shape if side > 1)
        if "pos" in own and "rel" not in own and tensor.is_floating_point() and len(shape) > 1:
            yield shape


def _fits(size: Size, first: nn.Conv2d | None, places: list[tuple[int, ...]]) -> bool:
    """Tell whether a tensor of places has an entry for each patch of a picture of some size."""
    if first is None:
        return False
    columns, rows = (_cells(side, first, axis) for axis, side in enumerate(size))
    for shape in places:
        grids = (shape[1:], shape[:2]) if len(shape) == 3 else ()
        counts = {shape[0] - extra for extra in range(MOST_EXTRA_TOKENS + 1)}
        if (rows, columns) in grids or (len(shape) == 2 and rows * columns in counts):
            return True
    return False


def _grids(shape: tuple[int, ...]) -> list[Grid]:
    """Return the rows and columns that a tensor of places may have entries for."""
    if len(shape) == 3:  # (K, h, w), or (h, w, K)
        return [(shape[1], shape[2]), (shape[0], shape[1])]
    sides = [_root(shape[0] - extra) for extra in range(MOST_EXTRA_TOKENS + 1)]
    return [(side, side) for side in sides if side]


def _strides(module: nn.Module) -> list[int]:
    """Return how many pixels a cell may span behind the convolutions of a stem, most first."""
    spans, span = list[int](), 1
    for part in module.modules():
        if isinstance(part, nn.Conv2d):
            span *= part.stride[0]
            if span > LARGEST_CELL:
                break
            spans.append(span)
    return sorted({*spans} - {1}, reverse=True)


def _root(count: int) -> int:
    """Return the side of a square of so many cells; 0: there is none."""
    side = round(max(0, count) ** 0.5)
    return side if side > 1 and side * side == count else 0


def _cells(side: int, cutter: nn.Conv2d, axis: int) -> int:
    """Return how many steps a convolution makes along a side; axis 0 is the width."""
    kernel, stride, padding = _window(cutter, axis)
    return (side + 2 * padding - kernel) // stride + 1


def _side(cells: int, cutter: nn.Conv2d, axis: int) -> int:
    """Return the likeliest side along which a convolution makes so many steps."""
    kernel, stride, padding = _window(cutter, axis)
    shortest = (cells - 1) * stride + kernel - 2 * padding
    if kernel == stride:
        return shortest  # a picture is cut into patches that leave nothing over
    return tidiest(range(shortest, shortest + stride))


def _window(cutter: nn.Conv2d, axis: int) -> tuple[int, int, int]:
    padding = cutter.padding[1 - axis] if not isinstance(cutter.padding, str) else 0
    return cutter.kernel_size[1 - axis], cutter.stride[1 - axis], padding


def tidiest(sides: range) -> int:
    """Return the side, of several that would do, that people are likeliest to have chosen."""
    return next(side for step in ROUND for side in sides if not side % step)
