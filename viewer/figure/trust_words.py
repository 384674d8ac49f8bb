"""What was measured of maps, in the words of a figure: a strip below a panel, and a sentence."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from viewer.core.asks.records import HeatMap
from viewer.figure.choices import Language
from viewer.figure.lines import PanelLine
from viewer.measures.summary import TrustSummary, trust_summary, verdict_of

MOST_NAMED = 2  # failing measures

_START: dict[Language, str] = {"en": "Trust: ", "zh_CN": "可信度："}
_STRIP: dict[Language, tuple[str, str, str]] = {
    "en": ("{passes} of {of} tests passed", ", {doubtful} doubtful", ". Fails: {names}"),
    "zh_CN": ("{of} 项中通过 {passes} 项", "，{doubtful} 项存疑", "，{fails} 项未通过"),
}


def trust_strips(lines: Sequence[PanelLine], lang: Language) -> list[list[str]]:
    """Return for each line the words below its panels; empty where nothing was measured."""
    found: list[list[str]] = []
    for line in lines:
        maps = [None if panel is None else line.row.map_of(panel) for panel in line.panels]
        found.append(["" if heat is None else trust_words(heat, lang) for heat in maps])
    return found if any(any(row) for row in found) else []


def trust_words(heat: HeatMap, lang: Language = "en") -> str:
    """Return in one line what was measured of a map; empty: nothing was.

    Reports and lists of observations read this as well.
    """
    summary = trust_summary(heat.trust)
    if not summary.of:
        return ""
    head, doubtful, fails = _STRIP[lang]
    said = [
        _START[lang],
        head,
        doubtful if summary.doubtful else "",
        fails if summary.fails else "",
    ]
    return "".join(said).format(
        passes=len(summary.passes),
        of=summary.of,
        doubtful=len(summary.doubtful),
        fails=len(summary.fails),
        names=_named(summary),
    )


def trust_sentence(maps: Sequence[HeatMap], lang: Language) -> list[str]:
    """Return what a caption says of maps that were measured; nothing where none was."""
    start = _START[lang]
    said = [(heat.row.title, trust_words(heat, lang).removeprefix(start)) for heat in maps]
    parts = [f"{title} – {words}" for title, words in said if words]
    stop, between = ("。", "；") if lang == "zh_CN" else (".", "; ")
    return [start + between.join(parts) + stop] if parts else []


def trust_data(heat: HeatMap) -> list[dict[str, Any]]:
    """Return what was measured of a map, as data for JSON."""
    return [
        {
            "measure": one.key,
            "value": _number(one.value),
            "rank": _number(one.rank),
            "of": one.of,
            "verdict": verdict_of(one),
        }
        for one in heat.trust
    ]


def _named(summary: TrustSummary) -> str:
    more = len(summary.fails) - MOST_NAMED
    names = ", ".join(summary.fails[:MOST_NAMED])
    return f"{names} and {more} more" if more > 0 else names


def _number(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None
