"""Grad-CAM alone against captum and torch-cam, where they are installed."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator

import torch

from benchmarks.rows import Group, Row, ratio_row
from benchmarks.scene import Scene
from benchmarks.timing import measure


def rival_rows(repeats: int) -> Iterator[Row]:
    """Yield ratios on ResNet-50; without the packages, say so."""
    missing = [name for name in ("captum", "torchcam") if not importlib.util.find_spec(name)]
    if missing:
        yield Row(f"captum and torch-cam: pip install {' '.join(missing)}", "", "", None)
        return
    from captum.attr import LayerGradCam
    from torchcam.methods import GradCAM, LayerCAM

    scene = Scene("resnet50")
    layer = scene.found.default
    attribution = LayerGradCam(scene.model, scene.model.get_submodule(layer))

    def one_method() -> None:
        scene.forward(frozenset((layer,)))
        scene.explain("grad_cam", layer, 1)

    def torchcam(kind: type) -> None:
        x = scene.x.clone().requires_grad_()
        with torch.enable_grad(), kind(scene.model, layer) as extractor:
            extractor(1, scene.model(x))

    def captum() -> None:
        attribution.attribute(scene.x.clone().requires_grad_(), target=1)

    took = measure(
        {
            "one": one_method,
            "both": scene.new_picture,
            "captum": captum,
            "torchcam": lambda: torchcam(GradCAM),
            "torchcam both": lambda: (torchcam(GradCAM), torchcam(LayerCAM)),
        },
        repeats,
    )
    yield ratio_row("resnet50: Grad-CAM ÷ captum", 1.05, took["one"], took["captum"])
    yield ratio_row("resnet50: Grad-CAM ÷ torch-cam", 1.0, took["one"], took["torchcam"])
    work = "resnet50: Grad-CAM + LayerCAM ÷ torch-cam"
    yield ratio_row(work, 0.5, took["both"], took["torchcam both"])


GROUPS = (Group("rivals", rival_rows),)
