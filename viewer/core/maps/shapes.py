"""Plain shapes on a picture, by which a task shows what a map explains: lines through points."""

from __future__ import annotations

from dataclasses import dataclass

Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A line through points of the original picture, such as the outline of a box.

    Pixels are counted from the picture's upper left corner, x to the right and y down; the centre
    of the first pixel is (0.5, 0.5).
    """

    points: tuple[Point, ...]
    closed: bool = True

    @property
    def line(self) -> tuple[Point, ...]:
        """Every point that the line goes through, the first one again where it is closed."""
        return (*self.points, *self.points[:1]) if self.closed else self.points
