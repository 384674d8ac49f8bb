"""Boxes in pixels of the original picture, and back into the unit of a detector's answer."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from viewer.core.maps.geometry import Box, Geometry
from viewer.core.maps.shapes import Shape
from viewer.core.models.box_rule import BoxRule


def on_original(
    sides: Sequence[float] | NDArray[np.floating], rule: BoxRule, geometry: Geometry
) -> Box:
    """Return left, top, right, bottom on the original picture.

    Args:
        sides: the same in the rule's unit.
        rule: how boxes are decoded.
        geometry: the way from the picture to the model's input.
    """
    left, top, right, bottom = (float(side) for side in sides)
    across, down = _unit(rule, geometry)
    return (
        *geometry.to_original(left * across, top * down),
        *geometry.to_original(right * across, bottom * down),
    )


def within_input(box: Box, rule: BoxRule, geometry: Geometry) -> Box:
    """Return a box of the original picture in the rule's unit."""
    left, top = geometry.to_input(*box[:2])
    right, bottom = geometry.to_input(*box[2:])
    across, down = _unit(rule, geometry)
    return left / across, top / down, right / across, bottom / down


def outline(box: Sequence[float]) -> Shape:
    """Return a box as a closed line."""
    left, top, right, bottom = box
    return Shape(points=((left, top), (right, top), (right, bottom), (left, bottom)))


def _unit(rule: BoxRule, geometry: Geometry) -> tuple[float, float]:
    """Return how many pixels of the input the unit has, across and down."""
    if rule.unit == "pixels" and rule.layout != "cells":
        return 1.0, 1.0
    width, height = geometry.input
    return float(width), float(height)
