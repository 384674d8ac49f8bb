"""Answers that hang on more than the picture: found at opening, told, and computed one by one."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional

from viewer.core.asks.records import Failure, HeatMap, Prediction
from viewer.core.asks.references import ImageRef, ModelRef
from viewer.core.asks.requests import ExplainRequest, PaneSpec
from viewer.core.maps.geometry import InputRule, plan_geometry
from viewer.core.models.model_setup import ModelSetup
from viewer.core.pictures.images import load_picture
from viewer.engine.engine import Engine
from viewer.engine.look.preprocess import to_input
from viewer.engine.look.reader import Reader
from viewer.engine.models.opened import OpenedModel
from viewer.engine.models.prepared import PreparedModel, prepare
from viewer.tasks.registry import built_in

RULE = InputRule(size=(32, 32), shorter_side=None)
SLOW = ("score_cam", "ablation_cam", "occlusion", "grad_cam+aug_smooth")


class Own(nn.Module):
    """A norm over the batch, written by hand."""

    def forward(self, x: Tensor) -> Tensor:
        return (x - x.mean((0, 2, 3), keepdim=True)) / (x.std((0, 2, 3), keepdim=True) + 1e-3)


class AlwaysDropping(nn.Module):
    def forward(self, x: Tensor) -> Tensor:
        return functional.dropout(x, 0.5, training=True)


class NeverDropping(nn.Module):
    def forward(self, x: Tensor) -> Tensor:
        return functional.dropout(x, 0.0, training=True)


class Whim(nn.Module):
    def forward(self, x: Tensor) -> Tensor:
        return x * random.random()


class OnePicture(nn.Module):
    def forward(self, x: Tensor) -> Tensor:
        return x.reshape(1, 8)


def network(*more: nn.Module, end: nn.Module | None = None) -> nn.Module:
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(3)
        head = [nn.AdaptiveAvgPool2d(1), nn.Flatten(), *([end] if end else []), nn.Linear(8, 3)]
        return nn.Sequential(nn.Conv2d(3, 8, 3, padding=1), *more, nn.ReLU(), *head).eval()


def prepared(module: nn.Module) -> PreparedModel:
    module.requires_grad_(False)
    opened = OpenedModel(module=module, title="own", rule=RULE, weights_sha256="0" * 64)
    return prepare(opened, Reader(module), ModelSetup(), built_in())


@pytest.mark.parametrize(
    ("module", "varies"),
    [
        (network(), ""),
        (network(nn.BatchNorm2d(8)), ""),
        (network(nn.GroupNorm(2, 8)), ""),
        (network(nn.InstanceNorm2d(8)), ""),
        (network(nn.Dropout(0.5)), ""),
        (network(NeverDropping()), ""),
        (network(nn.BatchNorm2d(8, track_running_stats=False)), "batch"),
        (network(Own()), "batch"),
        (network(AlwaysDropping()), "runs"),
        (network(Whim()), "runs"),
        (network(end=OnePicture()), "alone"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_what_an_answer_hangs_on_is_found(module: nn.Module, varies: str) -> None:
    model = prepared(module)
    assert model.answer.varies == varies
    assert model.answer.by_itself == bool(varies)
    told = [note for note in model.notes if "This model" in note]
    assert bool(told) == bool(varies)


def test_a_network_that_refuses_two_pictures_may_take_other_sizes() -> None:
    assert not prepared(network(end=OnePicture())).fixed_size


@pytest.fixture
def batches() -> Iterator[set[int]]:
    """How many pictures a whole network was given at a time."""
    found: set[int] = set()

    def hook(module: nn.Module, args: tuple[Tensor, ...]) -> None:
        if isinstance(module, nn.Sequential) and args[0].device.type != "meta":
            found.add(len(args[0]))

    handle = nn.modules.module.register_module_forward_pre_hook(hook)
    yield found
    handle.remove()


def test_maps_of_many_passes_are_computed_one_by_one(
    tmp_path: Path, photo: Path, batches: set[int]
) -> None:
    model = network(nn.BatchNorm2d(8, track_running_stats=False))
    torch.save(model, tmp_path / "m.pth")
    setup = ModelSetup(rule=RULE)
    ref = ModelRef(source="file", path=tmp_path / "m.pth", setup=setup)
    with Engine() as engine:
        engine.open(ref)
        batches.clear()
        request = ExplainRequest(
            image=ImageRef.of(photo),
            model=ref,
            panes=tuple(PaneSpec(method, layer="0") for method in SLOW),
        )
        replies = list(engine.explain(request))
    assert batches == {1}
    assert not [reply for reply in replies if isinstance(reply, Failure)]
    maps = [reply for reply in replies if isinstance(reply, HeatMap)]
    assert {heat.varies for heat in maps} == {"batch"}
    loaded = load_picture(photo)
    x = to_input(loaded, plan_geometry(loaded.size, RULE, "default"), RULE)
    seen = next(reply for reply in replies if isinstance(reply, Prediction))
    with torch.no_grad():
        assert torch.allclose(torch.from_numpy(seen.answer), model(x)[0], atol=1e-5)
        kept, base = model[0](x), model(x)[0]
        best = int(base.argmax())
        without = kept.repeat(8, 1, 1, 1) * (1 - torch.eye(8)[:, :, None, None])
        scores = torch.stack([model[1:](one[None])[0, best] for one in without])
        weights = (base[best] - scores) / base[best].abs()
        ablated = (weights[:, None, None] * kept[0]).sum(0).relu()
    found = next(heat for heat in maps if heat.method == "ablation_cam")
    assert torch.allclose(torch.from_numpy(found.raw), ablated, atol=1e-4)
