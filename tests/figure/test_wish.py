"""A figure asks for exactly the explanations it shows, and puts the answers into its rows."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from viewer.core.asks.model_info import LayerInfo
from viewer.core.asks.references import ImageRef, ModelRef
from viewer.core.asks.requests import PaneSpec
from viewer.core.asks.target import Target
from viewer.figure.wish import FigureWish, rows_of, stage_layers

IMAGES = tuple(ImageRef(path=Path(f"/{name}.png")) for name in ("both", "cat", "dog"))
PANES = (PaneSpec("grad_cam"), PaneSpec("layer_cam"))


def wish(kind, **changes):
    return FigureWish(kind=kind, images=IMAGES, model=ModelRef(), panes=PANES, **changes)


def test_a_table_asks_for_every_picture_and_class():
    targets = (Target.parse("dog"), Target.parse("cat"))
    requests = wish("table", targets=targets).requests({})
    assert [(r.image, r.target) for r in requests] == [(i, t) for i in IMAGES for t in targets]
    assert all(request.panes == PANES for request in requests)


def test_a_map_asks_for_one_pane_and_layers_for_every_pair():
    assert wish("map").requests({})[0].panes == PANES[:1]
    panes = wish("layers", layers=("a", "b")).requests({})[0].panes
    assert [(pane.layer, pane.method) for pane in panes] == [
        ("a", "grad_cam"),
        ("a", "layer_cam"),
        ("b", "grad_cam"),
        ("b", "layer_cam"),
    ]


@pytest.mark.parametrize(
    ("asked", "second"),
    [("top", "3"), ("lower:top", "lower:3"), ("probability:top", "probability:3")],
)
def test_the_best_classes_are_known_after_the_first_answer(make_explanation, asked, second):
    one = replace(wish("classes", targets=(Target.parse(asked),)), images=IMAGES[:1])
    (first,) = one.missing({})
    answer = make_explanation()
    top = (answer.prediction.top[0], replace(answer.prediction.top[0], index=3))
    answer = replace(answer, prediction=replace(answer.prediction, top=top))
    targets = [request.target for request in one.requests({first: answer})]
    assert targets == [Target.parse(asked), Target.parse(second)]
    assert len(one.missing({first: answer})) == 1


def test_layers_become_rows_and_methods_columns(make_explanation):
    each = make_explanation()
    grad, layer = each.maps
    maps = (grad, layer, replace(grad, pane=2, layer="x"), replace(layer, pane=3, layer="x"))
    pictures = {each.prediction.image: np.zeros((160, 240, 3), np.uint8)}
    rows = rows_of("layers", [replace(each, maps=maps)], pictures)
    assert [[(m.layer, m.pane, m.method) for m in row.maps] for row in rows] == [
        [("conv_head", 0, "grad_cam"), ("conv_head", 1, "layer_cam")],
        [("x", 0, "grad_cam"), ("x", 1, "layer_cam")],
    ]


@pytest.mark.parametrize(("default", "last"), [("d", "d"), ("c1", "c1")])
def test_telling_layers_are_the_last_of_each_size(default, last):
    grids = {"a": 56, "b": 28, "c1": 14, "c2": 14, "d": 7, "pool": 1}
    layers = [
        LayerInfo(name=name, type="Conv2d", shape=(8, n, n), grid=(n, n), channels=8)
        for name, n in grids.items()
    ]
    found = stage_layers(layers, default)
    assert found[:3] == ("a", "b", "c2")
    assert found[3] == last
