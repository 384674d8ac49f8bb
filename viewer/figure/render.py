"""Draw a figure with matplotlib's objects: every panel, bar and line where the layout put it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from viewer.core.asks.records import HeatMap
from viewer.core.maps.colour_maps import colour_table
from viewer.core.maps.contour import Points
from viewer.core.maps.geometry import Size
from viewer.figure.arrangement import arrange
from viewer.figure.concept_legend import draw_concept_legend
from viewer.figure.fonts import font_of
from viewer.figure.layout import plan
from viewer.figure.lines import DIFFERENCE, ORIGINAL, Panel, lines_of, shown_maps
from viewer.figure.painting import (
    contours,
    fit_picture,
    outlines,
    paint,
    paint_difference,
    peak_box,
    peak_point,
    scaled_box,
    to_panel,
    true_outlines,
)
from viewer.figure.placing import panel_room
from viewer.figure.rows import Crop, FigureRow, Picture
from viewer.figure.scales import Scales
from viewer.figure.sheet import Layout, Line, Rect
from viewer.figure.style import FigureStyle
from viewer.figure.words import words

INK = "#1a1a1a"
OUTLINE = "#ffffff"
MARK = "#ffffff"
TRUE = "#78eb96"  # around true objects, as in the panes
MARK_EDGE = "#000000"
ARM = 0.045  # half the length of a cross's arms, of the panel's width
VECTOR_DPI = 600  # pictures in a PDF or SVG keep their own pixels up to this many on paper
RASTER = frozenset({"png", "tiff"})  # formats of pixels
DEFAULT_STYLE = FigureStyle()


def render(rows: Sequence[FigureRow], style: FigureStyle = DEFAULT_STYLE) -> Figure:
    """Draw a figure of one row or more, as its style says.

    Raises:
        UserError: there are more rows than one figure can hold, the panels become too small, or
            the language is unknown.
    """
    sheet = arrange(rows, style)
    layout = plan(sheet, style)
    figure, scales = _blank(layout, style), Scales(shown_maps(rows, style), style.heat)
    for line, places in zip(lines_of(rows, style), layout.panels, strict=True):
        for panel, place in zip(line.panels, places, strict=True):
            _draw_panel(
                figure, layout, place, row=line.row, panel=panel, style=style, scales=scales
            )
    for bar, place in zip(sheet.bars, layout.bars, strict=True):
        ramp = colour_table(bar.colour_map)[::-1, np.newaxis]
        _show(figure, layout, place, np.ascontiguousarray(ramp))
    for bar, place in layout.feet:
        _show(figure, layout, place, colour_table(bar.colour_map)[np.newaxis])
    for text in layout.lines:
        _write(figure, layout, text)
    return figure


def pixels(figure: Figure) -> Picture:
    """Return a figure as (H, W, 4) uint8 RGBA; without transparency the last is 255."""
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    return np.array(canvas.buffer_rgba(), np.uint8)


def most_pixels(style: FigureStyle, columns: int) -> Size | None:
    """Return how wide and high a picture need be for any panel; None: as it is.

    Where texts take some of the room, there are twice as many, so that what is made smaller a
    second time stays sharp.
    """
    room = panel_room(style, columns)
    if room is None:
        return None
    finer = 1.0 if style.file_format in RASTER else max(1.0, VECTOR_DPI / style.dpi)
    spare = 2 if style.sheet.width_in else 1
    return round(room[0] * finer * spare), round(room[1] * finer * spare)


def _draw_panel(
    figure: Figure,
    layout: Layout,
    place: Rect,
    *,
    row: FigureRow,
    panel: Panel,
    style: FigureStyle,
    scales: Scales,
) -> None:
    if panel is None:
        return
    size = _size(row, place, layout, style)
    if panel == ORIGINAL:
        axes = _show(figure, layout, place, fit_picture(row.seen, size))
        if row.maps:
            _draw_lines(axes, true_outlines(row, row.maps[0], size), TRUE)
        return
    if panel == DIFFERENCE:
        _show(figure, layout, place, paint_difference(row, style, size, scales))
        return
    heat = row.map_of(panel)
    if heat is None:
        x, y = place.left + place.width / 2, place.top + place.height / 2
        text = words(style.lang).no_map
        _write(figure, layout, Line(text=text, x=x, y=y, size_pt=style.text_pt, centred=True))
        return
    axes = _show(figure, layout, place, paint(row, heat, size, scales))
    _draw_lines(axes, (*contours(row, heat, size, scales), *outlines(row, heat, size)), MARK)
    _draw_lines(axes, true_outlines(row, heat, size), TRUE)
    _outline_seen(axes, heat, size, row.crop)
    if heat.concepts is not None:
        width_in = place.width / layout.dpi
        told = heat.concepts.concepts
        draw_concept_legend(axes, told, width_in=width_in, text_pt=style.text_pt)
    _mark(axes, heat, size, row.crop, style)


def _draw_lines(axes: Axes, lines: Sequence[Points], colour: str) -> None:
    for line in lines:
        x, y = line.T - 0.5  # matplotlib counts from the middle of the first pixel
        axes.plot(x, y, color=MARK_EDGE, linewidth=1.8)
        axes.plot(x, y, color=colour, linewidth=0.9)


def _size(row: FigureRow, place: Rect, layout: Layout, style: FigureStyle) -> Size:
    """Return how many pixels a panel gets: in a PDF or SVG the picture's own, within reason."""
    if style.file_format in RASTER:
        return place.size
    own = row.seen.shape[1], row.seen.shape[0]
    most = max(1.0, VECTOR_DPI / layout.dpi) * place.width
    if own[0] <= most:
        return own
    return round(most), max(1, round(most * own[1] / own[0]))


