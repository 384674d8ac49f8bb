"""COCO JSON: one file for many pictures, with boxes, outlines or run-lengths."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import numpy as np

from viewer.measures.annotations.numbers import (
    MOST_POINTS,
    NotAnnotated,
    boxed,
    listed,
    number,
    outlined,
)
from viewer.measures.annotations.numbers import sized as size_of
from viewer.measures.truth import Region, TruthRegions

MOST = 5_000_000  # pictures or objects
MOST_PIXELS = 100_000_000


def read(data: dict[str, Any]) -> dict[str, TruthRegions]:
    """Return the objects of each picture by the name of its file."""
    names = {
        one.get("id"): str(one.get("name", "")) for one in listed(data.get("categories", []), MOST)
    }
    found: dict[Any, list[Region]] = defaultdict(list)
    for one in listed(data.get("annotations"), MOST):
        found[one.get("image_id")].append(_region(one, names.get(one.get("category_id"), "")))
    return {
        str(image.get("file_name", "")): TruthRegions(
            regions=tuple(found[image.get("id")]),
            size=size_of(image.get("width"), image.get("height")),
        )
        for image in listed(data.get("images"), MOST)
        if found.get(image.get("id"))
    }


def _region(one: dict[str, Any], label: str) -> Region:
    drawn = one.get("segmentation")
    if isinstance(drawn, list) and drawn:
        polygons = tuple(_polygon(flat) for flat in listed(drawn))
        return outlined(polygons, label)
    if isinstance(drawn, dict) and isinstance(drawn.get("counts"), list):
        return _from_runs(drawn, label)
    left, top, width, height = map(number, listed(one.get("bbox"), 4))
    return boxed(left, top, left + width, top + height, label)


def _polygon(flat: Any) -> tuple[tuple[float, float], ...]:
    values = [number(value) for value in listed(flat, 2 * MOST_POINTS)]
    if len(values) % 2 or len(values) < 6:
        raise NotAnnotated("An outline has three points or more.")
    return tuple(zip(values[::2], values[1::2], strict=True))


def _from_runs(drawn: dict[str, Any], label: str) -> Region:
    """Read run-lengths: columns from the left, each from the top, background first."""
    height, width = (int(number(side)) for side in listed(drawn.get("size"), 2))
    runs = np.array([number(run) for run in listed(drawn["counts"], MOST)], np.int64)
    if not 0 < height * width <= MOST_PIXELS or runs.min() < 0 or runs.sum() != height * width:
        raise NotAnnotated("Run-lengths do not fill their picture.")
    flat = np.repeat(np.arange(len(runs)) % 2 == 1, runs)
    return from_mask(flat.reshape(width, height).T, label)


def from_mask(mask: np.ndarray, label: str = "") -> Region:
    """Return an object that is where a mask of the whole picture is true."""
    rows, columns = np.nonzero(mask.any(axis=1))[0], np.nonzero(mask.any(axis=0))[0]
    if not rows.size:
        return Region(box=(0.0, 0.0, 0.0, 0.0), label=label, mask=mask)
    box = float(columns[0]), float(rows[0]), float(columns[-1] + 1), float(rows[-1] + 1)
    return Region(box=box, label=label, mask=mask)
