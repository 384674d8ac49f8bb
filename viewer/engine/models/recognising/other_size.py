"""Transformers of timm that were made for pictures of another size: more or fewer places."""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Iterator, Mapping

from torch import Tensor, nn

from viewer.engine.models.recognising.signatures import Shapes, read_table

PLACES = "pos_embed"
MOST_EXTRA = 9  # class and register tokens among the places
_LINE = re.compile(rf"^{PLACES} 1x(\d+)x(\d+)$", re.MULTILINE)


def as_of_usual_size(shapes: Shapes) -> Iterator[dict[str, tuple[int, ...]]]:
    """Yield shapes as they were with as many places as networks of the zoo have of themselves."""
    keys = [key for key in shapes if key.rpartition(".")[2] == PLACES]
    if len(keys) != 1 or len(shapes[keys[0]]) != 3:
        return
    _, count, width = shapes[keys[0]]
    for usual in _usual_counts(width):
        if usual != count and _sides(count, usual) is not None:
            yield {**shapes, keys[0]: (1, usual, width)}


def other_side(module: nn.Module, tensors: Mapping[str, Tensor]) -> int | None:
    """Return the side of the pictures that weights were made for; None: as the network is.

    Args:
        module: the network as it is of itself.
        tensors: the weights, by its names.
    """
    usual, found = module.state_dict().get(PLACES), tensors.get(PLACES)
    size = getattr(getattr(module, "patch_embed", None), "img_size", None)
    if usual is None or found is None or not isinstance(size, tuple) or size[0] != size[1]:
        return None
    if usual.ndim != found.ndim or found.ndim != 3 or usual.shape[1] == found.shape[1]:
        return None
    sides = _sides(found.shape[1], usual.shape[1])
    return size[0] * sides[0] // sides[1] if sides is not None else None


@functools.cache
def _usual_counts(width: int) -> tuple[int, ...]:
    found = (_LINE.findall(block) for block in read_table("timm").blocks)
    return tuple(sorted({int(n) for rows in found for n, wide in rows if int(wide) == width}))


def _sides(count: int, usual: int) -> tuple[int, int] | None:
    """Return the sides of two square grids of places with equally many tokens beside them."""
    usual_side = math.isqrt(usual)
    extra = usual - usual_side**2
    side = math.isqrt(max(0, count - extra))
    fits = extra <= MOST_EXTRA and side > 0 and side**2 == count - extra
    return (side, usual_side) if fits else None
