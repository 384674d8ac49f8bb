"""The contact sheet of a cluster: its pictures nearest to its mean, each with its map over it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from viewer.core.errors import Cancelled, UserError
from viewer.core.maps.arrays import Floats
from viewer.core.maps.colour_maps import Pixels, colour_table
from viewer.core.maps.heat_style import HeatStyle, opacities
from viewer.core.maps.overlay import overlay
from viewer.core.pictures.images import load_picture, load_thumbnail
from viewer.results.clusters import MapCluster
from viewer.results.whole import ClassOfMaps

SIDE_PX = 112
MOST_TILES = 24
GREY = 96  # stands for a picture that is not there


@dataclass(frozen=True, slots=True, eq=False)
class SheetTile:
    """One picture of the sheet.

    Args:
        picture: whose.
        pixels: (H, W, 3) uint8, the longer side of SIDE_PX.
    """

    picture: Path
    pixels: Pixels


def sheet_of(
    group: ClassOfMaps, cluster: MapCluster, style: HeatStyle, cancelled: Callable[[], bool]
) -> list[SheetTile]:
    """Draw the pictures whose maps are nearest to the cluster's mean, the nearest first.

    Raises:
        Cancelled: it is no longer wanted.
    """
    tiles: list[SheetTile] = []
    for member in nearest(group, cluster)[:MOST_TILES]:
        if cancelled():
            raise Cancelled
        picture = Path(group.pictures[member][0])
        pixels = _thumbnail(picture, group.pages[member])
        over = overlay(
            pixels,
            group.maps[member],
            None,
            table=colour_table(style.table_key),
            opacity=opacities(style) if np.ptp(group.maps[member]) > 0 else 0.0,
        )
        tiles.append(SheetTile(picture, over))
    return tiles


def nearest(group: ClassOfMaps, cluster: MapCluster) -> list[int]:
    """Return the members of a cluster, the nearest to its mean first."""
    members = cluster.members.tolist()
    maps: Floats = np.stack([group.maps[member] for member in members])
    far = np.square(maps - cluster.mean).sum(axis=(1, 2))
    return [members[number] for number in np.argsort(far, kind="stable").tolist()]


def _thumbnail(picture: Path, page: int) -> Pixels:
    import cv2  # noqa: PLC0415 - a folder that is opened needs none

    try:
        rgb = load_picture(picture, page=page).rgb if page else load_thumbnail(picture, SIDE_PX)
    except UserError:
        return np.full((SIDE_PX, SIDE_PX, 3), GREY, np.uint8)
    share = SIDE_PX / max(rgb.shape[:2])
    how = cv2.INTER_AREA if share < 1 else cv2.INTER_LINEAR
    size = max(1, round(rgb.shape[1] * share)), max(1, round(rgb.shape[0] * share))
    return cv2.resize(rgb, size, interpolation=how).astype(np.uint8)
