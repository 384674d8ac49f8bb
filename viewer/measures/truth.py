"""Where the objects of a picture truly are, and where that is in the model's input."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from viewer.core.maps.geometry import Box, Geometry, Size
from viewer.measures.trial import Bools, Place

Points = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Region:
    """One object, in the pixels of the upright picture: a box, polygons within it, or a mask.

    Args:
        box: left, top, right, bottom.
        label: what it is called; empty: nobody says.
        polygons: its outlines; empty: it fills the box, or ``mask`` tells.
        mask: (height, width) of the whole picture.
    """

    box: Box
    label: str = ""
    polygons: tuple[Points, ...] = ()
    mask: Bools | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TruthRegions:
    """The objects of one picture.

    Args:
        regions: one for each.
        size: width and height of the picture that they were drawn on; None: it is not told.
    """

    regions: tuple[Region, ...]
    size: Size | None = None

    def named(self, title: str) -> tuple[Region, ...]:
        """Return the objects that bear a class's name; all of them where none does."""
        return self._bearing(title) or self.regions

    def knows(self, title: str) -> bool:
        """Tell whether an object bears a class's name."""
        return bool(self._bearing(title))

    def _bearing(self, title: str) -> tuple[Region, ...]:
        wanted = {_plain(name) for name in title.split(",")} - {""}
        return tuple(one for one in self.regions if _plain(one.label) in wanted)


def places(truth: TruthRegions | None, geometry: Geometry, title: str) -> tuple[Place, ...]:
    """Return where objects are in the model's input; those that it does not see are left out.

    Args:
        truth: of the picture; None: it is not known.
        geometry: the way from the picture to the input.
        title: of the class that is explained.
    """
    if truth is None:
        return ()
    found = (_place(region, truth.size, geometry) for region in truth.named(title))
    return tuple(place for place in found if place.mask.any())


def _place(region: Region, size: Size | None, geometry: Geometry) -> Place:
    """Draw an object into the input: a pixel is its where the pixel's centre is."""
    x, y = _centres(geometry, size or geometry.original)
    if region.mask is not None:
        mask = _looked_up(region.mask, x, y)
    else:
        left, top, right, bottom = region.box
        mask = np.logical_and.outer((y >= top) & (y < bottom), (x >= left) & (x < right))
        if region.polygons:
            mask &= np.any([_inside(one, x, y) for one in region.polygons], axis=0)
    rows, columns = (np.nonzero(mask.any(axis=axis))[0] for axis in (1, 0))
    if not rows.size:
        return Place(mask=mask, box=(0.0, 0.0, 0.0, 0.0))
    box = float(columns[0]), float(rows[0]), float(columns[-1] + 1), float(rows[-1] + 1)
    return Place(mask=mask, box=box)


def _centres(geometry: Geometry, drawn_on: Size) -> tuple[np.ndarray, np.ndarray]:
    """Return where the input's columns and rows are, in pixels of the picture drawn on."""
    width, height = geometry.input
    columns, rows = np.arange(width) + 0.5, np.arange(height) + 0.5
    across, down = (drawn / own for drawn, own in zip(drawn_on, geometry.original, strict=True))
    return (
        (columns + geometry.offset[0]) * geometry.original[0] / geometry.resized[0] * across,
        (rows + geometry.offset[1]) * geometry.original[1] / geometry.resized[1] * down,
    )


def _looked_up(mask: Bools, x: np.ndarray, y: np.ndarray) -> Bools:
    height, width = mask.shape
    columns, rows = np.floor(x).astype(int), np.floor(y).astype(int)
    seen = np.logical_and.outer((rows >= 0) & (rows < height), (columns >= 0) & (columns < width))
    return seen & mask[np.ix_(rows.clip(0, height - 1), columns.clip(0, width - 1))]


def _inside(polygon: Points, x: np.ndarray, y: np.ndarray) -> Bools:
    """Tell which places are inside: a ray from them crosses the outline an odd number of times."""
    inside = np.zeros((len(y), len(x)), bool)
    for (x0, y0), (x1, y1) in zip(polygon, (*polygon[1:], polygon[0]), strict=True):
        if y0 == y1:
            continue
        crosses = (y >= min(y0, y1)) & (y < max(y0, y1))
        at = x0 + (y[crosses] - y0) * (x1 - x0) / (y1 - y0)
        inside[crosses] ^= x[None, :] < at[:, None]
    return inside


def _plain(name: str) -> str:
    return "".join(sign for sign in name.casefold() if sign.isalnum())
