"""Verdicts that are known beforehand, on a trained network and on one that has learnt nothing.

No class matters to EigenCAM and to Random-CAM, by construction; a drawing of the picture's edges
does not know the model at all; and Grad-CAM at the last layer hangs on what the model has learnt.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from given_weights import small_model

from viewer.core.asks.references import ImageRef, ModelRef
from viewer.core.asks.requests import ExplainRequest, PaneSpec
from viewer.engine.engine import Engine
from viewer.engine.explain.measuring import Measured, MeasureWish
from viewer.measures.registry import find_measures
from viewer.measures.rivals import edges
from viewer.measures.verdict import verdict
from viewer.methods.gradient import METHOD as GRADIENT
from viewer.methods.look import Look, Step
from viewer.methods.method import Method
from viewer.methods.registry import Registry, built_in

METHODS = ("grad_cam", "eigen_cam", "random_cam", "edges")


def drawn_edges(look: Look) -> Iterator[Step]:
    x = look.probe.x[0].numpy()
    yield Step(1, 1, lambda: edges(x))


EDGES = Method(
    row=replace(GRADIENT.row, key="edges", title="Edges", gradients=False),
    steps=drawn_edges,
    never_negative=True,
)


@pytest.fixture(scope="module", params=["trained", "random"])
def asked(request, tmp_path_factory, shared_data) -> Iterator[tuple[Engine, ExplainRequest]]:
    """An engine that knows the edges as a method, with each network, and the dog and the cat."""
    ref = ModelRef.default()
    if request.param == "random":
        ref = small_model(tmp_path_factory.mktemp("weights"), "resnet18")
    picture: Path = shared_data / "report" / "both.png"
    with Engine("cpu", methods=Registry((*built_in().methods, EDGES))) as engine:
        engine.open(ref)
        yield engine, ExplainRequest(image=ImageRef.of(picture), model=ref, panes=())


def measured(asked, methods: tuple[str, ...], keys: tuple[str, ...]) -> dict[str, list[Measured]]:
    """What measures say, each of the methods in their order."""
    engine, request = asked
    request = replace(request, panes=tuple(map(PaneSpec, methods)))
    found: dict[str, list[Measured]] = {key: [] for key in keys}
    for one in engine.measure(request, MeasureWish(measures=find_measures(keys))):
        assert one.problem is None
        found[one.row.key].append(one)
    return found


def kinds(found: list[Measured]) -> list[str]:
    return [verdict(one.row, one.value, one.rank, one.of).kind for one in found]


def test_only_where_the_class_matters_its_maps_differ(asked) -> None:
    (found,) = measured(asked, METHODS, ("class_sensitivity",)).values()
    assert [one.value for one in found[1:]] == [1.0, 1.0, 1.0]
    assert kinds(found) == ["passes", "fails", "fails", "fails"]


def test_the_map_of_a_model_that_forgets_goes_and_a_drawing_stays(asked) -> None:
    (found,) = measured(asked, ("grad_cam", "edges"), ("randomisation",)).values()
    assert found[1].value == 1.0
    assert kinds(found) == ["passes", "fails"]


def test_random_cam_is_no_better_than_maps_that_know_nothing(asked) -> None:
    """But where activations alone help: they lie on the objects, whatever weighs them."""
    keys = ("class_sensitivity_second", "drop", "increase", "insertion")
    found = measured(asked, ("random_cam",), keys)
    assert {key: kinds(found[key]) for key in keys} == {key: ["fails"] for key in keys}
