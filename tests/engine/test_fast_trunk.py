"""New pictures go through OpenVINO up to the layer, and all that is said of them stays true."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from given_fast import want_fast
from given_weights import small_model
from PIL import Image
from torch import nn

from viewer.core.asks.records import HeatMap, Prediction
from viewer.core.asks.references import ImageRef, ModelRef
from viewer.core.asks.requests import ExplainRequest, PaneSpec
from viewer.core.asks.target import Target
from viewer.core.errors import Cancelled
from viewer.engine.engine import Engine
from viewer.engine.fast import compiled, trunks

pytest.importorskip("openvino")

PANES = (PaneSpec("grad_cam"), PaneSpec("layer_cam"))


@pytest.fixture(autouse=True)
def wanted(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    want_fast(monkeypatch, "sample")
    caplog.set_level(logging.INFO, logger="viewer.engine.fast")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> ModelRef:
    """A ResNet-18 with four classes and seeded random weights."""
    return small_model(tmp_path_factory.mktemp("weights"), "resnet18")


@pytest.fixture
def asked(photo: Path, small: ModelRef) -> ExplainRequest:
    return ExplainRequest(image=ImageRef.of(photo), model=small, panes=PANES, serial=1)


@pytest.fixture
def other(asked: ExplainRequest, tall_photo: Path) -> ExplainRequest:
    return replace(asked, image=ImageRef.of(tall_photo))


@pytest.fixture
def engine() -> Iterator[Engine]:
    with Engine(device="cpu", cache_bytes=0, graph_budget_bytes=0) as engine:
        yield engine


@pytest.fixture(scope="module")
def shared(small: ModelRef, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """An engine after its first picture, which no test takes its trunk from."""
    picture = tmp_path_factory.mktemp("picture") / "grey.png"
    ramp = np.add.outer(np.arange(200), np.arange(300)) // 2
    Image.fromarray(ramp.astype(np.uint8)).save(picture)
    first = ExplainRequest(image=ImageRef.of(picture), model=small, panes=PANES)
    with Engine(device="cpu", cache_bytes=0, graph_budget_bytes=0) as engine:
        with pytest.MonkeyPatch.context() as patch:
            want_fast(patch, "sample")
            maps_of(engine, first)
            assert engine.make_fast(first)
        yield engine


@pytest.fixture
def fast(engine: Engine, asked: ExplainRequest) -> Engine:
    """An engine after its first picture, with its trunk compiled."""
    maps_of(engine, asked)
    assert engine.make_fast(asked)
    return engine


def maps_of(engine: Engine, request: ExplainRequest) -> list[HeatMap]:
    return [reply for reply in engine.explain(request) if isinstance(reply, HeatMap)]


def stem_of(engine: Engine) -> nn.Module:
    assert engine._subject is not None
    return engine._subject.opened.module.get_submodule("conv1")


def convolved(engine: Engine) -> list[int]:
    """Note every time that torch computes the model's first convolution."""
    times: list[int] = []
    stem = stem_of(engine)
    plain = type(stem)._conv_forward.__get__(stem)

    def noting(*args: object) -> object:
        times.append(1)
        return plain(*args)

    vars(stem)["_conv_forward"] = noting
    return times


def assert_as_torch(
    found: list[HeatMap], request: ExplainRequest, patch: pytest.MonkeyPatch
) -> None:
    with patch.context() as off, Engine(device="cpu", cache_bytes=0) as engine:
        off.setenv("CAMSCOPE_FAST", "off")
        known = maps_of(engine, request)
        assert not engine.fast
    assert len(found) == len(known) > 0
    for one, two in zip(found, known, strict=True):
        assert one.resolved == two.resolved
        assert one.score == pytest.approx(two.score, rel=1e-5, abs=1e-6)
        assert np.abs(one.raw - two.raw).max() <= 2e-5 * two.raw.max()


