"""A report parted into slides: under each heading its figure, its sentences and its tables."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from math import ceil

from viewer.reporting.document import (
    Block,
    Code,
    Drawing,
    Heading,
    Paragraph,
    Points,
    ReportTable,
)

OWN_SLIDE = 2  # a heading below this level stands among the sentences
MOST_ROWS = 12  # of a table on one slide
ROW_IN = 0.4  # height of a row
TEXT_PT = (11.9 * 72, 4.0 * 72)  # room of sentences alone, and beside a figure: width in points
TALL_PT = 5.6 * 72
SIZES = (14, 12, 10)  # of sentences, in points; what has no room in the smallest goes on
WIDE_SIGN, SIGN = 1.0, 0.58  # width of a sign of Chinese and of another, in its height
LINE, GAP = 1.25, 0.5  # height of a line, and what is left below a sentence, in a sign's height


@dataclass(slots=True)
class SlideContent:
    """What stands on one slide."""

    title: str
    drawings: list[Drawing] = field(default_factory=list[Drawing])
    sentences: list[str] = field(default_factory=list[str])
    tables: list[ReportTable] = field(default_factory=list[ReportTable])

    @property
    def empty(self) -> bool:
        """Whether there is nothing but a heading."""
        return not (self.drawings or self.sentences or self.tables)


def slides_of(blocks: Iterable[Block]) -> Iterator[SlideContent]:
    """Yield the slides; headings without anything of their own are left out, and so is code.

    What has no room on a slide goes on on others under the same heading: each has one table, of
    no more rows than it can show, or as many sentences; few of these may stand below the last one.
    """
    for slide in _under_headings(blocks):
        parts = list(_parted(slide))
        for number, part in enumerate(parts, start=1):
            count = f" ({number}/{len(parts)})" if len(parts) > 1 else ""
            yield replace(part, title=f"{part.title}{count}")


def text_size_pt(sentences: Sequence[str], *, beside: bool) -> int:
    """Return how high letters are, in points, so that all sentences find room.

    Args:
        sentences: of one slide.
        beside: whether they stand beside a figure.
    """
    fitting = (size for size in SIZES if _height(sentences, size, beside=beside) <= TALL_PT)
    return next(fitting, SIZES[-1])


def _under_headings(blocks: Iterable[Block]) -> Iterator[SlideContent]:
    slide = SlideContent("")
    for block in blocks:
        match block:
            case Heading(text, level) if level > OWN_SLIDE:
                slide.sentences.append(text)
            case Heading(text, _):
                if not slide.empty:
                    yield slide
                slide = SlideContent(text)
            case Paragraph(text):
                slide.sentences.append(text)
            case Points(items):
                slide.sentences.extend(items)
            case ReportTable():
                slide.tables.append(block)
            case Drawing():
                slide.drawings.append(block)
            case Code() | _:
                continue
    if not slide.empty:
        yield slide


def _parted(slide: SlideContent) -> Iterator[SlideContent]:
    """Yield a slide as several: figures with their sentences, then tables, then what is left."""
    left = list(slide.sentences)
    if slide.drawings:
        beside = _fitting(left, beside=True)
        yield SlideContent(slide.title, slide.drawings, left[:beside])
        left = left[beside:]
    tables = [part for table in slide.tables for part in _pieces(table)]
    for number, table in enumerate(tables, start=1):
        room = TALL_PT - (len(table.rows) + 2) * ROW_IN * 72
        below = number == len(tables) and _height(left, SIZES[0], beside=False) <= room
        yield SlideContent(slide.title, sentences=left if below else [], tables=[table])
        left = [] if below else left
    while left:
        count = _fitting(left, beside=False)
        yield SlideContent(slide.title, sentences=left[:count])
        left = left[count:]


def _pieces(table: ReportTable) -> Iterator[ReportTable]:
    """Yield a table as several with no more rows than find room."""
    for start in range(0, len(table.rows), MOST_ROWS):
        yield replace(table, rows=table.rows[start : start + MOST_ROWS])


def _fitting(sentences: Sequence[str], *, beside: bool) -> int:
    """Return how many of some sentences find room, at least one; few are not made small for it."""
    size = SIZES[-1] if beside else SIZES[0]
    counts = range(len(sentences), 1, -1)
    return next((n for n in counts if _height(sentences[:n], size, beside=beside) <= TALL_PT), 1)


def _height(sentences: Sequence[str], size: int, *, beside: bool) -> float:
    """Return about how high some sentences are, in points."""
    wide = TEXT_PT[beside]
    return sum((ceil(_width(one) * size / wide) * LINE + GAP) * size for one in sentences)


def _width(sentence: str) -> float:
    """Return about how wide a sentence is on one line, in heights of a sign."""
    wide = sum(unicodedata.east_asian_width(sign) in "WF" for sign in sentence)
    return wide * WIDE_SIGN + (len(sentence) - wide) * SIGN