def _outline_seen(axes: Axes, heat: HeatMap, size: Size, crop: Crop | None) -> None:
    left, top, right, bottom = scaled_box(heat, size, crop)
    if left > 0.5 or top > 0.5 or right < size[0] - 0.5 or bottom < size[1] - 0.5:
        outline = Rectangle((left - 0.5, top - 0.5), right - left, bottom - top, fill=False)
        outline.set(edgecolor=OUTLINE, linewidth=0.8, alpha=0.9)
        axes.add_patch(outline)


def _mark(axes: Axes, heat: HeatMap, size: Size, crop: Crop | None, style: FigureStyle) -> None:
    """Draw a cross at a map's highest value, or a box around its upper half: white on black."""
    original = heat.geometry.original
    if style.mark == "cross" and (point := peak_point(heat)):
        x, y, _, _ = to_panel((*point, *point), original, size, crop)
        arm = ARM * size[0]
        for width, colour in ((2.2, MARK_EDGE), (1.1, MARK)):
            axes.plot([x - arm, x + arm], [y, y], color=colour, linewidth=width)
            axes.plot([x, x], [y - arm, y + arm], color=colour, linewidth=width)
    if style.mark == "box" and (box := peak_box(heat)):
        left, top, right, bottom = to_panel(box, original, size, crop)
        for width, colour in ((2.2, MARK_EDGE), (1.1, MARK)):
            corner = left - 0.5, top - 0.5
            patch = Rectangle(corner, right - left, bottom - top, fill=False)
            patch.set(edgecolor=colour, linewidth=width)
            axes.add_patch(patch)


def _blank(layout: Layout, style: FigureStyle) -> Figure:
    # A hundredth of a pixel more, so that no rounding in matplotlib drops the last one.
    width, height = layout.size
    inches = ((width + 0.01) / layout.dpi, (height + 0.01) / layout.dpi)
    ground = "none" if style.ground == "transparent" else "white"
    return Figure(figsize=inches, dpi=layout.dpi, facecolor=ground, edgecolor=ground, frameon=True)


def _show(figure: Figure, layout: Layout, place: Rect, picture: Picture) -> Axes:
    width, height = layout.size
    bottom = height - place.top - place.height
    bounds = (place.left / width, bottom / height, place.width / width, place.height / height)
    axes = figure.add_axes(bounds)
    axes.set_axis_off()
    axes.imshow(picture, interpolation="none", aspect="auto", origin="upper")
    axes.autoscale(enable=False)
    return axes


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
