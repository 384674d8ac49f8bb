"""Where everything stands on a figure: whole pixels, nothing clipped, nothing overlapping."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from viewer.core.errors import UserError
from viewer.core.geometry import Size
from viewer.figure.fonts import width_pt, wrap
from viewer.figure.rows import FigureStyle

Block = tuple[str, ...]  # lines of text, the first one bold
LINE = 1.35  # of the text's size, from one base line to the next
SMALL = 0.82  # size of the caption, of the text's size
LARGEST_PX = 30_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What is to be placed.

    Args:
        pictures: size of each row's picture.
        columns: panels in every row, the original included.
        titles: for each row, a block above each of its panels, or nothing.
        labels: a block at the left of each row; without any, there is no such column.
        captions: lines under everything.
        ends: the words at the top and the bottom of the colour bar; empty: no bar.
    """

    pictures: Sequence[Size]
    columns: int
    titles: Sequence[Sequence[Block]]
    labels: Sequence[Block]
    captions: Sequence[str]
    ends: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rect:
    """A rectangle in whole pixels, counted from the figure's left top corner."""

    left: int
    top: int
    width: int
    height: int


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
    """The finished plan; ``panels[row][column]``."""

    size: Size
    panels: tuple[tuple[Rect, ...], ...]
    lines: tuple[Line, ...]
    bar: Rect | None


def plan(sheet: Sheet, style: FigureStyle) -> Layout:
    """Place a sheet's parts.

    Raises:
        UserError: the figure would be larger than any program can open.
    """
    return _Planner(sheet, style).plan()


class _Planner:
    def __init__(self, sheet: Sheet, style: FigureStyle) -> None:
        self.sheet, self.text_pt, self.dpi = sheet, style.text_pt, style.dpi
        self.point = style.dpi / 72.0
        self.gap = self.px(0.1)
        self.margin = self.px(0.15)
        side = max(1, self.px(style.panel_width_in))
        self.sizes = [_fit(size, side) for size in sheet.pictures]
        self.column = max(self.px(1.1), *(width for width, _ in self.sizes))
        self.label = self.px(1.25) if sheet.labels else 0
        self.left = self.margin + (self.label + self.gap if sheet.labels else 0)
        self.right = self.left + sheet.columns * (self.column + self.gap) - self.gap
        self.lines: list[Line] = []
        self.panels: list[tuple[Rect, ...]] = []

    def plan(self) -> Layout:
        y = self.margin
        for row in range(len(self.sizes)):
            y = self.place_row(row, y)
        bar, width = self.place_bar()
        y = self.place_captions(y, width - 2 * self.margin) + self.margin
        if max(width, y) > LARGEST_PX:
            raise UserError(
                f"The figure would be {width} × {y} pixels.",
                hint="Choose fewer classes or pictures, or a smaller dpi.",
            )
        return Layout(size=(width, y), panels=tuple(self.panels), lines=tuple(self.lines), bar=bar)

    def place_row(self, row: int, y: int) -> int:
        """Place titles, label and panels of one row; return where the next row starts."""
        titles = [self.broken(block, self.column) for block in self.sheet.titles[row]]
        rise = max((self.tall(block) for block in titles), default=0)
        for number, block in enumerate(titles):
            middle = self.left + number * (self.column + self.gap) + self.column / 2
            self.write(block, middle, y + rise - self.tall(block), centred=True)
        y += rise + (self.px(0.04) if rise else 0)
        width, height = self.sizes[row]
        label = self.broken(self.sheet.labels[row], self.label) if self.sheet.labels else []
        room = max(height, self.tall(label))
        self.write(label, self.margin, y + (room - self.tall(label)) // 2)
        self.panels.append(
            tuple(
                Rect(
                    left=self.left + n * (self.column + self.gap) + (self.column - width) // 2,
                    top=y + (room - height) // 2,
                    width=width,
                    height=height,
                )
                for n in range(self.sheet.columns)
            )
        )
        return y + room + self.gap

    def place_bar(self) -> tuple[Rect | None, int]:
        """Place the colour bar at the right; return it and the figure's width."""
        if not self.sheet.ends:
            return None, self.right + self.margin
        top = self.panels[0][0].top
        height = min(self.panels[-1][0].top + self.panels[-1][0].height - top, self.px(3.0))
        bar = Rect(left=self.right + self.gap, top=top, width=self.px(0.11), height=height)
        x = bar.left + bar.width + self.px(0.05)
        size = self.text_pt * SMALL
        for word, y in zip(self.sheet.ends, (top + size * self.point, top + height), strict=True):
            self.lines.append(Line(text=word, x=x, y=y, size_pt=size))
        words = max(width_pt(word, size) for word in self.sheet.ends)
        return bar, x + math.ceil(words * self.point) + self.margin

    def place_captions(self, y: int, width: int) -> int:
        size = self.text_pt * SMALL
        pitch = size * LINE * self.point
        for caption in self.sheet.captions:
            for text in wrap(caption, width / self.point, size, most=6):
                y += math.ceil(pitch)
                self.lines.append(Line(text=text, x=self.margin, y=y, size_pt=size))
        return y

    def broken(self, block: Block, width: int) -> list[tuple[str, bool]]:
        """Break a block's lines to a width in pixels, and mark those that are bold."""
        return [
            (text, number == 0)
            for number, whole in enumerate(block)
            for text in wrap(whole, width / self.point, self.text_pt, bold=number == 0)
        ]

    def write(
        self, block: Sequence[tuple[str, bool]], x: float, top: float, *, centred: bool = False
    ) -> None:
        pitch = self.text_pt * LINE * self.point
        for number, (text, bold) in enumerate(block):
            base = top + (number + 0.78) * pitch
            size = self.text_pt
            self.lines.append(
                Line(text=text, x=x, y=base, size_pt=size, bold=bold, centred=centred)
            )

    def tall(self, block: Sequence[object]) -> int:
        return math.ceil(len(block) * self.text_pt * LINE * self.point)

    def px(self, inches: float) -> int:
        return round(inches * self.dpi)


def _fit(size: Size, side: int) -> Size:
    scale = side / max(size)
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))
