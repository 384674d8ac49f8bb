"""Detectors of torchvision: found by their output, and explained through their own heads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, cast

import numpy as np
import pytest
import torch
from pytorch_grad_cam import HiResCAM
from pytorch_grad_cam.utils.model_targets import FasterRCNNBoxScoreTarget
from torch import Tensor, nn
from torchvision.models import detection
from torchvision.models.detection.anchor_utils import AnchorGenerator, DefaultBoxGenerator

from viewer.core.asks.target import ResolvedBox, Target
from viewer.core.maps.geometry import Geometry, InputRule
from viewer.core.models.labels import numbered_labels
from viewer.core.models.model_setup import ModelSetup
from viewer.engine.look.passes import run_pass
from viewer.engine.look.reader import Reader
from viewer.engine.models.detectors import lets_all_through, own_preparation, told_classes
from viewer.engine.models.opened import OpenedModel
from viewer.engine.models.prepared import PreparedModel, prepare
from viewer.tasks.registry import built_in

SIZES: dict[str, Any] = {"min_size": 96, "max_size": 128}
GEOMETRY = Geometry(original=(128, 96), resized=(128, 96), offset=(0, 0), input=(128, 96))


class Backbone(nn.Sequential):
    """Few features of stride 16, as a detector's own backbone has them."""

    out_channels = 32

    def __init__(self) -> None:
        super().__init__(nn.Conv2d(3, 32, 16, 16), nn.Tanh())


def anchors() -> AnchorGenerator:
    return AnchorGenerator(sizes=((24, 48),), aspect_ratios=((0.5, 1.0, 2.0),))


def faster() -> nn.Module:
    pool = detection.faster_rcnn.MultiScaleRoIAlign(["0"], 5, 2)
    return detection.FasterRCNN(
        Backbone(), 4, rpn_anchor_generator=anchors(), box_roi_pool=pool, **SIZES
    )


def retina() -> nn.Module:
    return detection.RetinaNet(Backbone(), 4, anchor_generator=anchors(), **SIZES)


def fcos() -> nn.Module:
    one = AnchorGenerator(sizes=((32,),), aspect_ratios=((1.0,),))
    return detection.FCOS(Backbone(), 4, anchor_generator=one, **SIZES)