def test_a_new_picture_is_not_computed_by_torch(
    shared: Engine, other: ExplainRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    times = convolved(shared)
    found = maps_of(shared, other)
    assert times == []
    assert_as_torch(found, other, monkeypatch)


@pytest.mark.parametrize(
    "change",
    [
        {"target": Target(index=2)},
        {"panes": (PaneSpec("eigen_cam"), PaneSpec("grad_cam_plus_plus"))},
        {"panes": (PaneSpec("layer_cam", layer="layer2.0.conv1"),)},
        {"panes": (PaneSpec("layer_cam", layer="layer2|layer4"),)},
        {"panes": (PaneSpec("ablation_cam"),)},
    ],
)
def test_what_is_asked_afterwards_is_answered_as_after_a_pass_of_torchs(
    shared: Engine,
    other: ExplainRequest,
    change: dict[str, object],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    maps_of(shared, other)
    changed = replace(other, **change)
    assert_as_torch(maps_of(shared, changed), changed, monkeypatch)


@pytest.mark.parametrize("method", ["layer_cam+aug_smooth", "grad_cam+mean_map"])
def test_views_of_a_picture_go_through_it(
    shared: Engine, other: ExplainRequest, method: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    smoothed = replace(other, panes=(PaneSpec(method),))
    times = convolved(shared)
    found = maps_of(shared, smoothed)
    assert times == []
    with monkeypatch.context() as off, Engine(device="cpu", cache_bytes=0) as plain:
        off.setenv("CAMSCOPE_FAST", "off")
        known = maps_of(plain, smoothed)[-1]
    assert np.abs(found[-1].raw - known.raw).max() <= 1e-4 * known.raw.max()


def test_an_earlier_layer_is_left_to_torch_and_a_later_one_is_not(
    engine: Engine, asked: ExplainRequest, other: ExplainRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    early, late = [(PaneSpec("layer_cam", layer=name),) for name in ("layer1", "layer4")]
    middle = replace(asked, panes=(PaneSpec("layer_cam", layer="layer3"),))
    maps_of(engine, middle)
    assert engine.make_fast(middle)
    times = convolved(engine)
    assert_as_torch(
        maps_of(engine, replace(other, panes=late)), replace(other, panes=late), monkeypatch
    )
    assert times == []
    maps_of(engine, replace(asked, panes=early))
    assert times == [1]


def test_idle_time_brings_it_and_no_answer_waits_for_it(
    engine: Engine, asked: ExplainRequest, other: ExplainRequest
) -> None:
    maps_of(engine, asked)
    engine.prepare(asked)
    making = engine._trunks._begun
    assert making is not None
    assert not engine.fast
    making.making.wait(lambda: None)
    engine.prepare(asked)
    assert engine.fast
    times = convolved(engine)
    maps_of(engine, other)
    assert times == []


def test_work_in_idle_time_is_left_at_once_and_taken_up_again(
    engine: Engine, asked: ExplainRequest
) -> None:
    maps_of(engine, asked)
    engine.prepare(asked, hold=lambda: True)
    assert engine._trunks._begun is None
    assert engine.make_fast(asked)


def test_what_differs_from_torch_is_never_used(
    engine: Engine,
    asked: ExplainRequest,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    plain = compiled.Compiled.run

    def off(self: compiled.Compiled, *given: object) -> list[torch.Tensor]:
        (found,) = plain(self, *given)  # type: ignore[arg-type]
        found[0, 0, 0, 0] += 1e-3 * found.max()
        return [found]

    monkeypatch.setattr(compiled.Compiled, "run", off)
    maps_of(engine, asked)
    assert not engine.make_fast(asked)
    assert not engine.make_fast(asked)
    told = [record.getMessage() for record in caplog.records]
    assert len(told) == 1
    assert "differs from torch by" in told[0]


def test_what_is_slower_than_torch_is_not_used(
    engine: Engine, asked: ExplainRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("viewer.engine.fast.sample.SLOWEST", 0.0)
    maps_of(engine, asked)
    assert not engine.make_fast(asked)


def test_a_model_is_compiled_once(
    fast: Engine, asked: ExplainRequest, other: ExplainRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    fast.close()
    monkeypatch.setattr(trunks, "trace", None)
    with Engine(device="cpu", cache_bytes=0) as again:
        maps_of(again, asked)
        assert again.make_fast(asked)
        found = maps_of(again, other)
    assert_as_torch(found, other, monkeypatch)


def test_other_weights_are_compiled_anew(
    fast: Engine, asked: ExplainRequest, other: ExplainRequest, tmp_path: Path
) -> None:
    from torchvision.models import resnet18

    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(4)
        torch.save(resnet18(num_classes=4).state_dict(), tmp_path / "other.pth")
    model = ModelRef.parse(str(tmp_path / "other.pth"), arch="resnet18")
    fast.open(model)
    assert not fast.fast
    maps_of(fast, replace(asked, model=model))
    assert fast.make_fast(replace(asked, model=model))


def test_it_is_switched_off_by_the_environment(
    shared: Engine, asked: ExplainRequest, other: ExplainRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAMSCOPE_FAST", "off")
    times = convolved(shared)
    maps_of(shared, other)
    assert times == [1]
    with Engine(device="cpu") as another:
        maps_of(another, asked)
        assert not another.make_fast(asked)


def test_half_precision_is_left_to_torch(
    shared: Engine, other: ExplainRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAMSCOPE_HALF", "1")
    times = convolved(shared)
    maps_of(shared, other)
    assert times == [1]


def test_a_run_that_fails_is_done_by_torch_from_then_on(
    fast: Engine, other: ExplainRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> list[torch.Tensor]:
        raise RuntimeError("no more")

    monkeypatch.setattr(compiled.Compiled, "run", fail)
    found = maps_of(fast, other)
    assert not fast.fast
    assert_as_torch(found, other, monkeypatch)


def test_a_run_can_be_stopped_half_way(shared: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    (trunk,) = shared._trunks._trunks.values()
    assert trunk is not None
    x = torch.rand(1, 3, 96, 96)
    (known,) = trunk.compiled.run(x, lambda: None)

    def stop() -> None:
        raise Cancelled

    with monkeypatch.context() as patch:
        patch.setattr(compiled, "_WAIT_MS", 0)
        with pytest.raises(Cancelled):
            trunk.compiled.run(torch.zeros_like(x), stop)
    (again,) = trunk.compiled.run(x, lambda: None)
    assert torch.equal(again, known)


def test_judging_goes_through_it(
    shared: Engine, asked: ExplainRequest, other: ExplainRequest, own_folders: Path
) -> None:
    from viewer.core.judging.verdicts import Judge
    from viewer.core.stores.verdict_store import VerdictStore

    store = VerdictStore(own_folders / "verdicts.sqlite")
    times = convolved(shared)
    wish = Judge(serial=1, model=asked.model, input_mode="default", images=(other.image,))
    (verdict,) = shared.judge(wish, store).verdicts
    store.close()
    assert times == []
    prediction = next(reply for reply in shared.explain(other) if isinstance(reply, Prediction))
    assert verdict.index == prediction.top[0].index
