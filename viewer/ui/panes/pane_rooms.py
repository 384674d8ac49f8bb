"""The rooms of a row of panes: divided anew as it is resized, arranged and filled."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect

from viewer.core.maps.geometry import Size
from viewer.ui.panes.arrangement import Arrangement, Cell, arrange, grid_places
from viewer.ui.panes.hugging import hug
from viewer.ui.panes.pane import Pane


class PaneRooms:
    """Knows how panes are arranged, and which room each of those shown has.

    Attributes:
        arrangement: a row, a column, or what suits the picture.
        columns: how many heat panes stand side by side in a grid; 0: they are none.
        cells: the room of each pane that is shown.
    """

    def __init__(self, *, plain: bool = False) -> None:
        """Know nothing yet; plain: without strips, and panes fill rooms packed by others."""
        self._plain = plain
        self.arrangement: Arrangement = "automatic"
        self.columns = 0
        self.cells: list[Cell] = []
        self._arranged_for: Size = (0, 0)  # the picture that the arrangement was chosen by

    def forget(self) -> None:
        """Let the next picture choose the arrangement."""
        self._arranged_for = (0, 0)

    def divide(
        self, room: QRect, shown: Sequence[Pane], *, picture: Size, keep: bool = False
    ) -> None:
        """Give every pane a room; all are equally large, so one view serves them all.

        Args:
            room: all there is.
            shown: the panes, in their order.
            picture: its width and height.
            keep: stay with an arrangement that was chosen by another picture of the folder, so
                that stepping through it turns nothing over.
        """
        if not (keep and all(self._arranged_for)):
            self._arranged_for = picture
        kinds = [pane.kind for pane in shown]
        heats = kinds.count("heat")
        columns = self.columns if heats % (self.columns or 1) == 0 else 0
        original, extra = "original" in kinds, "difference" in kinds
        self.cells = arrange(
            room,
            len(shown),
            picture=self._arranged_for,
            arrangement=self.arrangement,
            places=grid_places(columns, heats, original=original, extra=extra),
            strips=not self._plain,
        )
        for pane, cell in zip(shown, self.cells, strict=True):
            pane.set_bar(shown=cell.strip.isEmpty() or pane.kind == "difference")

    def fill(self, shown: Sequence[Pane], ratio: float) -> list[QRect]:
        """Let every pane take as much of its room as its picture needs.

        Returns:
            where the strip of each heat pane is; empty where there is no room for strips.
        """
        strips: list[QRect] = []
        for pane, cell in zip(shown, self.cells, strict=True):
            taken = cell if self._plain else hug(cell, pane.view, ratio)
            pane.setGeometry(taken.pane)
            if pane.kind == "heat":
                strips.append(taken.strip)
        return strips