def made(build: Callable[[], nn.Module]) -> nn.Module:
    """Return a detector with random weights, some of them large enough to tell places apart."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(5)
        model = build().eval()
        for name, parameter in model.named_parameters():
            if "cls" in name:
                parameter.data += 0.3 * torch.randn_like(parameter)
    lets_all_through(model)
    return model


def picture() -> Tensor:
    return torch.rand(1, 3, 96, 128, generator=torch.Generator().manual_seed(1))


@pytest.mark.parametrize("build", [faster, retina, fcos])
def test_a_detector_of_torchvision_is_recognised(build: Callable[[], nn.Module]) -> None:
    model = made(build)
    assert told_classes(model) == (4,)
    rule = own_preparation(model)
    assert rule is not None
    assert (rule.size, rule.mean, rule.std) == ((96, 96), (0, 0, 0), (1, 1, 1))
    with torch.no_grad():
        output = model(picture())
        kind, answer = built_in().detect(output, ModelSetup(), told_classes(model))
        rows = kind.task(answer, numbered_labels(4)).read(output)[0]
    assert (kind.key, answer.classes) == ("boxes", 4)
    found = output[0]
    count = len(found["scores"])
    assert 0 < count <= 300
    assert torch.equal(rows[:count, :4], found["boxes"])
    assert torch.equal(rows[:count, 5:].max(1).values, found["scores"])
    assert torch.equal(rows[:count, 5:].argmax(1), found["labels"])
    assert not rows[count:].any()


@pytest.mark.parametrize("build", [faster, retina, fcos])
def test_a_box_goes_back_to_the_backbone_as_plain_autograd_does(
    build: Callable[[], nn.Module],
) -> None:
    model, x = made(build), picture()
    kept: list[Tensor] = []
    handle = model.backbone[1].register_forward_hook(lambda *args: kept.append(args[2]))
    output = model(x)[0]
    handle.remove()
    (expected,) = torch.autograd.grad(output["scores"][2], kept)
    kind, answer = built_in().detect([output], ModelSetup(), (4,))
    task = kind.task(answer, numbered_labels(4))
    Reader(model).task = task
    run = run_pass(model, x, frozenset(("backbone.1",)), lambda: None, task)
    rows = run.capture.answer.detach().numpy()
    target = task.resolve(Target.parse("box 3"), rows, GEOMETRY)
    found = run.gradients(target, ["backbone.1"])["backbone.1"]
    assert expected.any()
    assert torch.allclose(found, expected[0], atol=1e-6 * float(expected.abs().max()))


@pytest.mark.parametrize("build", [faster, retina])
def test_maps_of_boxes_are_those_of_the_grad_cam_library(build: Callable[[], nn.Module]) -> None:
    """Its target is the class's number and the overlap with where the box was, added up."""
    model, x = made(build), picture()
    with torch.no_grad():
        found = model(x)[0]
    layer, number = "backbone.1", 2
    target = FasterRCNNBoxScoreTarget(
        labels=[int(found["labels"][number])], bounding_boxes=found["boxes"][number : number + 1]
    )
    model.requires_grad_()
    with HiResCAM(model, [model.get_submodule(layer)]) as library:
        library(x, targets=[cast("Any", target)])
        (gradient,) = library.activations_and_grads.gradients
        (activation,) = library.activations_and_grads.activations
    with torch.no_grad():
        output = model(x)
    kind, answer = built_in().detect(output, ModelSetup(), (4,))
    task = kind.task(answer, numbered_labels(4))
    Reader(model).task = task
    run = run_pass(model, x, frozenset((layer,)), lambda: None, task)
    box = task.resolve(
        Target.parse(f"box {number + 1}"), run.capture.answer.detach().numpy(), GEOMETRY
    )
    place = tuple(found["boxes"][number].tolist())
    overlap = replace(cast("ResolvedBox", box), number_of="overlap", unit=place)
    both = run.gradients_of_each([box, overlap], [layer])
    own = both[0][layer] + both[1][layer]
    scale = float(gradient.abs().max())
    assert scale > 0
    assert torch.allclose(own, gradient[0], atol=1e-5 * scale)
    ours = run.capture.activations(layer) * own
    theirs = (activation * gradient)[0]
    assert torch.allclose(ours.sum(0), theirs.sum(0), atol=1e-5 * float(theirs.abs().max()))


def test_two_stages_are_the_head_run_again_on_the_chosen_proposal() -> None:
    """The proposal is held; only what the head pools there is followed back."""
    model, x = made(faster), picture()
    seen: dict[str, list[Tensor]] = {}
    handle = model.roi_heads.register_forward_pre_hook(
        lambda _module, args: seen.update(proposals=args[1])
    )
    output = model(x)[0]
    handle.remove()
    kind, answer = built_in().detect([output], ModelSetup(), (4,))
    task = kind.task(answer, numbered_labels(4))
    Reader(model).task = task
    run = run_pass(model, x, frozenset(("backbone.1",)), lambda: None, task)
    target = task.resolve(Target.parse("box 1"), run.capture.answer.detach().numpy(), GEOMETRY)
    found = run.gradients(target, ["backbone.1"])["backbone.1"]
    features = run.capture.activations("backbone.1")[None].requires_grad_()
    heads, (proposals,) = cast("Any", model.roi_heads), seen["proposals"]
    sizes = [tuple(cast("Any", model.transform)(list(x))[0].image_sizes[0])]
    pooled = heads.box_head(heads.box_roi_pool({"0": features}, [proposals], sizes))
    chances = heads.box_predictor(pooled)[0].softmax(-1)
    label, score = int(output["labels"][0]), float(output["scores"][0].detach())
    row = int((chances[:, label] - score).abs().argmin())
    (expected,) = torch.autograd.grad(chances[row, label], features)
    assert float(chances[row, label].detach()) == pytest.approx(score, abs=1e-6)
    scale = float(expected.abs().max())
    assert np.allclose(found.numpy(), expected[0].numpy(), atol=1e-5 * scale)


class Leaving(nn.Module):
    """A backbone of two stages and an extra one, each of which goes to boxes of its own."""

    out_channels = (16, 24, 24)

    def __init__(self) -> None:
        super().__init__()
        self.features = nn.Sequential(
            nn.Sequential(nn.Conv2d(3, 16, 8, 8), nn.Tanh()),
            nn.Sequential(nn.Conv2d(16, 24, 2, 2), nn.Tanh()),
        )
        self.extra = nn.ModuleList([nn.Sequential(nn.Conv2d(24, 24, 2, 2), nn.Tanh())])

    def forward(self, x: Tensor) -> dict[str, Tensor]:
        given: dict[str, Tensor] = {}
        for block in (*self.features, *self.extra):
            given[str(len(given))] = x = block(x)
        return given


