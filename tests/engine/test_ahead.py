"""What is computed ahead equals what is computed on demand, and is given up at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from given_weights import random_weights
from torch import nn

from viewer.core.asks.records import HeatMap
from viewer.core.asks.references import ImageRef, ModelRef
from viewer.core.asks.requests import ExplainRequest, PaneSpec
from viewer.core.asks.target import Target
from viewer.engine.engine import Engine

PANES = (PaneSpec("grad_cam"), PaneSpec("layer_cam"))


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> ModelRef:
    """A ResNet-18 with four classes and seeded random weights."""
    return random_weights(tmp_path_factory.mktemp("weights"), "resnet18")


@pytest.fixture
def asked(photo: Path, small: ModelRef) -> ExplainRequest:
    return ExplainRequest(image=ImageRef.of(photo), model=small, panes=PANES, serial=1)


@pytest.fixture
def engine(small: ModelRef) -> Iterator[Engine]:
    with Engine(device="cpu") as engine:
        engine.open(small)
        yield engine


def maps_of(engine: Engine, request: ExplainRequest) -> list[HeatMap]:
    return [reply for reply in engine.explain(request) if isinstance(reply, HeatMap)]


def fresh(request: ExplainRequest) -> list[HeatMap]:
    with Engine(device="cpu", cache_bytes=0, graph_budget_bytes=0) as engine:
        return maps_of(engine, request)


def hooks_of(model: nn.Module) -> list[tuple[int, ...]]:
    return [(*m._forward_hooks, *m._forward_pre_hooks) for m in model.modules()]


def module_of(engine: Engine) -> nn.Module:
    assert engine._subject is not None
    return engine._subject.opened.module


@contextmanager
def counted(engine: Engine) -> Iterator[list[int]]:
    """Count the forward passes of the open model."""
    passes: list[int] = []
    handle = module_of(engine).register_forward_hook(lambda *_: passes.append(1))
    yield passes
    handle.remove()


def assert_close(one: list[HeatMap], other: list[HeatMap]) -> None:
    assert len(one) == len(other)
    for a, b in zip(one, other, strict=True):
        assert (a.resolved, a.score, a.layer, a.geometry) == (
            b.resolved,
            b.score,
            b.layer,
            b.geometry,
        )
        assert np.abs(a.raw - b.raw).max() <= 1e-6 * max(1, b.peak)


def test_the_same_again_is_remembered_bit_for_bit(engine: Engine, asked: ExplainRequest) -> None:
    first = maps_of(engine, asked)
    with counted(engine) as passes:
        again = maps_of(engine, replace(asked, serial=9))
        assert not passes
    assert [heat.serial for heat in again] == [9, 9]
    assert all(np.array_equal(a.raw, b.raw) for a, b in zip(first, again, strict=True))
    assert_close(again, fresh(asked))


def test_best_classes_are_ready_and_equal_one_by_one(
    engine: Engine, asked: ExplainRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    maps_of(engine, asked)
    engine.prepare(asked)
    with monkeypatch.context() as patch:
        patch.setattr(torch.autograd, "grad", lambda *_, **__: pytest.fail("a backward pass"))
        ready = [
            maps_of(engine, replace(asked, target=Target.parse(str(index)))) for index in range(4)
        ]
    for index, maps in enumerate(ready):
        assert_close(maps, fresh(replace(asked, target=Target.parse(str(index)))))


def test_after_preparing_every_block_is_only_a_backward_pass(
    engine: Engine, asked: ExplainRequest
) -> None:
    maps_of(engine, asked)
    engine.prepare(asked)
    early = replace(asked, panes=(PaneSpec("layer_cam", layer="layer2.0"),))
    with counted(engine) as passes:
        kept = maps_of(engine, early)
        assert not passes
    assert_close(kept, fresh(early))


def test_the_graph_is_kept_within_its_budget_only(small: ModelRef, asked: ExplainRequest) -> None:
    with Engine(device="cpu", graph_budget_bytes=1000) as engine:
        maps_of(engine, asked)
        engine.prepare(asked)
        with counted(engine) as passes:
            maps_of(engine, replace(asked, panes=(PaneSpec("grad_cam", layer="layer2.0"),)))
            assert passes


def test_neighbours_are_explained_ahead(
    engine: Engine, asked: ExplainRequest, tall_photo: Path, tmp_path: Path
) -> None:
    maps_of(engine, asked)
    absent = ImageRef.of(tmp_path / "absent.png")  # tells nobody
    engine.prepare(asked, [absent, ImageRef.of(tall_photo)])
    there = replace(asked, image=ImageRef.of(tall_photo))
    with counted(engine) as passes:
        maps = maps_of(engine, there)
        assert not passes
        other = maps_of(engine, replace(asked, target=Target.parse("2")))
        assert not passes  # the present picture's graph was kept meanwhile
    assert_close(maps, fresh(there))
    assert_close(other, fresh(replace(asked, target=Target.parse("2"))))


def test_preparing_holds_at_once(engine: Engine, asked: ExplainRequest) -> None:
    maps_of(engine, asked)
    with counted(engine) as passes:
        engine.prepare(asked, hold=lambda: True)
        assert not passes
    assert_close(maps_of(engine, asked), fresh(asked))


def test_a_changed_picture_is_not_remembered(
    engine: Engine, asked: ExplainRequest, photo: Path
) -> None:
    from PIL import Image

    before = maps_of(engine, asked)[0]
    with Image.open(photo) as image:
        image.rotate(180).resize((310, 200)).save(photo)
    after = maps_of(engine, asked)[0]
    assert after.geometry.original == (310, 200)
    assert not np.array_equal(before.raw, after.raw)


def test_no_hook_and_no_gradient_is_left(engine: Engine, asked: ExplainRequest) -> None:
    model = module_of(engine)
    before = hooks_of(model)
    maps_of(engine, asked)
    engine.prepare(asked)
    assert hooks_of(model) == before
    assert all(p.grad is None and not p.requires_grad for p in model.parameters())
