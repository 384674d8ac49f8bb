"""What the panes cost: a new picture, another class, layer or method, against one forward pass."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from functools import partial

import torch
from torch import Tensor, nn

from benchmarks.rows import Group, Row, ratio_row
from benchmarks.scene import METHODS, Scene, target_of
from benchmarks.timing import measure

MODELS = {  # new picture ÷ floor, another class ÷ floor
    "alexnet": (1.45, 0.45),
    "vgg16": (1.10, 0.12),
    "resnet18": (1.10, 0.05),
    "resnet50": (1.10, 0.05),
    "efficientnet_b0": (1.20, 0.12),
    "convnext_tiny": (1.10, 0.05),
    "vit_b_16": (1.20, 0.12),
    "swin_t": (1.20, 0.12),
}
LIBRARY_TURNS = 5  # the grad-cam library takes long
LINEAR_HEADS = ("alexnet", "vgg16")  # a class's way back reads hundreds of MB of weights
QUICK = ("alexnet", "resnet18")


def model_rows(name: str, repeats: int) -> Iterator[Row]:
    """Yield what one model's panes cost."""
    scene = Scene(name)
    by_floor, by_class = MODELS[name]
    libraries = [scene.library(method) for method in METHODS]
    classes = itertools.cycle(range(2, 900))
    layer, middle = scene.found.default, scene.blocks[len(scene.blocks) // 2]

    def another_class() -> None:
        index = next(classes)
        for method in METHODS:
            scene.explain(method, layer, index)

    linear = [part.weight for part in scene.model.modules() if isinstance(part, nn.Linear)]
    took = measure(
        {
            "floor": scene.floor,
            "new": scene.new_picture,
            "class": another_class,
            "library": lambda: [work() for work in libraries],
        }
        | ({"linear": partial(back_through, linear)} if name in LINEAR_HEADS else {}),
        repeats,
        seldom={"library": LIBRARY_TURNS},
    )
    yield ratio_row(f"{name}: new picture, 2 methods ÷ library", 0.20, took["new"], took["library"])
    yield ratio_row(f"{name}: new picture ÷ floor", by_floor, took["new"], took["floor"])
    yield ratio_row(f"{name}: another class ÷ floor", by_class, took["class"], took["floor"])
    if name in LINEAR_HEADS:
        work = f"{name}: of it the bare products with its linear layers ÷ floor"
        yield ratio_row(work, None, took["linear"], took["floor"])
    yield from _layer_rows(scene, middle, repeats)


def back_through(weights: Sequence[Tensor]) -> Tensor:
    """Multiply one row by the weights of a chain of linear layers, from the last to the first."""
    row = torch.ones(1, len(weights[-1]))
    for weight in reversed(weights):
        row = row.mm(weight)
    return row


def _layer_rows(scene: Scene, middle: str, repeats: int) -> Iterator[Row]:
    def another_layer() -> None:
        scene.forget_gradients()
        for method in METHODS:
            scene.explain(method, middle, 1)

    def every_block() -> None:
        scene.forward(frozenset(scene.blocks))
        for block in scene.blocks:
            scene.explain("layer_cam", block, 1, scene.blocks)

    scene.forward(frozenset(scene.blocks))
    took = measure({"floor": scene.floor, "layer": another_layer, "every": every_block}, repeats)
    most = 2.3 if scene.name == "resnet50" else 3.0
    work = f"{scene.name}: another layer ({middle}) ÷ floor"
    yield ratio_row(work, 0.65, took["layer"], took["floor"])
    work = f"{scene.name}: every block's map ({len(scene.blocks)}) ÷ floor"
    yield ratio_row(work, most, took["every"], took["floor"])


def resnet50_rows(repeats: int) -> Iterator[Row]:
    """Yield the goals that are stated for ResNet-50 alone."""
    scene = Scene("resnet50")
    layer = scene.found.default
    scene.forward(frozenset((layer,)))

    def five_classes() -> None:
        assert scene.run is not None
        scene.forget_gradients()
        scene.run.gradients_of_each([target_of(index) for index in range(5)], [layer])
        for index in range(5):
            for method in METHODS:
                scene.explain(method, layer, index)

    took = measure(
        {
            "floor": scene.floor,
            "five": five_classes,
            "method": lambda: scene.explain("grad_cam_pp", layer, 1),
        },
        repeats,
    )
    yield ratio_row(
        "resnet50: top 5 classes × 2 methods ÷ floor", 0.05, took["five"], took["floor"]
    )
    ms = 1e3 * took["method"].cpu
    yield Row("resnet50: another gradient method (Grad-CAM++)", "≤ 3 ms", f"{ms:.2f} ms", ms <= 3)


GROUPS = (
    *(Group(f"model {name}", partial(model_rows, name), quick=name in QUICK) for name in MODELS),
    Group("classes", resnet50_rows),
)
