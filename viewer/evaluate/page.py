"""The ranking as one HTML page that needs nothing else: tables, intervals, and what is noise."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from html import escape

from viewer.core.foreign_text import LONGEST_SENTENCE, shown
from viewer.evaluate.ranking import Overall, Placed, Ranking
from viewer.evaluate.statistics import Way

WIDTH, HEIGHT = 260, 18  # of an interval's drawing, in pixels
_STYLE = """
:root { color-scheme: light dark; }
body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 62rem; }
body { padding: 0 1rem; }
table { border-collapse: collapse; margin: .5rem 0 1.5rem; }
th, td { padding: .25rem .7rem; text-align: left; border-bottom: 1px solid #8884; }
td.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
tr.noise td:first-child { border-left: 4px solid #2a7; }
tr.worse td:first-child { border-left: 4px solid transparent; }
svg line, svg circle { stroke: currentColor; } svg circle { fill: currentColor; }
svg .base { stroke: #c60; stroke-dasharray: 3 2; }
p.help { color: #777; max-width: 48rem; }
"""
_HOW = (
    "A green bar marks the best way by a measure, and all whose difference from it may be noise"
    " (Wilcoxon’s signed-rank test over the pictures, after Holm’s correction, p ≥ 0.05). Lines are"
    " bootstrap 95 % intervals of the mean."
)


def page(
    title: str,
    pictures: int,
    found: Sequence[Ranking],
    best: Sequence[Overall],
    notes: Iterable[str],
) -> bytes:
    """Return the page.

    Args:
        title: of the model.
        pictures: how many were measured.
        found: the order by each measure.
        best: the order over all measures.
        notes: what else should be known, one sentence each.
    """
    heading = f"Methods for {shown(title)}"
    parts = [
        f"<!DOCTYPE html><html lang=en><meta charset=utf-8><title>{escape(heading)}</title>",
        f"<style>{_STYLE}</style><h1>{escape(heading)}</h1>",
        f"<p>{_counted(pictures, 'picture')}. {_HOW}</p>",
        *(f"<p>{escape(shown(note, LONGEST_SENTENCE))}</p>" for note in notes),
        _overall(best),
        *map(_ranking, found),
    ]
    return "\n".join(parts).encode("utf-8", "backslashreplace")


def _overall(best: Sequence[Overall]) -> str:
    rows = "".join(
        f"<tr><td>{_way(one.way)}<td class=n>{one.place:.1f}<td class=n>{one.best} of {one.of}"
        for one in best
    )
    head = "<tr><th>method, layer<th>mean place<th>best, or as good, by"
    return f"<h2>Over all measures</h2><table>{head}{rows}</table>"


def _ranking(found: Ranking) -> str:
    row = found.row
    limits = _limits(found.placed)
    rows = "".join(_row(one, limits) for one in found.placed)
    head = (
        "<tr><th>method, layer<th>mean<th>95 %<th><th>random maps<th>mean rank"
        "<th>pictures<th>p against the best"
    )
    return (
        f"<h2>{escape(row.title)}</h2><p class=help>{escape(row.help)}"
        f" The {row.better}, the better. <a href='{escape(row.link)}'>{escape(row.paper)}</a></p>"
        f"<table>{head}{rows}</table>"
    )


def _row(one: Placed, limits: tuple[float, float]) -> str:
    found = one.summary
    kind = "noise" if one.is_noise else "worse"
    p = "" if math.isnan(one.p_best) else f"{one.p_best:.3g}"
    return (
        f"<tr class={kind}><td>{_way(found.way)}<td class=n>{_number(found.mean)}"
        f"<td class=n>{_number(found.low)} – {_number(found.high)}<td>{_drawn(one, limits)}"
        f"<td class=n>{_number(found.baseline)}<td class=n>{_number(found.rank)}"
        f"<td class=n>{found.n}<td class=n>{p}"
    )


def _drawn(one: Placed, limits: tuple[float, float]) -> str:
    found, middle = one.summary, HEIGHT / 2
    line = base = ""
    if math.isfinite(found.low):
        ends = (_x(found.low, limits), _x(found.high, limits))
        line = f"<line x1={ends[0]:.1f} x2={ends[1]:.1f} y1={middle} y2={middle} stroke-width=2 />"
    if math.isfinite(found.baseline):
        x = _x(found.baseline, limits)
        base = f"<line class=base x1={x:.1f} x2={x:.1f} y1=0 y2={HEIGHT} />"
    dot = f"<circle cx={_x(found.mean, limits):.1f} cy={middle} r=4 />"
    return f"<svg width={WIDTH} height={HEIGHT}>{base}{line}{dot}</svg>"


def _limits(placed: Sequence[Placed]) -> tuple[float, float]:
    found = [one.summary for one in placed]
    values = [v for s in found for v in (s.mean, s.low, s.high, s.baseline) if math.isfinite(v)]
    return min(values), max(values)


def _x(value: float, limits: tuple[float, float]) -> float:
    low, high = limits
    return 6 + (WIDTH - 12) * ((value - low) / (high - low) if high > low else 0.5)


def _way(way: Way) -> str:
    return escape(f"{shown(way[0])}, {shown(way[1])}")


def _number(value: float) -> str:
    return "" if math.isnan(value) else f"{value:.3g}"


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}{'s' * (number != 1)}"
