"""Results made by hand: seven pictures in three shards, two maps of each, one failure."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from viewer.core.maps.geometry import Box
from viewer.results.maps import MapStack
from viewer.results.pictures import PlannedPicture, picture_table
from viewer.results.plan import Plan, table_of_pictures, write_plan
from viewer.results.rows import row_table
from viewer.results.store import ResultStore

COUNT = 7
FAILED = 3  # place of the picture that failed
METHODS = ("grad_cam", "layer_cam")


def raw_map(place: int, method: int) -> NDArray[np.float32]:
    """Return the map of a picture; every third has another grid."""
    random = np.random.default_rng([place, method])
    return random.random((2, 3) if place % 3 else (3, 2)).astype(np.float32)


def drawn_results(
    folder: Path,
    data: Path,
    shards: tuple[int, ...] = (0, 1, 2),
    objects: Mapping[int, Box] | None = None,
) -> ResultStore:
    """Write the plan, and those of its three shards that are wanted; some objects are known."""
    pictures = [PlannedPicture(text=str(data / f"p{place}.png")) for place in range(COUNT)]
    name, digest, content = table_of_pictures(picture_table([pictures]))
    plan = Plan(
        order={},
        model="0",
        title="Net",
        device="CPU",
        versions={},
        table=name,
        table_sha256=digest,
        pictures=COUNT,
        shards=3,
    )
    store = ResultStore(folder, write_plan(folder, plan, content))
    for shard in shards:
        write_shard(store, shard, data, objects)
    return store


def write_shard(
    store: ResultStore, shard: int, data: Path, objects: Mapping[int, Box] | None = None
) -> None:
    """Write a shard, as a worker does."""
    stack, rows = MapStack(exact=True), list[dict[str, Any]]()
    for place in range(*store.plan.bounds(shard)):
        sides = [f"object_{side}" for side in ("left", "top", "right", "bottom")]
        known = dict(zip(sides, (objects or {}).get(place, ()), strict=False))
        rows += [row | known for row in _rows(place, stack, data)]
    store.write(shard, row_table(rows), stack.packed(), failed=shard == 1, others={})


def _rows(place: int, stack: MapStack, data: Path) -> list[dict[str, Any]]:
    facts = {"picture": str(data / f"p{place}.png"), "page": 0, "place": place, "folder": "=cat"}
    if place == FAILED:
        return [facts | {"failure": "The picture is damaged or cut short."}]
    rows: list[dict[str, Any]] = []
    for method, key in enumerate(METHODS):
        raw = raw_map(place, method)
        grid, number = stack.put(raw)
        box = {"box_left": 10.0, "box_top": 0.0, "box_right": 70.0, "box_bottom": 60.0}
        told = {"method": key, "grid": grid, "map": number, "target": "cat", "score": 1 / 3}
        limits = {"low": float(raw.min()), "high": float(raw.max()), "layer": "layer4"}
        size = {"width": 90, "height": 60, "probability": 0.25, "spread": place * 3 % 7 / 10}
        rows.append(facts | told | box | limits | size | {"predicted": f"class {place % 2}"})
    return rows
