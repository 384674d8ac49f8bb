"""What is to be placed on a figure, and where it came to stand: the records of the layout."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from viewer.core.maps.geometry import Size

Block = tuple[str, ...]  # lines of text, the first one bold


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One colour bar: its colour map, and the words at its top and its bottom."""

    colour_map: str
    high: str
    low: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What is to be placed.

    Args:
        pictures: size of each line's picture, in its own pixels.
        columns: panels in every line, the original included.
        titles: for each line, a block above each of its panels, or nothing.
        labels: a block at the left of each line; without any, there is no such column.
        captions: lines under everything.
        bars: the colour bar at the right, or none.
        feet: for each line, the colour bar below each of its panels; or nothing.
        title: a line above everything.
        numbers: for each line, the words under its panels, such as ``(a)``; or nothing.
        trust: for each line, what was measured of its panels' maps, in words; or nothing.
    """

    pictures: Sequence[Size]
    columns: int
    titles: Sequence[Sequence[Block]]
    labels: Sequence[Block] = ()
    captions: Sequence[str] = ()
    bars: Sequence[Bar] = ()
    feet: Sequence[Sequence[Bar | None]] = ()
    title: str = ""
    numbers: Sequence[Sequence[str]] = ()
    trust: Sequence[Sequence[str]] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rect:
    """A rectangle in whole pixels, counted from the figure's left top corner."""

    left: int
    top: int
    width: int
    height: int

    @property
    def size(self) -> Size:
        """Width and height."""
        return self.width, self.height


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of text: its anchor and base line in pixels."""

    text: str
    x: float
    y: float
    size_pt: float
    bold: bool = False
    centred: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The finished plan; ``panels[line][column]``, and one rectangle for each colour bar."""

    size: Size
    dpi: float
    panels: tuple[tuple[Rect, ...], ...]
    lines: tuple[Line, ...]
    bars: tuple[Rect, ...]
    feet: tuple[tuple[Bar, Rect], ...] = ()
