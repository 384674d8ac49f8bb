"""All blocks' maps at once, and merged layers against the library's own aggregation."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from given_weights import random_weights

from viewer.core.asks.records import HeatMap
from viewer.core.asks.references import ImageRef, ModelRef
from viewer.core.asks.requests import ExplainRequest, PaneSpec
from viewer.core.asks.target import Target
from viewer.engine.engine import Engine
from viewer.engine.explain.mapping import merge_maps, scaled


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> ModelRef:
    return random_weights(tmp_path_factory.mktemp("weights"), "resnet18")


@pytest.fixture
def asked(photo: Path, model: ModelRef) -> ExplainRequest:
    return ExplainRequest(
        image=ImageRef.of(photo),
        model=model,
        panes=(PaneSpec("layer_cam"),),
        target=Target.parse("1"),
        serial=2,
    )


@pytest.fixture
def engine(model: ModelRef) -> Iterator[Engine]:
    with Engine(device="cpu") as engine:
        engine.open(model)
        yield engine


def map_of(engine: Engine, request: ExplainRequest) -> HeatMap:
    return next(reply for reply in engine.explain(request) if isinstance(reply, HeatMap))


def test_every_block_is_what_its_own_request_gives(engine: Engine, asked: ExplainRequest) -> None:
    calls: list[int] = []
    assert engine._subject is not None
    handle = engine._subject.opened.module.register_forward_hook(lambda *_: calls.append(1))
    found = engine.explain_layers(asked)
    assert len(calls) == 1
    handle.remove()
    assert found.suggested == engine.open(asked.model).default_layer
    assert [heat.layer for heat in found.maps] == list(engine._subject.blocks)
    assert {heat.serial for heat in found.maps} == {2}
    with Engine(device="cpu", cache_bytes=0) as other:
        for heat in found.maps:
            alone = map_of(other, replace(asked, panes=(PaneSpec("layer_cam", layer=heat.layer),)))
            assert np.abs(heat.raw - alone.raw).max() <= 1e-6 * max(1, alone.peak)


def test_the_earliest_blocks_give_way_to_the_budget(model: ModelRef, asked: ExplainRequest) -> None:
    with Engine(device="cpu", graph_budget_bytes=3 << 20) as engine:
        found = [heat.layer for heat in engine.explain_layers(asked).maps]
        assert engine._subject is not None
        blocks = list(engine._subject.blocks)
    assert found == blocks[-len(found) :]
    assert 0 < len(found) < len(blocks)


@pytest.mark.parametrize("method", ["GradCAM", "LayerCAM"])
def test_merged_layers_are_the_library_s_aggregation(
    engine: Engine, asked: ExplainRequest, method: str
) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pytorch_grad_cam
        from pytorch_grad_cam.utils.model_targets import ClassifierOutputTarget
    key = {"GradCAM": "grad_cam", "LayerCAM": "layer_cam"}[method]
    layers = ("layer2.1", "layer3.0", "layer4.1")
    heat = map_of(engine, replace(asked, panes=(PaneSpec(key, layer="+".join(layers)),)))
    assert heat.layer == "layer2.1+layer3.0+layer4.1"
    assert engine._subject is not None
    assert engine._sights is not None
    module = engine._subject.opened.module
    x = engine._sights.of(heat.image, "default", lambda: None).x
    targets = [module.get_submodule(name) for name in layers]
    with getattr(pytorch_grad_cam, method)(module, targets) as cam:
        expected = cam(x.clone().requires_grad_(), [ClassifierOutputTarget(1)])[0]
    mine = scaled(heat.raw, (x.shape[-1], x.shape[-2]))
    assert np.abs(mine - expected).max() <= 1e-6
    for parameter in module.parameters():
        parameter.grad = None


def test_maximum_and_product_are_taken_cell_by_cell() -> None:
    one = np.array([[0, 1], [2, 4]], np.float32)
    other = np.array([[4, 2], [1, 0]], np.float32)
    assert np.allclose(merge_maps([one, other], "max", (2, 2)), [[1, 0.5], [0.5, 1]])
    assert np.allclose(merge_maps([one, other], "product", (2, 2)), [[0, 0.125], [0.125, 0]])
    assert np.allclose(merge_maps([one, other], "mean", (2, 2)), [[0.5, 0.375], [0.375, 0.5]])


def test_a_merge_with_an_unknown_layer_is_told(engine: Engine, asked: ExplainRequest) -> None:
    replies = list(engine.explain(replace(asked, panes=(PaneSpec("grad_cam", layer="a+layer4"),))))
    assert "“a”" in getattr(replies[-1], "headline", "")


def test_blocks_that_a_method_refuses_are_left_out(
    engine: Engine, asked: ExplainRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("viewer.methods.kpca_cam.MOST_CELLS", 200)
    strip = engine.explain_layers(replace(asked, panes=(PaneSpec("kpca_cam"),)))
    assert strip.maps[-1].layer == strip.suggested
    assert all(heat.raw.size <= 200 for heat in strip.maps)
