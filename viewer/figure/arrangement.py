"""What each kind of figure shows where: its panels, row and column heads, captions and bars."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count, product
from string import ascii_lowercase

from viewer.core.asks.records import HeatMap
from viewer.figure.choices import FigureKind
from viewer.figure.rows import FigureRow, layers_of, methods_of, panes_of
from viewer.figure.scales import Scales
from viewer.figure.sheet import Bar, Block, Sheet
from viewer.figure.style import FigureStyle
from viewer.figure.words import Words, painting_words, words

ORIGINAL = -1  # a panel that shows the picture alone
Panel = int | None  # a pane's number, ORIGINAL, or nothing at all
ONCE: frozenset[FigureKind] = frozenset({"layers", "classes"})  # the original stands there once


def panels_of(rows: Sequence[FigureRow], style: FigureStyle) -> list[list[Panel]]:
    """Return what each panel of each row shows."""
    panes = panes_of(rows)
    if style.kind == "map":
        return [[panes[0] if panes else ORIGINAL] for _ in rows]
    shown: list[list[Panel]] = []
    for number, row in enumerate(rows):
        again = number > 0 and style.kind in ONCE and row.picture is rows[number - 1].picture
        shown.append([None if again else ORIGINAL, *panes])
    return shown


def arrange(rows: Sequence[FigureRow], style: FigureStyle) -> Sheet:
    """Return everything there is to place on a figure.

    Raises:
        UserError: the language is unknown.
    """
    speech, panels = words(style.lang), panels_of(rows, style)
    titles, labels = _heads(rows, style, speech) if style.heads else ([[] for _ in rows], [])
    return Sheet(
        pictures=[(row.seen.shape[1], row.seen.shape[0]) for row in rows],
        columns=len(panels[0]),
        titles=titles,
        labels=labels,
        captions=_captions(rows, style, speech) if style.captions else [],
        bars=_bars(rows, style, speech) if style.bars else [],
        title=style.title,
        numbers=_numbers(panels) if style.numbering else [],
    )


def letters() -> list[str]:
    """Return (a) to (z), then (aa) to (zz)."""
    pairs = ["".join(pair) for pair in product(ascii_lowercase, repeat=2)]
    return [f"({text})" for text in (*ascii_lowercase, *pairs)]


def _numbers(panels: Sequence[Sequence[Panel]]) -> list[list[str]]:
    names, counter = letters(), count()
    return [
        ["" if panel is None else names[next(counter) % len(names)] for panel in row]
        for row in panels
    ]


def _heads(
    rows: Sequence[FigureRow], style: FigureStyle, speech: Words
) -> tuple[list[list[Block]], list[Block]]:
    """Return the blocks above the panels of each row, and those at the left of the rows."""
    panes = panes_of(rows)
    if style.kind == "map":
        return [[(methods_of([row], pane), row.target)] for row in rows for pane in panes[:1]], []
    if style.kind == "row":
        return [_row_heads(row, rows, speech) for row in rows], []
    heads: list[Block] = [(speech.original,)]
    for pane in panes:
        layer = () if style.kind == "layers" else _layer_line(rows, pane)
        heads.append((methods_of(rows, pane), *layer))
    labels: dict[str, list[Block]] = {
        "table": [(row.name, row.target) for row in rows],
        "layers": [tuple(layers_of([row])) for row in rows],
        "classes": [row.score for row in rows],
    }
    return [heads, *([] for _ in rows[1:])], labels[style.kind]


def _row_heads(row: FigureRow, rows: Sequence[FigureRow], speech: Words) -> list[Block]:
    maps = [
        (methods_of([row], pane), row.target_of(pane), *_layer_line(rows, pane))
        for pane in panes_of(rows)
    ]
    return [(speech.original, row.name), *maps]


def _layer_line(rows: Sequence[FigureRow], pane: int) -> Block:
    """Name a column's layer above it when the columns show different layers."""
    return (", ".join(layers_of(rows, pane)),) if len(layers_of(rows)) > 1 else ()


def _captions(rows: Sequence[FigureRow], style: FigureStyle, speech: Words) -> list[str]:
    maps = shown_maps(rows, style)
    modes = dict.fromkeys(speech.inputs[heat.geometry.mode] for heat in maps)
    names = dict.fromkeys(row.name for row in rows)
    targets = dict.fromkeys(row.target for row in rows if row.target)
    facts = (
        (speech.picture, names if style.kind in {"layers", "classes", "map"} else ()),
        (speech.target, targets if style.kind == "layers" else ()),
        (speech.model, dict.fromkeys(row.model for row in rows)),
        (speech.layer, () if style.kind == "layers" else layers_of(rows)),
        (speech.input, modes),
    )
    what = " · ".join(f"{name}{speech.colon}{', '.join(each)}" for name, each in facts if each)
    scales = Scales(maps, style.heat)
    empty = [
        f"{heat.row.title}, {heat.resolved.title}{speech.colon}{speech.empty}"
        for heat in maps
        if scales.is_flat(heat)
    ]
    mark = [speech.marks[style.mark]] if style.mark != "none" and maps else []
    painted = painting_words(style.heat, speech) if maps else []
    return [what, *painted, *mark, *dict.fromkeys(empty)]


def _bars(rows: Sequence[FigureRow], style: FigureStyle, speech: Words) -> list[Bar]:
    """Return one bar for each scale; the numbers stand at it where it belongs to one map alone."""
    maps = shown_maps(rows, style)
    if not maps:
        return []
    table, titles = style.heat.table_key, {heat.method: heat.row.title for heat in maps}
    shared = Scales(maps, style.heat).shared()
    if not shared:
        return [Bar(colour_map=table, low=speech.low, high=speech.high)]
    return [
        Bar(
            colour_map=table,
            low=f"{low:.3g}",
            high=f"{high:.3g}",
            head=titles.get(method, ""),
        )
        for method, (low, high) in shared
    ]


def shown_maps(rows: Sequence[FigureRow], style: FigureStyle) -> list[HeatMap]:
    """Return the maps that the figure shows, row by row."""
    shown = zip(rows, panels_of(rows, style), strict=True)
    maps = [row.map_of(p) for row, panels in shown for p in panels if p is not None and p >= 0]
    return [heat for heat in maps if heat is not None]
