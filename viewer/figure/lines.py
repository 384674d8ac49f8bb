"""The lines of a figure: which panels stand side by side, and whose they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from viewer.core.asks.records import HeatMap
from viewer.figure.choices import FigureKind
from viewer.figure.rows import FigureRow, panes_of
from viewer.figure.style import FigureStyle
from viewer.figure.window_grid import map_columns, most_across, panels_across

ORIGINAL = -1  # a panel that shows the picture alone
DIFFERENCE = -2  # a panel that shows one map minus another
Panel = int | None  # a pane's number, ORIGINAL, DIFFERENCE, or nothing at all
ONCE: frozenset[FigureKind] = frozenset({"layers", "classes"})  # the original stands there once


@dataclass(frozen=True, slots=True, eq=False)
class PanelLine:
    """Panels side by side, all of one row; ``None`` leaves a place empty.

    Args:
        row: what they are of.
        panels: what they show, as many in every line of a figure.
        gridded: whether columns are methods, and words at the left say in what lines differ.
    """

    row: FigureRow
    panels: list[Panel]
    gridded: bool = True

    @property
    def maps(self) -> list[HeatMap]:
        """The maps that are shown."""
        shown = [self.row.map_of(panel) for panel in self.panels if panel is not None]
        return [heat for heat in shown if heat is not None]


def lines_of(rows: Sequence[FigureRow], style: FigureStyle) -> list[PanelLine]:
    """Return the lines of a figure."""
    panes = panes_of(rows)
    if style.kind == "window":
        lines = [line for row in rows for line in _as_in_the_window(row, style)]
        longest = max(len(line.panels) for line in lines)
        for line in lines:
            line.panels.extend([None] * (longest - len(line.panels)))
        return lines
    if style.kind == "map":
        return [PanelLine(row, [panes[0] if panes else ORIGINAL]) for row in rows]
    shown: list[PanelLine] = []
    for number, row in enumerate(rows):
        again = number > 0 and style.kind in ONCE and row.picture is rows[number - 1].picture
        shown.append(PanelLine(row, [None if again else ORIGINAL, *panes]))
    return shown


def shown_maps(rows: Sequence[FigureRow], style: FigureStyle) -> list[HeatMap]:
    """Return the maps that the figure shows, line by line."""
    return [heat for line in lines_of(rows, style) for heat in line.maps]


def _as_in_the_window(row: FigureRow, style: FigureStyle) -> list[PanelLine]:
    """Return a grid with the original in its own column, else lines no longer than fit."""
    panes = [heat.pane for heat in row.maps]
    extra: list[Panel] = [DIFFERENCE] if row.difference(style.difference) is not None else []
    size = row.seen.shape[1], row.seen.shape[0]
    columns = map_columns(row.maps)
    if columns and columns + 1 <= most_across(size, style):
        starts = range(0, len(panes), columns)
        first: list[Panel] = [ORIGINAL, *extra]
        first += [None] * len(panes)
        labelled = columns + 1 <= most_across(size, style, labelled=True)
        return [
            PanelLine(row, [first[number], *panes[start : start + columns]], gridded=labelled)
            for number, start in enumerate(starts)
        ]
    shown: list[Panel] = [ORIGINAL, *panes, *extra]
    across = panels_across(len(shown), size, style)
    starts = range(0, len(shown), across)
    return [PanelLine(row, shown[start : start + across], gridded=False) for start in starts]
