"""LabelMe JSON: one file a picture, with outlines, rectangles and circles."""

from __future__ import annotations

import math
from typing import Any

from viewer.measures.annotations.numbers import NotAnnotated, listed, named, outlined, points, sized
from viewer.measures.truth import Points, Region, TruthRegions

CORNERS = 64  # of a circle


def read(data: dict[str, Any]) -> dict[str, TruthRegions]:
    """Return the objects of the picture, by the name of its file.

    Outlines of one label and one group are parts of one object; lines and points outline none.
    """
    parts: dict[tuple[object, ...], list[Points]] = {}
    for place, shape in enumerate(listed(data.get("shapes"))):
        if not isinstance(shape, dict):
            raise NotAnnotated("A shape is no shape.")
        drawn = _outline(str(shape.get("shape_type") or "polygon"), points(shape.get("points")))
        if drawn:
            label, group = named(shape.get("label")), shape.get("group_id")
            parts.setdefault((label, place if group is None else f"g{group}"), []).append(drawn)
    regions: list[Region] = [
        outlined(tuple(polygons), label) for (label, _), polygons in parts.items()
    ]
    name = str(data.get("imagePath") or "")
    size = sized(data.get("imageWidth"), data.get("imageHeight"))
    return {name: TruthRegions(regions=tuple(regions), size=size)}


def _outline(kind: str, corners: Points) -> Points:
    if kind == "rectangle" and len(corners) >= 2:
        (x0, y0), (x1, y1) = corners[0], corners[-1] if len(corners) == 2 else corners[2]
        return (x0, y0), (x1, y0), (x1, y1), (x0, y1)
    if kind == "circle" and len(corners) == 2:
        (x, y), edge = corners
        radius = math.dist((x, y), edge)
        turns = [2 * math.pi * step / CORNERS for step in range(CORNERS)]
        return tuple((x + radius * math.cos(t), y + radius * math.sin(t)) for t in turns)
    return corners if kind == "polygon" and len(corners) >= 3 else ()
