"""True objects as COCO JSON: boxes, outlines and run-lengths, as `coco.read` takes them back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import numpy as np

from viewer.measures.truth import Points, Region, TruthRegions


def coco_text(pictures: Mapping[str, TruthRegions]) -> str:
    """Return one file for many pictures.

    Args:
        pictures: objects by the name of their picture's file; each knows its picture's size.

    Returns:
        JSON. A box has no segmentation, an outline a list of corners, a mask its run-lengths.

    Source: https://cocodataset.org/#format-data
    """
    labels = sorted({one.label for truth in pictures.values() for one in truth.regions})
    numbers = {label: number for number, label in enumerate(labels, 1)}
    images, annotations = list[dict[str, Any]](), list[dict[str, Any]]()
    for place, (name, truth) in enumerate(pictures.items(), 1):
        width, height = truth.size or (0, 0)
        images.append({"id": place, "file_name": name, "width": width, "height": height})
        for region in truth.regions:
            mine = {"id": len(annotations) + 1, "image_id": place}
            annotations.append({**mine, "category_id": numbers[region.label], **_place(region)})
    data = {
        "info": {"contributor": "CamScope"},
        "images": images,
        "annotations": annotations,
        "categories": [{"id": number, "name": label} for label, number in numbers.items()],
    }
    return json.dumps(data, ensure_ascii=False, indent=1)


def _place(region: Region) -> dict[str, Any]:
    left, top, right, bottom = region.box
    told: dict[str, Any] = {"bbox": [left, top, right - left, bottom - top], "iscrowd": 0}
    if region.mask is not None:
        runs = {"size": list(region.mask.shape), "counts": _runs(region.mask)}
        return {**told, "segmentation": runs, "area": int(region.mask.sum()), "iscrowd": 1}
    if region.polygons:
        flat = [[side for point in corners for side in point] for corners in region.polygons]
        return {**told, "segmentation": flat, "area": sum(map(_area, region.polygons))}
    return {**told, "segmentation": [], "area": (right - left) * (bottom - top)}


def _runs(mask: np.ndarray) -> list[int]:
    """Return run-lengths: columns from the left, each from the top, background first."""
    flat = np.asarray(mask, bool).T.ravel()
    edges = np.flatnonzero(flat[1:] != flat[:-1]) + 1
    runs = np.diff([0, *edges.tolist(), flat.size]).tolist()
    return [0, *runs] if flat[0] else runs


def _area(corners: Points) -> float:
    """Return what an outline encloses: half of the sum of x_i y_(i+1) - x_(i+1) y_i."""
    ends = zip(corners, (*corners[1:], corners[0]), strict=True)
    return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in ends)) / 2
