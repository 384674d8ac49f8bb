"""True objects from a hand's drawing, and the lines around true objects of any origin."""

from __future__ import annotations

import numpy as np

from viewer.core.maps.geometry import Box, Size
from viewer.core.pictures.drawn import DrawnShape, mask_of
from viewer.measures.annotations.coco import from_mask
from viewer.measures.annotations.numbers import boxed, outlined
from viewer.measures.truth import Points, Region

FINENESS = 64  # places are whole parts of a pixel, so that sums and differences are exact


def region_of(shape: DrawnShape, size: Size, label: str = "") -> Region | None:
    """Return the object that a shape surrounds; None: nothing of it is in the picture.

    Args:
        shape: in pixels of the picture.
        size: width and height of the picture, whose edges it does not cross.
        label: what it is called.
    """
    if shape.tool == "brush":
        mask = mask_of((shape,), size)
        return from_mask(mask, label) if mask.any() else None
    points = tuple((_held(x, size[0]), _held(y, size[1])) for x, y in shape.points)
    left, top, right, bottom = _around(points)
    if left >= right or top >= bottom:
        return None
    return (
        boxed(left, top, right, bottom, label)
        if shape.tool == "box"
        else outlined((points,), label)
    )


def scaled_outlines(region: Region, across: float, down: float) -> tuple[Points, ...]:
    """Return the lines around an object where the picture is so many times as wide and high."""
    lines = outlines_of(region)
    return tuple(tuple((x * across, y * down) for x, y in line) for line in lines)


def outlines_of(region: Region) -> tuple[Points, ...]:
    """Return the lines around an object, each closed, in pixels of the picture drawn on."""
    if region.mask is not None:
        return _contours(region.mask)
    if region.polygons:
        return region.polygons
    left, top, right, bottom = region.box
    return (((left, top), (right, top), (right, bottom), (left, bottom)),)


def _held(value: float, most: int) -> float:
    return round(min(max(value, 0.0), float(most)) * FINENESS) / FINENESS


def _around(points: Points) -> Box:
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _contours(mask: np.ndarray) -> tuple[Points, ...]:
    """Return the borders of a mask along the edges of its pixels."""
    import cv2

    fine = np.pad(mask.astype(np.uint8), 1).repeat(2, 0).repeat(2, 1)
    found, _ = cv2.findContours(fine, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    height, width = mask.shape
    return tuple(
        tuple(map(tuple, np.clip((one.reshape(-1, 2) + 0.5) / 2 - 1, 0, (width, height)).tolist()))
        for one in found
    )
