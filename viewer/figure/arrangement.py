"""What each kind of figure shows where: its panels, row and column heads, captions and bars."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count, product
from string import ascii_lowercase

from viewer.core.asks.records import HeatMap
from viewer.figure.bars import bars_of, feet_of
from viewer.figure.lines import DIFFERENCE, ORIGINAL, Panel, PanelLine, lines_of, shown_maps
from viewer.figure.rows import FigureRow, layers_of, methods_of, panes_of
from viewer.figure.scales import Scales
from viewer.figure.sheet import Block, Sheet
from viewer.figure.style import FigureStyle
from viewer.figure.trust_words import trust_strips
from viewer.figure.words import Words, painting_words, words

ONE_PICTURE = frozenset({"window", "layers", "classes", "map"})


def arrange(rows: Sequence[FigureRow], style: FigureStyle) -> Sheet:
    """Return everything there is to place on a figure.

    Raises:
        UserError: the language is unknown.
    """
    speech, lines = words(style.lang), lines_of(rows, style)
    titles, labels = _heads(rows, lines, style) if style.heads else ([[] for _ in lines], [])
    return Sheet(
        pictures=[(line.row.seen.shape[1], line.row.seen.shape[0]) for line in lines],
        columns=len(lines[0].panels),
        titles=titles,
        labels=labels,
        captions=_captions(rows, style, speech) if style.captions else [],
        bars=bars_of(lines, style, speech) if style.bars else [],
        feet=feet_of(lines, style) if style.bars else [],
        title=style.title,
        numbers=_numbers(lines) if style.numbering else [],
        trust=trust_strips(lines, style.lang) if style.trust else [],
    )


def letters() -> list[str]:
    """Return (a) to (z), then (aa) to (zz)."""
    pairs = ["".join(pair) for pair in product(ascii_lowercase, repeat=2)]
    return [f"({text})" for text in (*ascii_lowercase, *pairs)]


def _numbers(lines: Sequence[PanelLine]) -> list[list[str]]:
    names, counter = letters(), count()
    return [
        ["" if panel is None else names[next(counter) % len(names)] for panel in line.panels]
        for line in lines
    ]


def _heads(
    rows: Sequence[FigureRow], lines: Sequence[PanelLine], style: FigureStyle
) -> tuple[list[list[Block]], list[Block]]:
    """Return the blocks above the panels of each line, and those at the left of the lines."""
    panes, speech = panes_of(rows), words(style.lang)
    if style.kind == "window":
        return _window_heads(lines, style, speech)
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


def _window_heads(
    lines: Sequence[PanelLine], style: FigureStyle, speech: Words
) -> tuple[list[list[Block]], list[Block]]:
    """Name methods above and what differs at the left of a grid; else all that differs above."""
    maps = [heat for line in lines for heat in line.maps]
    if not all(line.gridded for line in lines):
        return [
            [_panel_head(line, panel, maps, style, speech) for panel in line.panels]
            for line in lines
        ], []
    heads: list[Block] = [(_head_word(lines[0], each, style, speech),) for each in lines[0].panels]
    extra: list[list[Block]] = [
        [(_head_word(line, DIFFERENCE, style, speech),)] if DIFFERENCE in line.panels else []
        for line in lines[1:]
    ]
    return [heads, *extra], [_told_apart(line.row, line.maps[0], maps) for line in lines]


def _panel_head(
    line: PanelLine, panel: Panel, maps: Sequence[HeatMap], style: FigureStyle, speech: Words
) -> Block:
    """Return what stands above a panel that is in no grid: its method, and what tells it apart."""
    if panel is None:
        return ()
    heat = line.row.map_of(panel)
    apart = _told_apart(line.row, heat, maps) if heat is not None else ()
    return (_head_word(line, panel, style, speech), *apart)


def _head_word(line: PanelLine, panel: Panel, style: FigureStyle, speech: Words) -> str:
    """Return the first line above a panel: its method, the original, or which two are compared."""
    if panel == DIFFERENCE and (difference := line.row.difference(style.difference)):
        return difference.title
    heat = line.row.map_of(panel) if panel is not None else None
    if heat is not None:
        return heat.row.title
    return speech.original if panel == ORIGINAL else ""


def _told_apart(row: FigureRow, heat: HeatMap, maps: Sequence[HeatMap]) -> Block:
    """Return class and layer of a map, each where the maps differ in it."""
    classes, layers = {each.target for each in maps}, {each.layer for each in maps}
    target = (row.target_of(heat.pane),) if len(classes) > 1 else ()
    return (*target, *((heat.layer,) if len(layers) > 1 else ()))


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
    one_class = style.kind == "window" and len({heat.target for heat in maps}) == 1
    told_above = style.kind == "window" and len(layers_of(rows)) > 1
    facts = (
        (speech.picture, names if style.kind in ONE_PICTURE else ()),
        (speech.target, targets if style.kind == "layers" or one_class else ()),
        (speech.model, dict.fromkeys(row.model for row in rows)),
        (speech.layer, () if style.kind == "layers" or told_above else layers_of(rows)),
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
