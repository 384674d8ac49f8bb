"""A report as data: headings, paragraphs, tables and figures, whatever it is written as."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from viewer.figure.choices import FigureFormat, Language
from viewer.figure.making import FigureParts, make
from viewer.figure.style import FigureStyle

SHORT = 16  # signs of a cell that should stand on one line
MOST = 18  # signs that a column is made wide for
CAPITAL = 0.3  # of a sign, which a capital is wider
PADDING = 2.5  # of a cell, in signs


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 begins a section."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Plain text of one or several sentences."""

    text: str


@dataclass(frozen=True, slots=True)
class Points:
    """A list of sentences."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """Text whose lines and spaces stay; a long one can be folded where a format can.

    Args:
        text: of many lines.
        title: what it is; empty: it needs none.
        unfolded: show it at first, however long it is.
    """

    text: str
    title: str = ""
    unfolded: bool = False


@dataclass(frozen=True, slots=True)
class ReportTable:
    """A table with a head; its caption is numbered by the format."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""


def widths(rows: Sequence[Sequence[str]]) -> list[float]:
    """Return the share of a table's width that each column takes, after its longest words.

    A head may go on on a second line, and an endless cell leaves room for the others.

    Args:
        rows: of the table, the head first; all have as many cells.
    """
    heads = [max(map(_wide, head.split()), default=0.0) for head in rows[0]]
    cells = [max(map(_needed, column), default=0.0) for column in zip(*rows[1:], strict=True)]
    widest = map(max, heads, cells or heads)
    needed = [PADDING + min(MOST, one) for one in widest]
    return [one / sum(needed) for one in needed]


def _needed(text: str) -> float:
    """Return how wide a column should be for a cell: all of a short text, half of a long one."""
    wide = _wide(text)
    longest = max((len(word) + _capital(word) for word in text.split()), default=0.0)
    return max(longest, wide if wide <= SHORT else wide / 2)


def _wide(text: str) -> float:
    """Return how many signs wide a text is; a Chinese one counts as two."""
    chinese = sum(unicodedata.east_asian_width(sign) in "WF" for sign in text)
    return len(text) + chinese + _capital(text)


def _capital(text: str) -> float:
    """Return how much wider its capitals make a text, as those of “LayerCAM” do."""
    return CAPITAL * sum(map(str.isupper, text))


def _nothing() -> None:
    """Let a figure be drawn."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Drawing:
    """A figure; its caption is numbered by the format.

    Args:
        parts: what it is drawn from.
        style: how it looks.
        caption: what stands below.
        alt: what it shows, for those who do not see it.
        base: the folder of the report, from which its recipe tells the way to its pictures.
        begun: is called whenever it is drawn, and may raise Cancelled.
    """

    parts: FigureParts
    style: FigureStyle
    caption: str
    alt: str
    base: Path | None = None
    begun: Callable[[], None] = _nothing

    def data(self, file_format: FigureFormat) -> bytes:
        """Return it as the bytes of a file, with its recipe inside."""
        self.begun()
        return make(self.parts, replace(self.style, file_format=file_format), base=self.base)


@dataclass(frozen=True, slots=True)
class Break:
    """What follows begins on another page or slide."""


Block = Heading | Paragraph | Points | Code | ReportTable | Drawing | Break


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A whole report."""

    title: str
    subtitle: str
    lang: Language
    blocks: tuple[Block, ...]
    bibliography: str = ""  # BibTeX entries, for the format that reads them
    labels: dict[str, str] = field(default_factory=dict[str, str])  # "figure", "table"
