"""A note's Markdown as parts of a report: headings, lists, code and plain sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator

from viewer.reporting.document import Block, Code, Heading, Paragraph, Points

_MARKS = re.compile(r"(\*\*|__|\*|`)(?=\S)(.+?)(?<=\S)\1|!?\[([^\]]*)\]\([^)]*\)")
_POINT = re.compile(r"\s*(?:[-*+]|\d+[.)])\s+(.*)")
_HEADING = re.compile(r"#{1,6}\s+(.*?)\s*#*$")
NOTE_LEVEL = 3  # of a heading within a note: below the picture's own


def note_blocks(text: str) -> Iterator[Block]:
    """Yield the parts of a note; what is no Markdown that we know stays as it was written."""
    for number, piece in enumerate(re.split(r"^```.*$", text, flags=re.MULTILINE)):
        if number % 2:
            yield Code(piece.strip("\n"))
            continue
        for part in re.split(r"\n\s*\n", piece.strip("\n")):
            yield from _part(part.splitlines())


def _part(lines: list[str]) -> Iterator[Block]:
    """Yield what stands between two empty lines."""
    said, points = list[str](), list[str]()
    for line in lines:
        heading, point = _HEADING.match(line), _POINT.match(line)
        if heading or (point and said):
            yield from _gathered(said, points)
            said, points = [], []
        if heading:
            yield Heading(_plain(heading[1]), NOTE_LEVEL)
        elif point:
            points.append(point[1])
        elif points:
            points[-1] += f" {line.strip()}"
        else:
            said.append(line.strip())
    yield from _gathered(said, points)


def _gathered(said: list[str], points: list[str]) -> Iterator[Block]:
    if text := " ".join(filter(None, said)):
        yield Paragraph(_plain(text))
    if points:
        yield Points(tuple(map(_plain, points)))


def _plain(text: str) -> str:
    """Return a line without the marks of bold, code and links."""
    return _MARKS.sub(lambda found: found[2] or found[3] or "", text)
