"""The one reference blend of picture and heat map into RGB; screen and figures are held to it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from viewer.core.asks.records import HeatMap
from viewer.core.maps.colour_maps import Pixels, colour_table, steps_of
from viewer.core.maps.concept_overlay import blend_concepts
from viewer.core.maps.geometry import Box
from viewer.core.maps.heat import display_range, normalise, seen_part, upsample
from viewer.core.maps.heat_limits import limits_of, shown_values
from viewer.core.maps.heat_style import HeatStyle, Limits, opacities

_ROWS = 128  # rows blended at a time, so that a large picture needs little memory


def overlay(
    rgb: Pixels,
    raw: ArrayLike,
    box: Box | None,
    *,
    table: Pixels,
    opacity: float | NDArray[np.float32],
    low: float | None = None,
    high: float | None = None,
    cells: bool = False,
    dim: float = 0.5,
) -> Pixels:
    """Blend a heat map over the part of a picture that the model saw, and dim the rest.

    out = (1 - opacity) * rgb + opacity * colour inside the box, (1 - dim) * rgb outside.

    Args:
        rgb: (H, W, 3) uint8, the upright original.
        raw: (h, w), the raw map.
        box: what the model saw, in original pixels; None: all.
        table: (256, 3) uint8, RGB, from ``colour_table``.
        opacity: 0..1, of the heat map; or (256,), one for each colour of the table.
        low: raw value of the table's first colour; None: the map's own minimum.
        high: raw value of the table's last colour; None: the map's own maximum.
        cells: paint each cell of the map in one colour instead of interpolating.
        dim: 0..1, how much darker the unseen part becomes.

    Returns:
        (H, W, 3) uint8, rounded to nearest.
    """
    least, greatest = display_range(raw)
    values = normalise(raw, least if low is None else low, greatest if high is None else high)
    ink = _ink_of(table, opacity, cells=cells)
    box = box or (0.0, 0.0, float(rgb.shape[1]), float(len(rgb)))
    out = _dimmed(rgb, dim)
    for top in range(0, len(rgb), _ROWS):
        place = (box[0], box[1] - top, box[2], box[3] - top)
        _blend(rgb[top : top + _ROWS], out[top : top + _ROWS], values, place, ink)
    return out


def paint_over(
    rgb: Pixels,
    heat: HeatMap,
    style: HeatStyle,
    *,
    limits: Limits | None = None,
    box: Box | None = None,
) -> Pixels:
    """Blend one heat map over a picture in a style, all but its contour line.

    A map without contrast between its limits leaves the picture alone: one plain colour would
    say something that the map does not. A map of concepts is painted in theirs.

    Args:
        rgb: (H, W, 3) uint8, the upright original, or a copy of it in another size.
        heat: the map, raw.
        style: how it is shown.
        limits: raw values of the first and the last colour; None: the style's, for this map.
        box: what the model saw, in pixels of ``rgb``; None: the map's own, in original pixels.

    Returns:
        (H, W, 3) uint8.
    """
    if heat.concepts is not None:
        out = _dimmed(rgb, 0.5)
        blend_concepts(rgb, out, heat.concepts.strengths, style, box or heat.geometry.box)
        return out
    low, high = limits_of(heat, style) if limits is None else limits
    return overlay(
        rgb,
        shown_values(heat, style),
        heat.geometry.box if box is None else box,
        table=colour_table(style.table_key),
        opacity=opacities(style) if high > low else 0.0,
        low=low,
        high=high,
        cells=style.cells,
    )


@dataclass(frozen=True, slots=True)
class _Ink:
    """What each of the 256 steps of a map does to a pixel: out = kept * rgb + tint."""

    kept: NDArray[np.float32]  # (256, 1), or (1, 1): the same for all
    tint: NDArray[np.float32]  # (256, 3)
    table: Pixels  # (256, 3)
    cells: bool


def _ink_of(table: Pixels, opacity: float | NDArray[np.float32], *, cells: bool) -> _Ink:
    alphas = np.asarray(opacity, np.float32).reshape(-1, 1)
    if (alphas == alphas[0]).all():
        alphas = alphas[:1]
    return _Ink(kept=1 - alphas, tint=table * alphas, table=table, cells=cells)


def _dimmed(rgb: Pixels, dim: float) -> Pixels:
    """Return (1 - dim) * rgb, rounded to nearest."""
    import cv2  # noqa: PLC0415 - no start needs it

    return np.asarray(cv2.convertScaleAbs(rgb, alpha=1.0 - dim), np.uint8)


def _blend(band: Pixels, out: Pixels, values: NDArray[np.float32], place: Box, ink: _Ink) -> None:
    """Blend the map into the part of ``out`` that it covers."""
    size = (band.shape[1], band.shape[0])
    seen = seen_part(size, place)
    steps = steps_of(upsample(values, size, place, cells=ink.cells)[seen])
    if steps.size and len(ink.kept) == 1:
        _blend_evenly(band[seen], out[seen], steps, ink)
        return
    blended = band[seen] * ink.kept.take(steps, axis=0) + ink.tint.take(steps, axis=0)
    out[seen] = np.rint(blended, out=blended)


def _blend_evenly(band: Pixels, out: Pixels, steps: NDArray[np.uint8], ink: _Ink) -> None:
    """Blend with one opacity for all: OpenCV looks up and blends four times as fast.

    Where the result lies in the middle of two numbers, it may take the other one.
    """
    import cv2  # noqa: PLC0415 - no start needs it

    kept = float(ink.kept[0, 0])
    colours = cv2.applyColorMap(steps, ink.table[:, np.newaxis])
    out[...] = cv2.addWeighted(band, kept, colours, 1.0 - kept, 0.0)
