"""Find the sizes of pictures whose last map a flattened layer was built for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from torch import Tensor, nn

from viewer.core.maps.geometry import MAX_SIDE, InputRule, Size
from viewer.engine.look.outputs import find_tensor
from viewer.engine.look.still import hooked
from viewer.engine.models.built_size import tidiest
from viewer.engine.models.extent import on_shapes

MOST_GRIDS = 6  # tried, where the map is not square
Grid = tuple[int, int]  # rows, columns
Spans = Callable[[Size], Grid]  # the grid of a picture's last map; (0, 0): there is none


class _FoundError(Exception):
    """What was looked for in a pass is found."""


@dataclass(frozen=True, slots=True)
class _Misfit:
    """A layer that was given other numbers than it was built for, and a map's cells it wants."""

    layer: nn.Module
    cells: int


def flattened_sizes(module: nn.Module, rule: InputRule, usual: tuple[int, ...]) -> Iterator[Size]:
    """Yield the sizes that a flattened layer of a network may have been built for.

    The layer says how many cells the map before it has; which picture has such a map is found by
    passing shapes through the layers before it.

    Args:
        module: fails with pictures of the rule's size.
        rule: how its pictures are prepared.
        usual: sides to be preferred, the likeliest first.
    """
    run = on_shapes(module)
    misfit = _misfit(module, rule, run)
    if misfit is None:
        return
    spans = _spans(module, rule, run, misfit.layer)
    for rows, columns in _grids(misfit.cells):
        width = _side(lambda side: spans((side, rule.size[1]))[1], columns, usual)
        height = _side(lambda side: spans((rule.size[0], side))[0], rows, usual)
        if width and height:
            yield width, height


def _misfit(
    module: nn.Module, rule: InputRule, run: Callable[[InputRule], object]
) -> _Misfit | None:
    """Return the layer on which a pass with the rule's size fails, if it reads a map's cells."""
    grids: list[Grid] = []
    found: list[_Misfit] = []

    def before(layer: nn.Module, args: tuple[object, ...]) -> None:
        given, wanted = args[0] if args else None, _wanted(layer)
        if wanted and grids and isinstance(given, Tensor) and given.shape[-1] != wanted:
            each, rest = divmod(given.shape[-1], grids[-1][0] * grids[-1][1])
            if each and not rest and not wanted % each:
                found.append(_Misfit(layer, wanted // each))
            raise _FoundError

    _pass(module, rule, run, before, grids)
    return found[0] if found else None


def _spans(
    module: nn.Module, rule: InputRule, run: Callable[[InputRule], object], layer: nn.Module
) -> Spans:
    """Return what tells the grid of the last map before a layer, for a picture of some size."""

    @cache
    def spans(size: Size) -> Grid:
        grids: list[Grid] = []
        reached: list[Grid] = []

        def before(one: nn.Module, _args: object) -> None:
            if one is layer:
                reached.extend(grids[-1:])
                raise _FoundError

        _pass(module, replace(rule, size=size), run, before, grids)
        return reached[0] if reached else (0, 0)

    return spans


def _pass(
    module: nn.Module,
    rule: InputRule,
    run: Callable[[InputRule], object],
    before: Callable[[nn.Module, tuple[object, ...]], None],
    grids: list[Grid],
) -> None:
    """Pass a picture's shape through a network, and note the grids of its maps."""

    def after(_layer: nn.Module, _args: object, output: object) -> None:
        tensor = find_tensor(output)
        if tensor is not None and tensor.ndim == 4:
            grids.append((tensor.shape[2], tensor.shape[3]))

    with hooked() as handles:
        for layer in module.modules():
            handles.append(layer.register_forward_pre_hook(before))
            handles.append(layer.register_forward_hook(after))
        try:
            run(rule)
        except Exception:  # noqa: BLE001 - found, or too small a picture for the layers before
            return


def _wanted(layer: nn.Module) -> int:
    """Return how many numbers in a row a layer was built for; 0: it is none of those."""
    if isinstance(layer, nn.Linear):
        return layer.in_features
    if isinstance(layer, nn.BatchNorm1d):
        return layer.num_features
    return layer.normalized_shape[-1] if isinstance(layer, nn.LayerNorm) else 0


def _grids(cells: int) -> list[Grid]:
    """Return the grids of so many cells: the squarest first, and lying before standing."""
    pairs = [(low, cells // low) for low in range(1, int(cells**0.5) + 1) if not cells % low]
    squarest = sorted(pairs, key=lambda pair: pair[1] / pair[0])
    both = [grid for low, high in squarest for grid in ((low, high), (high, low))]
    return [*dict.fromkeys(both)][:MOST_GRIDS]


def _side(span: Callable[[int], int], wanted: int, usual: tuple[int, ...]) -> int:
    """Return the likeliest side that spans so many cells of a map; 0: none does."""
    first, after = _lowest(span, wanted), _lowest(span, wanted + 1)
    sides = range(first, after)
    if span(first) != wanted or not sides:
        return 0
    known = (side for side in usual if side in sides)
    return next(known, None) or tidiest(sides)


def _lowest(span: Callable[[int], int], wanted: int) -> int:
    """Return the lowest side that spans at least so many cells, by halving."""
    low, high = 1, MAX_SIDE
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if span(middle) >= wanted else (middle + 1, high)
    return low
