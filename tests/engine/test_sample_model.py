"""The sample model looks at the animal that it is asked for, on the picture that holds both."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from viewer.core.asks.records import HeatMap, Prediction
from viewer.core.asks.references import ImageRef, ModelRef
from viewer.core.asks.requests import ExplainRequest, PaneSpec
from viewer.core.asks.target import Target
from viewer.core.stores.samples import BOTH, MODEL
from viewer.engine.engine import Engine
from viewer.paths import resource

SAMPLES = resource("samples")
# Where each animal was drawn: head and body, in shares of the picture's width and height.
BOXES = {"dog": (0.16, 0.10, 0.52, 0.93), "cat": (0.51, 0.17, 0.83, 0.98)}


@pytest.fixture(scope="module")
def engine():
    with Engine() as one:
        yield one


def asked(name: str, target: str = "") -> ExplainRequest:
    return ExplainRequest(
        image=ImageRef.of(SAMPLES / name),
        model=ModelRef.parse(str(SAMPLES / MODEL)),
        target=Target.parse(target) if target else Target(),
        panes=(PaneSpec("grad_cam"), PaneSpec("layer_cam")),
    )


def share_inside(heat: HeatMap, box: tuple[float, float, float, float]) -> float:
    """Return the share of a map's mass whose cells' centres lie in a box of the picture."""
    raw = np.maximum(heat.raw, 0)
    left, top, right, bottom = heat.geometry.box
    rows, columns = raw.shape
    xs = left + (np.arange(columns) + 0.5) / columns * (right - left)
    ys = top + (np.arange(rows) + 0.5) / rows * (bottom - top)
    width, height = heat.geometry.original
    across = (xs / width > box[0]) & (xs / width < box[2])
    down = (ys / height > box[1]) & (ys / height < box[3])
    return float(raw[np.ix_(down, across)].sum() / raw.sum())


@pytest.mark.parametrize("name", ["cat", "dog"])
def test_it_knows_one_animal_alone(engine: Engine, name: str):
    request = asked(f"drawn_{name}.png")
    found = next(one for one in engine.explain(request) if isinstance(one, Prediction))
    assert found.top[0].name == name
    assert found.top[0].probability > 0.9


@pytest.mark.parametrize("name", ["cat", "dog"])
def test_it_looks_at_the_animal_that_it_is_asked_for(engine: Engine, name: str):
    other = "cat" if name == "dog" else "dog"
    maps = [one for one in engine.explain(asked(BOTH, name)) if isinstance(one, HeatMap)]
    assert {one.method for one in maps} == {"grad_cam", "layer_cam"}
    for heat in maps:
        assert share_inside(heat, BOXES[name]) > 0.6
        assert share_inside(heat, BOXES[other]) < 0.2


def test_it_is_small():
    assert Path(SAMPLES / MODEL).stat().st_size < 400_000