def ssd() -> nn.Module:
    boxes = DefaultBoxGenerator([[2], [2], [2]])
    return detection.ssd.SSD(Leaving(), boxes, (96, 96), 4)


def ssdlite() -> nn.Module:
    return detection.ssdlite320_mobilenet_v3_large(weights=None, weights_backbone=None)


def prepared(model: nn.Module, rule: InputRule | None = None) -> PreparedModel:
    """Return a detector as it is opened."""
    rule = rule or own_preparation(model)
    assert rule is not None
    opened = OpenedModel(module=model, title="detector", rule=rule, weights_sha256="")
    return prepare(opened, Reader(model), ModelSetup(), built_in())


@pytest.mark.parametrize("build", [ssd, pytest.param(ssdlite, marks=pytest.mark.slow)])
def test_maps_start_where_all_boxes_still_depend_on_the_stage(
    build: Callable[[], nn.Module],
) -> None:
    """The first scale leaves after the first stage: whatever is behind it, has no map of it."""
    model = made(build)
    found = prepared(model)
    assert found.survey.default == "backbone.features.0"
    assert any("“backbone.features.0”" in note for note in found.notes)
    names = ("backbone.features.0", "backbone.features.1")
    with_map = dict.fromkeys(names, 0)
    heads: list[dict[str, Tensor]] = []
    kept: dict[str, Tensor] = {}
    handles = [cast("Any", model).head.register_forward_hook(lambda *args: heads.append(args[2]))]
    for name in names:
        stage = model.get_submodule(name)
        handles.append(stage.register_forward_hook(lambda *args, n=name: kept.update({n: args[2]})))
    width, height = found.rule.size
    model(torch.rand(1, 3, height, width, generator=torch.Generator().manual_seed(1)))
    for handle in handles:
        handle.remove()
    numbers = heads[0]["cls_logits"][0, :, 1]
    asked = [0, len(numbers) - 1]  # of the first scale, and of the last
    for row in asked:
        each = torch.autograd.grad(
            numbers[row], [kept[name] for name in names], retain_graph=True, allow_unused=True
        )
        for name, gradient in zip(names, each, strict=True):
            with_map[name] += gradient is not None and bool(gradient.any())
    assert with_map == {"backbone.features.0": 2, "backbone.features.1": 1}


@pytest.mark.parametrize("build", [faster, retina, fcos])
def test_maps_start_at_the_last_stage_where_all_boxes_depend_on_it(
    build: Callable[[], nn.Module],
) -> None:
    found = prepared(made(build))
    assert found.survey.default == "backbone.1"
    assert not any("depend on" in note for note in found.notes)


class TwoScales(nn.Module):
    """A dense head of two scales; with a way back, the second stage speaks for both of them."""

    def __init__(self, *, back: bool) -> None:
        super().__init__()
        self.backbone = nn.Sequential(nn.Conv2d(3, 8, 8, 8), nn.Conv2d(8, 8, 2, 2))
        self.back = nn.Upsample(scale_factor=2) if back else None
        self.heads = nn.ModuleList([nn.Conv2d(8, 9, 1), nn.Conv2d(8, 9, 1)])

    def forward(self, x: Tensor) -> list[Tensor]:
        fine = self.backbone[0](x)
        coarse = self.backbone[1](fine)
        if self.back is not None:
            fine = fine + self.back(coarse)
        return [head(one) for head, one in zip(self.heads, (fine, coarse), strict=True)]


@pytest.mark.parametrize(("back", "stage"), [(False, "backbone.0"), (True, "backbone.1")])
def test_a_dense_head_of_several_scales_starts_where_all_depend(back: bool, stage: str) -> None:
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(2)
        model = TwoScales(back=back).eval()
    rule = InputRule(size=(96, 64), shorter_side=None, mean=(0, 0, 0), std=(1, 1, 1))
    before = {name: one.clone() for name, one in model.state_dict().items()}
    found = prepared(model, rule)
    assert found.answer.boxes is not None
    assert found.survey.default == stage
    assert all(torch.equal(one, before[name]) for name, one in model.state_dict().items())
    assert not model.get_submodule("backbone.1")._forward_hooks
