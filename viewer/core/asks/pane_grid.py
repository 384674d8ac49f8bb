"""Whether panes make a grid: a column for each method, a row for each layer, class or input."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from viewer.core.asks.requests import PaneSpec

Cell = tuple[str, Hashable]  # a pane's method, and all else that it shows


def columns_of(panes: Sequence[PaneSpec]) -> int:
    """Return how many methods stand side by side; 0 where the panes are no grid."""
    return grid_columns(
        [(pane.method, (pane.layer, pane.target, pane.input_mode)) for pane in panes]
    )


def grid_columns(cells: Sequence[Cell]) -> int:
    """Return the columns of a grid in which rows differ in anything but the method.

    Args:
        cells: row by row.

    Returns:
        2 or more, with two full rows or more; else 0. Every row repeats the methods of the first
        one, and shows one thing that no other row shows.
    """
    methods = [method for method, _rest in cells]
    columns = len(dict.fromkeys(methods))
    rows = [cells[start : start + columns] for start in range(0, len(cells), columns or 1)]
    if columns < 2 or len(rows) < 2:
        return 0
    shown = [{rest for _method, rest in row} for row in rows]
    alike = all([method for method, _ in row] == methods[:columns] for row in rows)
    apart = all(len(each) == 1 for each in shown) and len(set[Hashable]().union(*shown)) == len(
        rows
    )
    return columns if alike and apart else 0
