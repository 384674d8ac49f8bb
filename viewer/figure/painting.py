"""The pixels of one panel: a picture, or a picture with one map over it, as core.overlay blends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np

from viewer.core.asks.records import HeatMap
from viewer.core.maps.contour import Points, contour_lines
from viewer.core.maps.geometry import Box, Size
from viewer.core.maps.heat import coverage, display_range, normalise, upsample
from viewer.core.maps.heat_limits import shown_values
from viewer.core.maps.heat_style import contour_levels
from viewer.core.maps.overlay import paint_over
from viewer.core.maps.shapes import Shape
from viewer.figure.differences import limits_of_difference, style_of_difference
from viewer.figure.rows import Crop, FigureRow, Picture
from viewer.figure.scales import Scales
from viewer.figure.style import FigureStyle

MARKED_SIDE = 512  # marks are found on a map spread over so many pixels
UPPER_HALF = 0.5  # of the range between a map's least and greatest value


def paint(row: FigureRow, heat: HeatMap, size: Size, scales: Scales) -> Picture:
    """Return what is shown of a row's picture at a size, with one map over it."""
    box = scaled_box(heat, size, row.crop)
    base = fit_picture(row.seen, size)
    return paint_over(base, heat, scales.style, limits=scales.limits(heat), box=box)


def paint_difference(row: FigureRow, figure: FigureStyle, size: Size, scales: Scales) -> Picture:
    """Return what is shown of a row's picture at a size, with one map minus another over it."""
    base = fit_picture(row.seen, size)
    difference = row.difference(figure.difference)
    result = difference.compared(scales) if difference is not None else None
    if difference is None or result is None:
        return base
    limits = limits_of_difference(result)
    heat = replace(difference.first, raw=result.difference, signed=None, concepts=None)
    box = to_panel(result.box, heat.geometry.original, size, row.crop)
    style = style_of_difference(scales.style, limits)
    return paint_over(base, heat, style, limits=limits, box=box)


def contours(row: FigureRow, heat: HeatMap, size: Size, scales: Scales) -> list[Points]:
    """Return the lines of equal value that the style asks for, in pixels of the panel."""
    if scales.is_flat(heat):
        return []
    values = normalise(shown_values(heat, scales.style), *scales.limits(heat))
    box, levels = scaled_box(heat, size, row.crop), contour_levels(scales.style)
    return contour_lines(values, levels, box, cells=scales.style.cells)


def outlines(row: FigureRow, heat: HeatMap, size: Size) -> list[Points]:
    """Return what stands for the target on the picture, in pixels of the panel; mostly nothing."""
    return _placed(heat.shapes, row, heat, size)


def true_outlines(row: FigureRow, heat: HeatMap, size: Size) -> list[Points]:
    """Return what surrounds the picture's true objects, in pixels of the panel."""
    return _placed(heat.truth, row, heat, size)


def _placed(shapes: Sequence[Shape], row: FigureRow, heat: HeatMap, size: Size) -> list[Points]:
    left, top, right, bottom = row.crop or (0, 0, *heat.geometry.original)
    scale = size[0] / (right - left), size[1] / (bottom - top)
    lines = [np.asarray(shape.line, np.float64) for shape in shapes]
    return [(line - (left, top)) * scale for line in lines]


def fit_picture(picture: Picture, size: Size) -> Picture:
    """Return a picture at a size: averaged when it shrinks, interpolated when it grows."""
    if size == (picture.shape[1], picture.shape[0]):
        return picture
    smaller = size[0] * size[1] < picture.shape[0] * picture.shape[1]
    way = cv2.INTER_AREA if smaller else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(picture, size, interpolation=way), np.uint8)


def scaled_box(heat: HeatMap, size: Size, crop: Crop | None = None) -> Box:
    """Return what the model saw, in pixels of a panel that shows the picture or a part of it."""
    return to_panel(heat.geometry.box, heat.geometry.original, size, crop)


def to_panel(box: Box, original: Size, size: Size, crop: Crop | None) -> Box:
    """Turn a rectangle of the original picture into pixels of a panel of a size."""
    left, top, right, bottom = crop or (0, 0, *original)
    x, y = size[0] / (right - left), size[1] / (bottom - top)
    return (box[0] - left) * x, (box[1] - top) * y, (box[2] - left) * x, (box[3] - top) * y


def peak_point(heat: HeatMap) -> tuple[float, float] | None:
    """Return where a map is highest, in original pixels; None for a flat map."""
    low, high = display_range(heat.raw)
    if not high > low:
        return None
    finite = np.where(np.isfinite(heat.raw), heat.raw, -np.inf)
    y, x = np.unravel_index(int(finite.argmax()), heat.raw.shape)
    rows, columns = heat.raw.shape
    width, height = heat.geometry.input
    return heat.geometry.to_original((x + 0.5) * width / columns, (y + 0.5) * height / rows)


def peak_box(heat: HeatMap) -> Box | None:
    """Return the rectangle around a map's upper half, in original pixels; None for a flat map.

    Of all places where the smoothly spread map is above the middle of its range, it is the
    connected one that holds the highest value.
    """
    low, high = display_range(heat.raw)
    if not high > low:
        return None
    width, height = heat.geometry.original
    scale = min(1.0, MARKED_SIDE / max(width, height))
    size = max(1, round(width * scale)), max(1, round(height * scale))
    box = to_panel(heat.geometry.box, heat.geometry.original, size, None)
    values = upsample(np.where(np.isfinite(heat.raw), heat.raw, low), size, box)
    values = np.where(coverage(size, box), values, low)
    upper = (values >= low + UPPER_HALF * (high - low)).astype(np.uint8)
    regions = cv2.connectedComponents(upper)[1]
    y, x = np.unravel_index(int(values.argmax()), values.shape)
    rows, columns = np.nonzero(regions == regions[y, x])
    across, down = width / size[0], height / size[1]
    return (
        float(columns.min() * across),
        float(rows.min() * down),
        float((columns.max() + 1) * across),
        float((rows.max() + 1) * down),
    )
