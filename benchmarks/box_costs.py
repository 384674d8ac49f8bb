"""What the maps of twenty boxes cost, against one forward pass and against the grad-cam library."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, cast

import torch
from pytorch_grad_cam import HiResCAM
from torch import Tensor, nn
from torchvision.models import detection
from torchvision.ops import FrozenBatchNorm2d

from benchmarks.rows import Row, ratio_row
from benchmarks.timing import Took, measure
from viewer.core.asks.target import ResolvedBox, Target
from viewer.core.maps.geometry import Geometry
from viewer.core.models.labels import numbered_labels
from viewer.core.models.model_setup import ModelSetup
from viewer.engine.look.passes import run_pass
from viewer.engine.look.reader import Reader
from viewer.engine.models.detectors import lets_all_through, told_classes
from viewer.methods.method import compute
from viewer.methods.registry import built_in as methods
from viewer.tasks.protocol import Task
from viewer.tasks.registry import built_in as kinds

BOXES = 20
BY_LIBRARY = 1  # of them; the library takes as long for each of the others
SEED = 3


@dataclass(frozen=True)
class Case:
    """A detector with a picture of which twenty boxes are explained at one layer.

    Args:
        name: what it is called.
        module: it answers as its task reads it.
        plain: the same network, which answers as it was made to.
        x: the picture, (1, 3, H, W).
        task: how its boxes are read.
        targets: the boxes.
        layer: where they are explained.
        score: of what the plain network returns and of a box, what the library explains.
    """

    name: str
    module: nn.Module
    plain: nn.Module
    x: Tensor
    task: Task
    targets: list[ResolvedBox]
    layer: str
    score: Callable[[Any, ResolvedBox], Tensor]


def costs(case: Case, repeats: int) -> Iterator[Row]:
    """Yield what many boxes cost against one plain pass, and against the library's own loop."""
    case.plain.requires_grad_()  # the library wants it so
    hires = methods().find("hires_cam")

    def forward() -> None:
        with torch.inference_mode():
            case.plain(case.x)

    def all_boxes() -> None:
        run = run_pass(case.module, case.x, frozenset((case.layer,)), lambda: None, case.task)
        activations = run.capture.activations(case.layer).numpy()
        for found in run.gradients_of_each(case.targets, [case.layer]):
            compute(hires, activations, found[case.layer].numpy())

    def by_library() -> None:
        for target in case.targets[:BY_LIBRARY]:
            with HiResCAM(case.plain, [case.plain.get_submodule(case.layer)]) as cam:
                cam(
                    case.x,
                    targets=[cast("Any", lambda output, box=target: case.score(output, box))],
                )

    took = measure({"forward": forward, "boxes": all_boxes, "library": by_library}, repeats,
                   seldom={"library": 1})  # fmt: skip
    parts = took["library"]
    times = BOXES / BY_LIBRARY
    loop = Took(cpu=parts.cpu * times, wall=parts.wall * times, turns=parts.turns)
    work = f"{case.name}: {BOXES} boxes, with their pass"
    yield ratio_row(f"{work} / one forward", 2.0, took["boxes"], took["forward"])
    yield ratio_row(f"{work} / the grad-cam library's loop", 0.1, took["boxes"], loop)


def of_torchvision() -> Iterator[Case]:
    """Yield detectors of torchvision with random weights, of which the features are kept alive."""
    yield made(
        "SSDlite", detection.ssdlite320_mobilenet_v3_large, "backbone.features.1", (320, 320)
    )
    yield made(
        "RetinaNet-R50", detection.retinanet_resnet50_fpn, "backbone.body.layer4", (600, 800)
    )


def made(name: str, build: Callable[..., nn.Module], layer: str, size: tuple[int, int]) -> Case:
    """Return a detector of torchvision, with a picture of soft blobs."""
    torch.manual_seed(SEED)
    plain = build(weights=None, weights_backbone=None).eval()
    lets_all_through(plain)
    for key, parameter in plain.named_parameters():
        if "classification" in key:
            parameter.data += 0.02 * torch.randn_like(parameter)
    x = torch.rand(1, 3, 9, 9)
    x = nn.functional.interpolate(x, size, mode="bicubic").clamp(0, 1)
    with torch.no_grad():
        keep_alive(plain, x)
        output = plain(x)
    module = build(weights=None, weights_backbone=None).eval()
    module.load_state_dict(plain.state_dict())
    lets_all_through(module)
    kind, answer = kinds().detect(output, ModelSetup(), told_classes(plain))
    task = kind.task(answer, numbered_labels(answer.classes))
    Reader(module).task = task
    sides = (size[1], size[0])
    geometry = Geometry(original=sides, resized=sides, offset=(0, 0), input=sides)
    rows = task.read(output)[0].numpy()
    named = (Target.parse(f"box {number + 1}") for number in range(BOXES))
    boxes = [task.resolve(target, rows, geometry) for target in named]
    targets = [box for box in boxes if isinstance(box, ResolvedBox)]
    return Case(
        name, module, plain, x, task, targets, layer, lambda found, box: found["scores"][box.row]
    )


def keep_alive(model: nn.Module, x: Tensor) -> None:
    """Let each norm of a network of random weights give numbers of mean 0 and deviation 1."""

    def measured(module: nn.Module, args: tuple[Tensor, ...]) -> None:
        norm = cast("Any", module)
        norm.running_mean = args[0].mean((0, 2, 3))
        norm.running_var = args[0].var((0, 2, 3), correction=0) + 1e-4

    norms = [one for one in model.modules() if isinstance(one, (nn.BatchNorm2d, FrozenBatchNorm2d))]
    handles = [norm.register_forward_pre_hook(measured) for norm in norms]
    model(x)
    for handle in handles:
        handle.remove()
