"""Plain shapes on a picture, by which a task shows what a map explains: lines with a word."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A line through points of the original picture, such as the outline of a box.

    Pixels are counted from the picture's upper left corner, x to the right and y down; the centre
    of the first pixel is (0.5, 0.5).
    """

    points: tuple[tuple[float, float], ...]
    closed: bool = True
    words: str = ""  # said beside its first point
