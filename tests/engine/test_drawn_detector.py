"""A detector of drawn shapes: what its maps show is known, as what was drawn is known."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
from given_drawn import CELL, NAMES, SIZE, DrawnShape, drawn, shape_detector, shape_network
from given_drawn import to_input as own_input
from numpy.typing import NDArray

from viewer.core.asks.records import HeatMap, Prediction
from viewer.core.asks.references import ImageRef
from viewer.core.asks.requests import ExplainRequest, PaneSpec
from viewer.core.asks.scores import ClassScore
from viewer.core.asks.target import ResolvedBox, Target
from viewer.engine.engine import Engine

SEEDS = range(1000, 1008)  # none of them is among what it has learned from


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with Engine(device="cpu") as engine:
        yield engine


def ask(engine: Engine, picture: Path, *texts: str) -> tuple[Prediction, list[HeatMap]]:
    request = ExplainRequest(
        image=ImageRef.of(picture),
        model=engine.open(shape_detector()).ref,
        panes=tuple(PaneSpec("hires_cam", target=Target.parse(text)) for text in texts),
    )
    seen, *maps = engine.explain(request)
    assert isinstance(seen, Prediction)
    return seen, [heat for heat in maps if isinstance(heat, HeatMap)]


def shared(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    """Return the overlap (IoU) of two boxes, counted plainly."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    both = max(width, 0) * max(height, 0)
    areas = [(box[2] - box[0]) * (box[3] - box[1]) for box in (one, other)]
    return both / (sum(areas) - both)


def box_of(shape: DrawnShape, rows: tuple[ClassScore, ...]) -> ClassScore:
    """Return the box that lies on a shape."""
    (found,) = (row for row in rows if row.place and shared(row.place, shape.box) > 0.5)
    return found


def energy(raw: NDArray[np.float32], mask: NDArray[np.bool_]) -> float:
    large = cv2.resize(np.maximum(raw, 0), SIZE, interpolation=cv2.INTER_LINEAR)
    return float(large[mask].sum() / large.sum())


def test_it_is_read_as_boxes_without_being_told_how(engine: Engine) -> None:
    info = engine.open(shape_detector())
    assert (info.task, info.default_layer, info.class_names) == ("boxes", "backbone.2", NAMES)
    rule = info.answer.boxes
    assert rule is not None
    assert (rule.layout, rule.form, rule.made, rule.objectness) == ("cells", "exp", "sigmoid", 4)


def test_every_shape_is_found_and_its_map_lies_in_it_alone(engine: Engine, tmp_path: Path) -> None:
    inside: list[float] = []
    others: list[float] = []
    for seed in SEEDS:
        picture, shapes = drawn(seed)
        path = tmp_path / f"{seed}.png"
        picture.save(path)
        seen, _ = ask(engine, path)
        assert len(seen.top) == len(shapes)
        rows = [box_of(shape, seen.top) for shape in shapes]
        assert [row.name for row in rows] == [NAMES[shape.kind] for shape in shapes]
        _, maps = ask(engine, path, *(row.asks for row in rows))
        for shape, heat in zip(shapes, maps, strict=True):
            inside.append(energy(heat.raw, shape.mask()))
            rest = [one.mask() for one in shapes if one is not shape]
            others.append(energy(heat.raw, np.logical_or.reduce(rest)))
    assert np.mean(inside) >= 0.8
    assert np.mean(others) <= 0.05


def test_a_miss_is_explained_at_the_cell_that_overlaps_most(engine: Engine, tmp_path: Path) -> None:
    """Every cell's box is decoded here, number by number."""
    picture, _ = drawn(SEEDS[0])
    path = tmp_path / "miss.png"
    picture.save(path)
    answer = shape_network()(own_input(picture)[None])[0].detach().double()
    _, height, width = answer.shape
    for given in ((70, 60, 30, 20), (3, 90, 25, 35), (150, 5, 40, 60)):
        x, y, across, down = given
        overlaps: list[float] = []
        for row, column in np.ndindex(height, width):
            tx, ty, tw, th = answer[:4, row, column].tolist()
            middle = (tx + column) * CELL, (ty + row) * CELL
            half = math.exp(tw) * CELL / 2, math.exp(th) * CELL / 2
            box = (middle[0] - half[0], middle[1] - half[1], middle[0] + half[0],
                   middle[1] + half[1])  # fmt: skip
            overlaps.append(shared(box, (x, y, x + across, y + down)))
        best = int(np.argmax(overlaps))
        _, (heat,) = ask(engine, path, f"miss {x},{y},{across},{down}")
        assert isinstance(heat.resolved, ResolvedBox)
        assert heat.resolved.row == best
        assert heat.resolved.index == int(answer[5:].flatten(1)[:, best].argmax())
        assert heat.note[0].startswith("The best here is 0.0")
