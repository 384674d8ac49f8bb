"""Draw report figures with matplotlib's objects: a table of pictures and classes, or one row."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from viewer.core.colour_maps import colour_table
from viewer.core.geometry import Box, Size
from viewer.core.heat import display_range
from viewer.core.methods import find_method
from viewer.core.overlay import overlay
from viewer.core.records import HeatMap
from viewer.figure.fonts import font_of
from viewer.figure.layout import Block, Layout, Line, Rect, Sheet, plan
from viewer.figure.rows import (
    FigureRow,
    FigureStyle,
    Picture,
    layers_of,
    methods_of,
    panes_of,
)
from viewer.figure.words import Words, words

INK = "#1a1a1a"
OUTLINE = "#ffffff"
DEFAULT_STYLE = FigureStyle()


def render_table(rows: Sequence[FigureRow], style: FigureStyle = DEFAULT_STYLE) -> Figure:
    """Draw the classic report table: a row for each picture and class, a column for each method.

    Raises:
        UserError: there are more rows than one figure can hold, or the language is unknown.
    """
    speech = words(style.lang)
    heads: list[Block] = [(speech.original,)]
    heads += [(methods_of(rows, pane), *_layer_line(rows, pane)) for pane in panes_of(rows)]
    labels = [(row.name, row.target) for row in rows]
    return _draw(rows, style, titles=[heads, *([] for _ in rows[1:])], labels=labels)


def render_single(rows: Sequence[FigureRow], style: FigureStyle = DEFAULT_STYLE) -> Figure:
    """Draw original, method 1, method 2 side by side, each panel under its own title.

    Usually there is one row; more rows stand below each other.

    Raises:
        UserError: there are more rows than one figure can hold, or the language is unknown.
    """
    speech = words(style.lang)
    panes = panes_of(rows)
    titles: list[list[Block]] = []
    for row in rows:
        own: list[Block] = [(speech.original, row.name)]
        own += [(methods_of([row], pane), row.target, *_layer_line(rows, pane)) for pane in panes]
        titles.append(own)
    return _draw(rows, style, titles=titles, labels=())


def pixels(figure: Figure) -> Picture:
    """Return a figure as (H, W, 3) uint8 RGB, for the clipboard."""
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    return np.ascontiguousarray(np.asarray(canvas.buffer_rgba())[..., :3])


def paint(picture: Picture, heat: HeatMap, size: Size, style: FigureStyle) -> Picture:
    """Return a picture at a size with one map over it, as ``core.overlay`` blends it."""
    base = fit_picture(picture, size)
    table = colour_table(style.colour_map)
    box = scaled_box(heat, size)
    return overlay(base, heat.raw, box, table=table, opacity=style.opacity)


def fit_picture(picture: Picture, size: Size) -> Picture:
    """Return a picture at a size: averaged when it shrinks, interpolated when it grows."""
    smaller = size[0] * size[1] < picture.shape[0] * picture.shape[1]
    way = cv2.INTER_AREA if smaller else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(picture, size, interpolation=way), np.uint8)


def scaled_box(heat: HeatMap, size: Size) -> Box:
    """Return what the model saw, in pixels of the picture at another size."""
    left, top, right, bottom = heat.geometry.box
    x, y = size[0] / heat.geometry.original[0], size[1] / heat.geometry.original[1]
    return left * x, top * y, right * x, bottom * y


def _draw(
    rows: Sequence[FigureRow],
    style: FigureStyle,
    *,
    titles: Sequence[Sequence[Block]],
    labels: Sequence[Block],
) -> Figure:
    speech, panes = words(style.lang), panes_of(rows)
    sheet = Sheet(
        pictures=[(row.picture.shape[1], row.picture.shape[0]) for row in rows],
        columns=1 + len(panes),
        titles=titles,
        labels=labels,
        captions=_captions(rows, speech),
        ends=(speech.high, speech.low) if panes else (),
    )
    layout = plan(sheet, style)
    figure = _blank(layout.size, style.dpi)
    for row, places in zip(rows, layout.panels, strict=True):
        _show(figure, layout, places[0], fit_picture(row.picture, _size(places[0])))
        for pane, place in zip(panes, places[1:], strict=True):
            _draw_map(figure, layout, place, row=row, pane=pane, style=style)
    if layout.bar is not None:
        ramp = colour_table(style.colour_map)[::-1, np.newaxis]
        _show(figure, layout, layout.bar, np.ascontiguousarray(ramp))
    for line in layout.lines:
        _write(figure, layout, line)
    return figure


def _draw_map(
    figure: Figure, layout: Layout, place: Rect, *, row: FigureRow, pane: int, style: FigureStyle
) -> None:
    heat = row.map_of(pane)
    if heat is None:
        x, y = place.left + place.width / 2, place.top + place.height / 2
        text = words(style.lang).no_map
        _write(figure, layout, Line(text=text, x=x, y=y, size_pt=style.text_pt, centred=True))
        return
    size = _size(place)
    _show(figure, layout, place, paint(row.picture, heat, size, style))
    left, top, right, bottom = scaled_box(heat, size)
    if left > 0.5 or top > 0.5 or right < size[0] - 0.5 or bottom < size[1] - 0.5:
        outline = Rectangle((left - 0.5, top - 0.5), right - left, bottom - top, fill=False)
        outline.set(edgecolor=OUTLINE, linewidth=0.8, alpha=0.9)
        figure.axes[-1].add_patch(outline)


def _blank(size: Size, dpi: int) -> Figure:
    # A hundredth of a pixel more, so that no rounding in matplotlib drops the last one.
    inches = ((size[0] + 0.01) / dpi, (size[1] + 0.01) / dpi)
    return Figure(figsize=inches, dpi=dpi, facecolor="white", edgecolor="white", frameon=True)


def _show(figure: Figure, layout: Layout, place: Rect, picture: Picture) -> None:
    width, height = layout.size
    bottom = height - place.top - place.height
    bounds = (place.left / width, bottom / height, place.width / width, place.height / height)
    axes = figure.add_axes(bounds)
    axes.set_axis_off()
    axes.imshow(picture, interpolation="none", aspect="auto", origin="upper")


def _write(figure: Figure, layout: Layout, line: Line) -> None:
    figure.text(
        line.x / layout.size[0],
        1.0 - line.y / layout.size[1],
        line.text,
        fontsize=line.size_pt,
        fontstyle="normal",
        **font_of(line.text, bold=line.bold),
        color=INK,
        ha="center" if line.centred else "left",
        va="baseline",
        parse_math=False,
    )


def _layer_line(rows: Sequence[FigureRow], pane: int) -> Block:
    """Name a column's layer above it when the columns show different layers."""
    return (", ".join(layers_of(rows, pane)),) if len(layers_of(rows)) > 1 else ()


def _captions(rows: Sequence[FigureRow], speech: Words) -> list[str]:
    maps = [heat for row in rows for heat in row.maps]
    modes = dict.fromkeys(speech.inputs[heat.geometry.mode] for heat in maps)
    facts = (
        (speech.model, dict.fromkeys(row.model for row in rows)),
        (speech.layer, layers_of(rows)),
        (speech.input, modes),
    )
    what = " · ".join(f"{name}{speech.colon}{', '.join(each)}" for name, each in facts if each)
    empty = [
        f"{find_method(heat.method).title}, {heat.resolved.title}{speech.colon}{speech.empty}"
        for heat in maps
        if display_range(heat.raw)[0] >= display_range(heat.raw)[1]
    ]
    return [what, *([speech.scaling] if maps else []), *dict.fromkeys(empty)]


def _size(place: Rect) -> Size:
    return place.width, place.height
