"""The one reference blend of picture and heat map into RGB; screen and figures are held to it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from cmap import Colormap
from numpy.typing import ArrayLike, NDArray

from viewer.core.geometry import Box
from viewer.core.heat import coverage, display_range, normalise, upsample

Pixels = NDArray[np.uint8]
_ROWS = 128  # rows blended at a time, so that a large picture needs little memory


@dataclass(frozen=True, slots=True, kw_only=True)
class ColourMap:
    """One row of the table of colour maps."""

    key: str  # its name in the cmap library, which all its users know
    title: str
    perceptual: bool  # equal steps of value look like equal steps of colour


COLOUR_MAPS: tuple[ColourMap, ...] = (
    ColourMap(key="inferno", title="Inferno", perceptual=True),
    ColourMap(key="jet", title="Jet", perceptual=False),
    ColourMap(key="turbo", title="Turbo", perceptual=False),
    ColourMap(key="viridis", title="Viridis", perceptual=True),
    ColourMap(key="magma", title="Magma", perceptual=True),
    ColourMap(key="cividis", title="Cividis (safe for colour blindness)", perceptual=True),
)
DEFAULT_COLOUR_MAP = COLOUR_MAPS[0].key


@cache
def colour_table(name: str) -> Pixels:
    """Return a colour map as a table.

    Args:
        name: the key of a row of ``COLOUR_MAPS``.

    Returns:
        (256, 3) uint8, RGB, read-only.

    Raises:
        ValueError: there is no such colour map.
    """
    if name not in {row.key for row in COLOUR_MAPS}:
        raise ValueError(f"There is no colour map “{name}”.")
    table = np.rint(np.asarray(Colormap(name).lut(256))[:, :3] * 255.0).astype(np.uint8)
    table.flags.writeable = False
    return table


def colourise(values: ArrayLike, table: Pixels) -> Pixels:
    """Look up colours for values of 0..1.

    Returns:
        uint8 of the values' shape with a last axis of 3, RGB.
    """
    steps = np.rint(np.asarray(values, np.float32) * 255.0)
    return table[np.clip(steps, 0.0, 255.0).astype(np.uint8)]


def overlay(
    rgb: Pixels,
    raw: ArrayLike,
    box: Box | None,
    *,
    table: Pixels,
    opacity: float,
    low: float | None = None,
    high: float | None = None,
    dim: float = 0.5,
) -> Pixels:
    """Blend a heat map over the part of a picture that the model saw, and dim the rest.

    out = (1 - opacity) * rgb + opacity * colour inside the box, (1 - dim) * rgb outside.
    Values are scaled and upsampled first and coloured last; nothing is rescaled afterwards.

    Args:
        rgb: (H, W, 3) uint8, the upright original.
        raw: (h, w), the raw map.
        box: what the model saw, in original pixels; None: all.
        table: (256, 3) uint8, RGB, from ``colour_table``.
        opacity: 0..1, of the heat map.
        low: raw value of the table's first colour; None: the map's own minimum.
        high: raw value of the table's last colour; None: the map's own maximum.
        dim: 0..1, how much darker the unseen part becomes.

    Returns:
        (H, W, 3) uint8, rounded to nearest.
    """
    least, greatest = display_range(raw)
    values = normalise(raw, least if low is None else low, greatest if high is None else high)
    (height, width), out = rgb.shape[:2], np.empty_like(rgb)
    left, upper, right, lower = box or (0.0, 0.0, float(width), float(height))
    for top in range(0, height, _ROWS):
        band = rgb[top : top + _ROWS]
        size, place = (width, len(band)), (left, upper - top, right, lower - top)
        colours = colourise(upsample(values, size, place), table)
        seen = coverage(size, place)[..., np.newaxis]
        out[top : top + _ROWS] = _blend(band, colours, seen, opacity=opacity, dim=dim)
    return out


def _blend(
    band: Pixels, colours: Pixels, seen: NDArray[np.bool_], *, opacity: float, dim: float
) -> Pixels:
    base = band * np.where(seen, np.float32(1.0 - opacity), np.float32(1.0 - dim))
    return np.rint(base + colours * (seen * np.float32(opacity))).astype(np.uint8)
