"""What a report says of a method: the opening of its page, its formula, and its paper."""

from __future__ import annotations

import re
from dataclasses import dataclass

from viewer import paths
from viewer.core.maps.methods import MethodRow
from viewer.figure.choices import Language

_MARKS = re.compile(r"[*`]|\[([^\]]*)\]\([^)]*\)")


@dataclass(frozen=True, slots=True)
class MethodText:
    """One method in words."""

    title: str
    idea: str  # one paragraph
    formula: str  # lines of plain text; empty: its page has none
    paper: str


def method_text(row: MethodRow, lang: Language) -> MethodText:
    """Return what a report says of a method; one of other packages has its row alone."""
    paper = " ".join(filter(None, (row.paper, row.link)))
    place = "methods/zh_CN" if lang == "zh_CN" else "methods"
    try:
        page = paths.resource(f"{place}/{row.base}.md").read_text(encoding="utf-8")
    except FileNotFoundError:
        return MethodText(row.title, row.help, "", paper)
    _, *parts = page.split("\n\n")
    formula = next((part for part in parts if part.startswith("    ")), "")
    lines = [line.removeprefix("    ") for line in formula.splitlines()]
    return MethodText(row.title, _plain(parts[0]), "\n".join(lines), paper)


def _plain(text: str) -> str:
    """Return a paragraph of Markdown as plain text on one line."""
    said = _MARKS.sub(lambda found: found[1] or "", text)
    return re.sub(r"(?<=[^\x00-\x7f])\n|\n(?=[^\x00-\x7f])", "", said).replace("\n", " ").strip()
