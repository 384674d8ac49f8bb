"""A report parted into slides: under each heading its figure, its sentences and its tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

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
    """Yield the slides; headings without anything of their own are left out, and so is code."""
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
