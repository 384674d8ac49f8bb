"""Results as boxes for programs that show those: COCO's results, and FiftyOne's labels.

The box of a map holds its cells of at least half the peak: where the model looked, no detection.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from viewer.core.maps.geometry import Box
from viewer.results.reading import map_of, parts_of
from viewer.results.store import ResultStore

LEVEL = 0.5  # of the peak


def coco(store: ResultStore) -> bytes:
    """Return images, categories and an annotation for each map, as COCO's JSON."""
    images: dict[tuple[str, int], dict[str, Any]] = {}
    categories: dict[str, int] = {}
    annotations: list[dict[str, Any]] = []
    for row, box in _boxed(store):
        key = row["picture"], row["page"]
        image = images.setdefault(key, {"id": len(images) + 1, **_image(row)})
        left, top, right, bottom = box
        annotations.append(
            {
                "id": len(annotations) + 1,
                "image_id": image["id"],
                "category_id": categories.setdefault(row["target"], len(categories) + 1),
                "bbox": [left, top, right - left, bottom - top],
                "area": (right - left) * (bottom - top),
                "iscrowd": 0,
                **_attributes(row),
            }
        )
    named = [{"id": number, "name": name} for name, number in categories.items()]
    told = {"images": [*images.values()], "categories": named, "annotations": annotations}
    return json.dumps(told).encode()


def fiftyone(store: ResultStore) -> bytes:
    """Return labels.json of a FiftyOneImageDetectionDataset: boxes are shares of the sides.

    Pictures are named by their absolute paths, and so found wherever the file lies.
    """
    labels: dict[str, list[dict[str, Any]]] = {}
    classes: dict[str, int] = {}
    for row, box in _boxed(store):
        left, top, right, bottom = box
        width, height = row["width"], row["height"]
        placed = [left / width, top / height, (right - left) / width, (bottom - top) / height]
        told: dict[str, Any] = {
            "label": classes.setdefault(row["target"], len(classes)),
            "bounding_box": placed,
            "attributes": _attributes(row),
        }
        if row["probability"] is not None:
            told["confidence"] = row["probability"]
        labels.setdefault(row["picture"], []).append(told)  # absolute: FiftyOne takes it as it is
    return json.dumps({"classes": list(classes), "labels": labels}).encode()


def box_of_peak(raw: NDArray[np.float32], seen: Box) -> Box | None:
    """Return the box of the cells of at least half the peak, in pixels; None: there is no peak.

    Args:
        raw: (h, w), the map.
        seen: the part of the picture that it covers.
    """
    peak = float(np.nanmax(raw))
    if not 0.0 < peak < np.inf:
        return None
    rows, columns = np.nonzero(raw >= LEVEL * peak)
    across, down = ((seen[2 + axis] - seen[axis]) / raw.shape[1 - axis] for axis in (0, 1))
    return (
        seen[0] + across * float(columns.min()),
        seen[1] + down * float(rows.min()),
        seen[0] + across * float(columns.max() + 1),
        seen[1] + down * float(rows.max() + 1),
    )


def _boxed(store: ResultStore) -> Iterator[tuple[dict[str, Any], Box]]:
    for part in parts_of(store):
        stacks = part.stacks()
        for row in part.rows():
            raw = map_of(row, stacks)
            if raw is None:
                continue
            seen = tuple(row[f"box_{side}"] for side in ("left", "top", "right", "bottom"))
            if box := box_of_peak(raw, seen):
                yield row, box


def _image(row: dict[str, Any]) -> dict[str, Any]:
    return {"file_name": row["picture"], "width": row["width"], "height": row["height"]}


def _attributes(row: dict[str, Any]) -> dict[str, Any]:
    names = ("method", "layer", "asked", "score", "energy", "spread", "border")
    return {name: row[name] for name in names if row[name] is not None}
