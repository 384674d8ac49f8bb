"""A row's map over its picture, drawn from the store: no model is asked."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from viewer.core.errors import UserError
from viewer.core.maps.arrays import Floats
from viewer.core.maps.colour_maps import Pixels, colour_table
from viewer.core.maps.geometry import Size
from viewer.core.maps.heat_style import HeatStyle, opacities
from viewer.core.maps.overlay import overlay
from viewer.core.pictures.images import load_picture
from viewer.results.browsing import ResultTable

LONGEST_PX = 640  # side of what is drawn
GREY = 96  # stands for a picture that is not there
_SIDES = ("left", "top", "right", "bottom")


@dataclass(frozen=True, slots=True, eq=False)
class DrawnRow:
    """What a row looks like, and what is to be said of it.

    Args:
        row: which.
        pixels: (H, W, 3) uint8; None: there is neither map nor picture.
        remark: why the picture is not the one that was explained; or why there is no map.
    """

    row: dict[str, Any]
    pixels: Pixels | None
    remark: str = ""


def drawn_row(table: ResultTable, row: dict[str, Any], style: HeatStyle) -> DrawnRow:
    """Draw the map of a row over its picture, in a style; without the picture over grey.

    Raises:
        UserError: the map cannot be read.
    """
    raw = table.map_of(row)
    if raw is None:
        pixels, remark = _picture(row, None)
        return DrawnRow(row, pixels, row["failure"] or remark)
    size = row["width"], row["height"]
    pixels, remark = _picture(row, size)
    if pixels is None:
        width, height = _fitted(size)
        pixels = np.full((height, width, 3), GREY, np.uint8)
    return DrawnRow(row, _over(pixels, raw, row, style), remark)


def _over(pixels: Pixels, raw: Floats, row: dict[str, Any], style: HeatStyle) -> Pixels:
    """Blend a map over a picture that may be smaller than the one it was made of."""
    shares = pixels.shape[1] / row["width"], pixels.shape[0] / row["height"]
    left, top, right, bottom = (row[f"box_{side}"] * shares[n % 2] for n, side in enumerate(_SIDES))
    contrast = row["low"] is not None and row["high"] is not None and row["high"] > row["low"]
    return overlay(
        pixels,
        raw,
        (left, top, right, bottom),
        table=colour_table(style.table_key),
        opacity=opacities(style) if contrast else 0.0,
    )


def _picture(row: dict[str, Any], size: Size | None) -> tuple[Pixels | None, str]:
    """Return the picture of a row, scaled, and a remark where it is not the one that was meant."""
    try:
        picture = load_picture(Path(row["picture"]), page=row["page"] or 0)
    except UserError as error:
        return None, error.headline
    if row["sha256"] and picture.sha256 != row["sha256"]:
        return None, "The picture was changed after it was explained."
    if size is not None and picture.size != size:
        return None, "The picture has another size now."
    return _scaled(picture.rgb), ""


def _scaled(rgb: Pixels) -> Pixels:
    import cv2  # noqa: PLC0415 - a folder that is opened needs none

    size = _fitted((rgb.shape[1], rgb.shape[0]))
    if size == (rgb.shape[1], rgb.shape[0]):
        return rgb
    return cv2.resize(rgb, size, interpolation=cv2.INTER_AREA).astype(np.uint8)


def _fitted(size: Size) -> Size:
    share = min(1.0, LONGEST_PX / max(size))
    return max(1, round(size[0] * share)), max(1, round(size[1] * share))
