"""On a GPU: the maps of the CPU, kept passes, memory that is given back, and a real want of it."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from torch import nn

from viewer.core.asks.messages import Notice
from viewer.core.asks.records import Failure, HeatMap, Prediction
from viewer.core.asks.references import ImageRef, ModelRef
from viewer.core.asks.requests import ExplainRequest, PaneSpec
from viewer.core.asks.target import Target
from viewer.engine.engine import Engine
from viewer.engine.look.device import computes
from viewer.engine.look.precision import VARIABLE

GPU = next((kind for kind in ("cuda", "mps") if computes(kind)), "")
pytestmark = pytest.mark.skipif(not GPU, reason="no GPU that torch can use")
nvidia_alone = pytest.mark.skipif(GPU != "cuda", reason="torch measures CUDA's memory alone")

MODELS = ("squeezenet1_1", "alexnet", "resnet18", "efficientnet_b0", "convnext_tiny", "swin_t")
QUICK = ("grad_cam", "layer_cam", "grad_cam_pp", "hires_cam", "eigen_cam", "shapley_cam")
SLOW = ("score_cam", "ablation_cam", "occlusion", "rise", "full_grad", "grad_cam+aug_smooth")
CLOSE = 2e-3  # of a map's greatest value: sums of float32 in another order
MAPS = tuple(PaneSpec(method) for method in ("grad_cam", "layer_cam"))


@pytest.fixture
def saved(tmp_path: Path) -> Callable[[str], ModelRef]:
    def save(name: str) -> ModelRef:
        from torchvision.models import get_model

        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(7)
            model = get_model(name, num_classes=6)
        torch.save(model.state_dict(), tmp_path / f"{name}.pth")
        return ModelRef.parse(str(tmp_path / f"{name}.pth"), arch=name)

    return save


@pytest.fixture
def asked(photo: Path, saved: Callable[[str], ModelRef]) -> ExplainRequest:
    return ExplainRequest(image=ImageRef.of(photo), model=saved("squeezenet1_1"), panes=MAPS)


@pytest.fixture
def gpu() -> Iterator[Engine]:
    with Engine(device=GPU) as engine:
        yield engine


def answers(engine: Engine, request: ExplainRequest) -> tuple[Prediction, list[HeatMap]]:
    replies = list(engine.explain(request))
    assert not [reply for reply in replies if isinstance(reply, (Failure, Notice))]
    prediction = next(reply for reply in replies if isinstance(reply, Prediction))
    return prediction, [reply for reply in replies if isinstance(reply, HeatMap)]


def assert_close(maps: list[HeatMap], others: list[HeatMap], limit: float = CLOSE) -> None:
    assert len(maps) == len(others) > 0
    for one, other in zip(maps, others, strict=True):
        mine, expected = (heat.raw if heat.signed is None else heat.signed for heat in (one, other))
        peak = np.abs(expected).max()
        assert peak > 0, other.method
        assert np.abs(mine - expected).max() <= limit * peak, (one.method, one.layer)


@pytest.mark.parametrize("name", MODELS)
def test_maps_are_those_of_the_cpu(
    gpu: Engine, photo: Path, saved: Callable[[str], ModelRef], name: str
) -> None:
    panes = tuple(PaneSpec(method) for method in QUICK)
    request = ExplainRequest(image=ImageRef.of(photo), model=saved(name), panes=panes)
    request = replace(request, target=Target.parse("2"))
    with Engine(device="cpu") as cpu:
        expected, others = answers(cpu, request)
    found, maps = answers(gpu, request)
    scale = np.abs(expected.answer).max()
    assert np.abs(found.answer - expected.answer).max() <= 1e-4 * scale  # with TF32 it is 1e-3
    assert_close(maps, others)
    assert {heat.precision for heat in maps} == {"float32"}


def test_slow_methods_are_those_of_the_cpu(gpu: Engine, asked: ExplainRequest) -> None:
    panes = tuple(PaneSpec(method, layer="features.12") for method in SLOW)
    request = replace(asked, panes=panes, target=Target.parse("2"))
    with Engine(device="cpu") as cpu:
        _, others = answers(cpu, request)
    assert_close(answers(gpu, request)[1], others)


def test_another_class_comes_from_the_kept_pass(gpu: Engine, asked: ExplainRequest) -> None:
    answers(gpu, asked)
    assert gpu._subject is not None
    module: nn.Module = gpu._subject.opened.module
    assert next(module.parameters()).device.type == GPU
    passes: list[int] = []
    handle = module.register_forward_hook(lambda *_: passes.append(1))
    other = replace(asked, target=Target.parse("3"))
    _, maps = answers(gpu, other)
    assert not passes
    gpu.prepare(other)
    gpu.explain_layers(replace(other, panes=MAPS[:1]))
    assert len(passes) == 1  # the whole graph, kept for other layers
    handle.remove()
    with Engine(device=GPU) as fresh:
        assert_close(maps, answers(fresh, other)[1], 1e-5)


def test_half_precision_says_so(
    gpu: Engine, asked: ExplainRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, whole = answers(gpu, asked)
    monkeypatch.setenv(VARIABLE, "1")
    with Engine(device=GPU) as half:
        _, maps = answers(
            half, replace(asked, target=Target.parse(str(whole[0].resolved.members[0])))
        )
    assert {heat.precision for heat in maps} <= {"bfloat16", "float16"}
    for one, other in zip(maps, whole, strict=True):
        assert one.raw.dtype == np.float32
        assert np.abs(one.raw - other.raw).mean() < 0.05 * other.raw.max()
        assert not np.array_equal(one.raw, other.raw)


@nvidia_alone
def test_memory_stays_flat_and_is_given_back(
    gpu: Engine, saved: Callable[[str], ModelRef], tmp_path: Path
) -> None:
    model, before = saved("squeezenet1_1"), allocated()
    rng, used = np.random.default_rng(0), list[int]()
    for turn in range(8):
        path = tmp_path / f"{turn}.png"
        Image.fromarray(rng.integers(0, 255, (60, 90, 3), np.uint8)).save(path)
        request = ExplainRequest(image=ImageRef.of(path), model=model, panes=MAPS)
        answers(gpu, request)
        gpu.prepare(request)
        used.append(allocated())
    assert before < used[0]
    assert max(used[2:]) <= used[1]
    gpu.close()
    assert allocated() <= before


def allocated() -> int:
    gc.collect()
    return torch.cuda.memory_allocated()


@pytest.fixture
def little_left() -> Iterator[Callable[[int], None]]:
    """Give a function that leaves so many bytes of the GPU to torch, above what it has now."""

    def limit(left: int) -> None:
        gc.collect()
        torch.cuda.empty_cache()
        total = torch.cuda.get_device_properties(0).total_memory
        torch.cuda.set_per_process_memory_fraction((torch.cuda.memory_reserved() + left) / total)

    yield limit
    torch.cuda.set_per_process_memory_fraction(1.0)


@nvidia_alone
def test_a_picture_too_large_for_the_gpu_is_explained_on_the_cpu(
    gpu: Engine, asked: ExplainRequest, little_left: Callable[[int], None]
) -> None:
    with Engine(device="cpu") as cpu:
        _, others = answers(cpu, asked)
    before, name = allocated(), gpu.device_name
    gpu.open(asked.model)
    little_left(100_000)
    notice, *replies = list(gpu.explain(asked))
    assert isinstance(notice, Notice)
    assert notice.headline == f"{name} has not enough memory for this picture."
    maps = [reply for reply in replies if isinstance(reply, HeatMap)]
    assert all(np.array_equal(one.raw, other.raw) for one, other in zip(maps, others, strict=True))
    assert gpu.device_name == "CPU"
    assert allocated() <= before


@nvidia_alone
def test_a_model_too_large_for_the_gpu_is_opened_on_the_cpu(
    gpu: Engine, saved: Callable[[str], ModelRef], little_left: Callable[[int], None]
) -> None:
    before, name = allocated(), gpu.device_name
    little_left(8 << 20)  # AlexNet takes 220 MB
    info = gpu.open(saved("alexnet"))
    assert info.device == "CPU"
    assert info.notes[-1].startswith(f"{name} has not enough memory for this model")
    assert allocated() <= before
