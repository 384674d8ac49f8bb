"""Place titles, panels, colour bars and captions one below the other, at one width of panels."""

# Long, because what stands above, beside and below a line is placed in one go, from the top.

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from viewer.core.errors import UserError
from viewer.core.maps.geometry import Size
from viewer.figure.fonts import width_pt, words_of, wrap
from viewer.figure.sheet import Bar, Layout, Line, Rect, Sheet
from viewer.figure.style import FigureStyle
from viewer.figure.window_grid import LABEL_SHARE, TALLEST

LINE = 1.35  # of the text's size, from one base line to the next
SMALL = 0.82  # size of the caption, of the text's size
HEADLINE = 1.2  # size of the title, of the text's size
LEAST_COLUMN_IN = 1.1  # of a column, where no width of the figure is given: what heads need
SMALLEST_IN = 0.25  # of a panel: smaller ones show nothing
LEAST_HEADED_IN = 0.45  # of a column with heads: in a narrower one words would be broken
SMALLEST_PT = 5.0  # of a head whose words are longer than its column is wide
FOOT_IN = 0.05  # height of a colour bar below a panel


class Planner:
    """One attempt at a layout; ``column`` is the width of the panels, None: what fits."""

    def __init__(
        self, sheet: Sheet, style: FigureStyle, dpi: float, *, column: int | None = None
    ) -> None:
        self.sheet, self.style, self.dpi = sheet, style, dpi
        self.text_pt = style.text_pt
        self.point = dpi / 72.0
        self.gap = self._px(
            0.1 if not style.sheet.width_in else 0.006 * style.sheet.width_in + 0.02
        )
        self.margin = self._px(style.sheet.margin_in)
        self.label = self._label_width()
        self.left = self.margin + (self.label + self.gap if sheet.labels else 0)
        self.aside = self._bar_width()  # right of the panels, without the margin
        self.shrunk = column is not None
        self.column, self.sizes = self._panel_sizes(column)
        self.right = self.left + sheet.columns * (self.column + self.gap) - self.gap
        self.head_pt = self._head_size(sheet.titles)
        self.lines: list[Line] = []
        self.panels: list[tuple[Rect, ...]] = []
        self.feet: list[tuple[Bar, Rect]] = []

    def plan(self) -> Layout:
        """Place everything, from top to bottom."""
        width = self.right + self.aside + self.margin
        if not self.shrunk:
            words = self.left + self._px(LEAST_COLUMN_IN) + self.margin  # what captions need
            width = max(width, words, self._px(self.style.sheet.width_in))
        y = self._place_title(width)
        for row in range(len(self.sizes)):
            y = self._place_row(row, y)
        bars, below = self._place_bars()
        y = self._place_captions(max(y, below), width - 2 * self.margin) + self.margin
        return Layout(
            size=(width, y),
            dpi=self.dpi,
            panels=tuple(self.panels),
            lines=tuple(self.lines),
            bars=bars,
            feet=tuple(self.feet),
        )

    def _label_width(self) -> int:
        """Return the width of the row heads: what they need, up to a limit."""
        widest = max(
            (
                width_pt(line, self.text_pt, bold=number == 0)
                for block in self.sheet.labels
                for number, line in enumerate(block)
            ),
            default=0.0,
        )
        limit = self._px(LABEL_SHARE * self.style.sheet.width_in or 1.25)
        return min(math.ceil(widest * self.point) + 1, limit)

    def _bar_width(self) -> int:
        size = self.text_pt * SMALL
        bars = self.sheet.bars
        if not bars:
            return 0
        ends = max(width_pt(word, size) for bar in bars for word in (bar.high, bar.low))
        return self.gap + math.ceil(self._px(0.16) + ends * self.point)

    def _panel_sizes(self, column: int | None) -> tuple[int, list[Size]]:
        """Return the width of a column, and of each row's panels width and height."""
        pictures, style = self.sheet.pictures, self.style
        if style.width == "own":
            headed = any(self.sheet.titles) or bool(self.sheet.numbers)
            least = self._px(LEAST_COLUMN_IN) if headed else 1
            return max(least, *(width for width, _ in pictures)), list(pictures)
        if not style.sheet.width_in:
            side = max(1, self._px(style.panel_width_in))
            sizes = [fit_size(size, side, side) for size in pictures]
            return max(self._px(LEAST_COLUMN_IN), *(width for width, _ in sizes)), sizes
        if column is None:
            gaps = (self.sheet.columns - 1) * self.gap
            room = self._px(style.sheet.width_in) - self.left - self.aside - self.margin - gaps
            column = room // self.sheet.columns
        headed = any(self.sheet.titles) and not self.shrunk
        if column < self._px(LEAST_HEADED_IN if headed else SMALLEST_IN):
            raise UserError(
                "So many columns do not fit into this width.",
                hint="Choose “As in the window”, fewer methods, or a wider figure.",
            )
        sizes = [fit_size(size, column, round(column * TALLEST)) for size in pictures]
        return (max(column, self._head_width()) if self.shrunk else column), sizes

    def _head_width(self) -> int:
        """Return what the longest first line above a column needs, up to a limit."""
        heads = [block[0] for row in self.sheet.titles for block in row]
        widest = max((width_pt(head, self.text_pt, bold=True) for head in heads), default=0.0)
        return min(math.ceil(widest * self.point) + 1, self._px(2.0))

    def _place_title(self, width: int) -> int:
        """Place the title; return where the first row starts."""
        y, size = self.margin, self.text_pt * HEADLINE
        for text in wrap(
            self.sheet.title, (width - 2 * self.margin) / self.point, size, bold=True, most=2
        ):
            y += math.ceil(size * LINE * self.point)
            self.lines.append(Line(text=text, x=self.margin, y=y, size_pt=size, bold=True))
        return y + (self._px(0.08) if y > self.margin else 0)

    def _place_row(self, row: int, y: int) -> int:
        """Place titles, label, panels and numbers of one row; return where the next row starts."""
        titles = [
            self._broken(block, self.column, self.head_pt) for block in self.sheet.titles[row]
        ]
        rise = max((self._tall(block) for block in titles), default=0)
        for number, block in enumerate(titles):
            self._write(block, self._middle(number), y + rise - self._tall(block), centred=True)
        y += rise + (self._px(0.04) if rise else 0)
        width, height = self.sizes[row]
        labels = self.sheet.labels
        label = self._broken(labels[row], self.label, self.text_pt) if labels else []
        room = max(height, self._tall(label), self._tall([None]))  # a missing map is told in words
        self._write(label, self.margin, y + (room - self._tall(label)) // 2, centred=False)
        top, left = y + (room - height) // 2, self.left + (self.column - width) // 2
        steps = [left + n * (self.column + self.gap) for n in range(self.sheet.columns)]
        self.panels.append(
            tuple(Rect(left=step, top=top, width=width, height=height) for step in steps)
        )
        y += room
        if self.sheet.numbers:
            for number, text in enumerate(self.sheet.numbers[row]):
                block = [(text, False, self.text_pt)] if text else []
                self._write(block, self._middle(number), y, centred=True)
            y += self._tall([None])
        return self._place_trust(row, self._place_feet(row, y)) + self.gap

    def _place_trust(self, row: int, y: int) -> int:
        """Place what was measured of the maps of one line, in small letters below its panels."""
        size = self.text_pt * SMALL
        strips = self.sheet.trust[row] if self.sheet.trust else ()
        blocks = [wrap(text, self.column / self.point, size, most=6) for text in strips]
        pitch = math.ceil(size * LINE * self.point)
        for number, block in enumerate(blocks):
            for place, text in enumerate(block):
                base = y + (place + 0.9) * pitch
                middle = self._middle(number)
                self.lines.append(Line(text=text, x=middle, y=base, size_pt=size, centred=True))
        return y + max(map(len, blocks), default=0) * pitch

    def _place_feet(self, row: int, y: int) -> int:
        """Place the colour bars below the panels of one line, their ends told below them."""
        feet = self.sheet.feet[row] if self.sheet.feet else ()
        if not any(feet):
            return y
        size, top = self.text_pt * SMALL, y + self._px(0.05)
        base = top + self._px(FOOT_IN) + size * self.point
        for bar, panel in zip(feet, self.panels[row], strict=True):
            if bar is None:
                continue
            place = Rect(left=panel.left, top=top, width=panel.width, height=self._px(FOOT_IN))
            self.feet.append((bar, place))
            needed = width_pt(f"{bar.low}  {bar.high}", size) * self.point
            small = size * min(1.0, panel.width / needed)
            right = panel.left + panel.width - width_pt(bar.high, small) * self.point
            for text, x in ((bar.low, panel.left), (bar.high, right)):
                self.lines.append(Line(text=text, x=x, y=base, size_pt=small))
        return top + self._px(FOOT_IN) + math.ceil(size * LINE * self.point)

    def _place_bars(self) -> tuple[tuple[Rect, ...], int]:
        """Place the colour bar at the right; return also where it ends.

        Beside low panels it is as high as its words need, and reaches below the panels.
        """
        if not self.sheet.bars:
            return (), 0
        (bar,) = self.sheet.bars
        top = self.panels[0][0].top
        below = self.panels[-1][0].top + self.panels[-1][0].height
        size = self.text_pt * SMALL
        pitch = math.ceil(size * LINE * self.point)
        height = max(2 * pitch, min(below - top, self._px(3.0)))
        left = self.right + self.gap
        x = left + self._px(0.16)
        for text, y in ((bar.high, top + size * self.point), (bar.low, top + height)):
            self.lines.append(Line(text=text, x=x, y=y, size_pt=size))
        place = Rect(left=left, top=top, width=self._px(0.11), height=height)
        return (place,), top + height + self.gap

    def _place_captions(self, y: int, width: int) -> int:
        size = self.text_pt * SMALL
        pitch = size * LINE * self.point
        for caption in self.sheet.captions:
            for text in wrap(caption, width / self.point, size, most=6):
                y += math.ceil(pitch)
                self.lines.append(Line(text=text, x=self.margin, y=y, size_pt=size))
        return y

    def _broken(
        self, block: Sequence[str], width: int, size: float
    ) -> list[tuple[str, bool, float]]:
        """Break a block's lines to a width in pixels; mark those that are bold, and their size."""
        return [
            (text, number == 0, size)
            for number, whole in enumerate(block)
            for text in wrap(whole, width / self.point, size, bold=number == 0)
        ]

    def _head_size(self, titles: Iterable[Iterable[Sequence[str]]]) -> float:
        """Return the size at which no word above a column must be broken, the usual one at most."""
        widest = max(
            (
                width_pt(word, 1.0, bold=number == 0)
                for row in titles
                for block in row
                for number, line in enumerate(block)
                for word in words_of(line)
            ),
            default=0.0,
        )
        if not widest:
            return self.text_pt
        return min(self.text_pt, max(SMALLEST_PT, self.column / self.point / widest))

    def _write(
        self, block: Sequence[tuple[str, bool, float]], x: float, top: float, *, centred: bool
    ) -> None:
        pitch = self.text_pt * LINE * self.point
        for number, (text, bold, size) in enumerate(block):
            base = top + (number + 0.78) * pitch
            self.lines.append(
                Line(text=text, x=x, y=base, size_pt=size, bold=bold, centred=centred)
            )

    def _middle(self, column: int) -> float:
        return self.left + column * (self.column + self.gap) + self.column / 2

    def _tall(self, block: Sequence[object]) -> int:
        return math.ceil(len(block) * self.text_pt * LINE * self.point)

    def _px(self, inches: float) -> int:
        return round(inches * self.dpi)


def panel_room(style: FigureStyle, columns: int) -> Size | None:
    """Return the width and height that no panel exceeds; None: each has its picture's own.

    Texts and colour bars take some of it where the figure's width is given.
    """
    if style.width == "own":
        return None
    if not style.sheet.width_in:
        side = max(1, round(style.panel_width_in * style.dpi))
        return side, side
    column = max(1, round(style.sheet.width_in * style.dpi) // columns)
    return column, round(column * TALLEST)


def fit_size(size: Size, width: int, height: int) -> Size:
    """Return the largest size of the same shape within a width and a height."""
    scale = min(width / size[0], height / size[1])
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))
