"""A report as Markdown, with its figures in a folder beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from viewer.reporting.document import (
    Break,
    Code,
    Document,
    Drawing,
    Heading,
    Paragraph,
    Points,
    ReportTable,
)

_MEANT = re.compile(r"([\\`*_{}\[\]<>#|])")


def write(document: Document, stem: str) -> dict[str, bytes]:
    """Return the files of a report by their names, the report first."""
    files = {f"{stem}.md": b""}
    body = "\n\n".join(_body(document, stem, files))
    title = f"# {_plain(document.title)}\n\n{_plain(document.subtitle)}"
    files[f"{stem}.md"] = f"{title}\n\n{body}\n".encode("utf-8", "replace")
    return files


def _body(document: Document, stem: str, files: dict[str, bytes]) -> Iterator[str]:
    figures = tables = 0
    for block in document.blocks:
        match block:
            case Heading(text, level):
                yield f"{'#' * (level + 1)} {_plain(text)}"
            case Paragraph(text):
                yield _plain(text)
            case Points(items):
                yield "\n".join(f"- {_plain(item)}" for item in items)
            case Code(text, title):
                fence = "`" * (3 + _longest_run(text))
                yield f"{_plain(title)}\n\n".lstrip() + f"{fence}text\n{text.rstrip()}\n{fence}"
            case ReportTable():
                tables += 1
                yield _table(block, f"{document.labels['table']} {tables}")
            case Drawing():
                figures += 1
                name = f"{stem}_files/figure-{figures}.png"
                files[name] = block.data("png")
                alt = _plain(block.alt).replace("\n", " ")
                label = f"**{document.labels['figure']} {figures}.**"
                yield f"![{alt}](<{name}>)\n\n{label} {_plain(block.caption)}"
            case Break():
                yield "---"


def _table(table: ReportTable, label: str) -> str:
    lines = [table.head, ("---",) * len(table.head), *table.rows]
    rows = "\n".join(f"| {' | '.join(map(_cell, line))} |" for line in lines)
    return f"{rows}\n\n**{label}.** {_plain(table.caption)}" if table.caption else rows


def _cell(text: str) -> str:
    return text if text == "---" else _plain(text)


def _plain(text: str) -> str:
    """Return a text in which Markdown finds nothing to read."""
    return _MEANT.sub(r"\\\1", text)


def _longest_run(text: str) -> int:
    return max((len(found) for found in re.findall(r"`{3,}", text)), default=0)
