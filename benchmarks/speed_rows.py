"""The goals that are ratios of one forward pass, or of the grad-cam library's time."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator

import numpy as np
import torch

from benchmarks.scene import METHODS, Scene, target_of
from benchmarks.timing import Row, Took, measure, ratio_row
from viewer.engine.eigen import eigen_cam
from viewer.engine.perturb import ablation_cam, score_cam
from viewer.engine.probe import Probe
from viewer.engine.reentry import Reentry

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
LIBRARY_BATCH = 32  # of Ablation-CAM


def quick_rows(name: str, repeats: int) -> Iterator[Row]:
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

    took = measure(
        {
            "floor": scene.floor,
            "new": scene.new_picture,
            "class": another_class,
            "library": lambda: [work() for work in libraries],
        },
        repeats,
    )
    yield ratio_row(f"{name}: new picture, 2 methods ÷ library", 0.20, took["new"], took["library"])
    yield ratio_row(f"{name}: new picture ÷ floor", by_floor, took["new"], took["floor"])
    yield ratio_row(f"{name}: another class ÷ floor", by_class, took["class"], took["floor"])
    yield from _layer_rows(scene, middle, repeats)


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


def eigen_rows(repeats: int) -> Iterator[Row]:
    """Yield EigenCAM against the library's decomposition."""
    from pytorch_grad_cam.utils.svd_on_activations import (
        get_2d_projection,
    )

    values = np.random.default_rng(0).random((2048, 7, 7), dtype=np.float32)
    took = measure(
        {"ours": lambda: eigen_cam(values), "library": lambda: get_2d_projection(values[None])},
        max(2, repeats // 5),
    )
    yield ratio_row("EigenCAM, 2048 channels ÷ library", 0.02, took["ours"], took["library"])


def ablation_rows(repeats: int) -> Iterator[Row]:
    """Yield Ablation-CAM of all channels; the library's time is that of its batches' passes."""
    for name in ("resnet18", "convnext_tiny"):
        yield _ablation_row(Scene(name), max(2, repeats // 5))


def _ablation_row(scene: Scene, repeats: int) -> Row:
    layer = scene.found.default
    layout = scene.found.layout(layer)
    batch = scene.x.repeat(LIBRARY_BATCH, 1, 1, 1)

    def ours() -> None:
        module = scene.model.get_submodule(layer)
        entry = Reentry(scene.model, scene.x, module, lambda: None)
        probe = Probe(scene.model, scene.x, lambda logits: logits[1], lambda: None)
        maps = np.zeros((layout.channels, *layout.grid), np.float32)
        for _ in ablation_cam(probe, entry, layout, maps):
            pass

    def library() -> None:
        with torch.no_grad():
            scene.model(batch)

    took = measure({"ours": ours, "library": library}, repeats)
    batches = math.ceil(layout.channels / LIBRARY_BATCH)
    whole = Took(took["library"].cpu * batches, took["library"].wall * batches)
    work = f"{scene.name}: Ablation-CAM, all {layout.channels} channels ÷ library's passes"
    return ratio_row(work, 0.01, took["ours"], whole)


def score_rows(repeats: int) -> Iterator[Row]:
    """Yield Score-CAM against the library's, at a layer of 128 channels."""
    import tqdm
    from pytorch_grad_cam import ScoreCAM
    from pytorch_grad_cam.utils.model_targets import ClassifierOutputTarget

    scene, layer = Scene("resnet18"), "layer2.1"
    scene.forward(frozenset((layer,)))
    assert scene.run is not None
    maps = scene.run.capture.activations(layer).numpy()
    probe = Probe(scene.model, scene.x, lambda logits: logits[1], lambda: None)
    cam = ScoreCAM(scene.model, [scene.model.get_submodule(layer)])
    plain, tqdm.tqdm = tqdm.tqdm, lambda items: items
    took = measure(
        {
            "ours": lambda: list(score_cam(probe, maps)),
            "library": lambda: cam(scene.x, [ClassifierOutputTarget(1)]),
        },
        max(1, repeats // 8),
    )
    tqdm.tqdm = plain
    work = "resnet18: Score-CAM, 128 channels ÷ library"
    yield ratio_row(work, 0.8, took["ours"], took["library"])
