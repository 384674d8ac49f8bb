"""Hold our maps against the grad-cam library's own: model × layer × method, largest difference.

Run with ``python benchmarks/parity.py``. Both sides explain the same class of the same input; the
library runs as it is, our raw maps go through the library's own scaling. Its modules run without
in-place operations, which would overwrite the activations it keeps.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np
import pytorch_grad_cam
import timm
import torch
import torchvision
from numpy.typing import NDArray
from pytorch_grad_cam.utils.image import scale_cam_image
from pytorch_grad_cam.utils.model_targets import ClassifierOutputTarget
from pytorch_grad_cam.utils.reshape_transforms import vit_reshape_transform
from rich.console import Console
from rich.table import Table
from torch import Tensor, nn

from benchmarks.scene import seeded
from viewer.core.asks.references import ModelRef
from viewer.engine.look.capture import record
from viewer.engine.look.layers import survey
from viewer.engine.look.tokens import to_maps
from viewer.engine.models.opening import open_model
from viewer.methods.method import compute
from viewer.methods.registry import built_in


class PreciseKernel(pytorch_grad_cam.KPCA_CAM):
    """The library's KPCA-CAM in double precision.

    Where activations are small all likenesses are nearly equal, and the library's float32 leaves it
    with hardly any digits: 0.005 of the map on AlexNet with random weights.
    """

    def get_cam_image(
        self,
        input_tensor: Tensor,
        target_layer: nn.Module,
        targets: list[object],
        activations: NDArray[np.float32],
        *rest: object,
    ) -> NDArray[np.float32]:
        """Return the library's map of activations in double precision."""
        precise = activations.astype(np.float64)
        return super().get_cam_image(input_tensor, target_layer, targets, precise, *rest)


LIBRARY = {
    "grad_cam": pytorch_grad_cam.GradCAM,
    "layer_cam": pytorch_grad_cam.LayerCAM,
    "grad_cam_pp": pytorch_grad_cam.GradCAMPlusPlus,
    "xgrad_cam": pytorch_grad_cam.XGradCAM,
    "hires_cam": pytorch_grad_cam.HiResCAM,
    "grad_cam_elementwise": pytorch_grad_cam.GradCAMElementWise,
    "eigen_cam": pytorch_grad_cam.EigenCAM,
    "eigen_grad_cam": pytorch_grad_cam.EigenGradCAM,
    "seg_eigen_cam": pytorch_grad_cam.SegEigenCAM,
    "fem": pytorch_grad_cam.FEM,
    "random_cam": pytorch_grad_cam.RandomCAM,
    "kpca_cam": PreciseKernel,
}
# The others take another score, second derivatives or several layers: tests hold them to it.
COMPARED = tuple(method for method in built_in().methods if method.row.key in LIBRARY)


@dataclass(frozen=True)
class Case:
    """One model at one input size; the default layer is compared, and one in the middle."""

    title: str
    build: Callable[[], nn.Module]
    size: tuple[int, int]
    middle: str
    reshape: Callable[[Tensor], Tensor] | None = None  # the library's own way to (1, K, h, w)


@dataclass(frozen=True)
class Row:
    """The largest difference of one map from the library's, both scaled to 0..1."""

    model: str
    layer: str
    method: str
    difference: float
    peak: float  # of the library's map: 0 would prove nothing


def zoo(name: str) -> Callable[[], nn.Module]:
    return lambda: seeded(lambda: torchvision.models.get_model(name, weights=None))


def default_model() -> nn.Module:
    return open_model(ModelRef.default(), torch.device("cpu")).module


def vit() -> nn.Module:
    return seeded(lambda: timm.create_model("vit_tiny_patch16_224", pretrained=False))


def channels_first(tensor: Tensor) -> Tensor:
    return tensor.permute(0, 3, 1, 2)


CASES = (
    Case("AlexNet", zoo("alexnet"), (224, 224), "features.5"),
    Case("ResNet-18", zoo("resnet18"), (160, 224), "layer2.1"),
    Case("VGG-16", zoo("vgg16"), (128, 96), "features.16"),
    Case("EfficientNet-Lite0", default_model, (224, 224), "blocks.3"),
    Case("ViT-Ti/16", vit, (224, 224), "blocks.5.norm1", vit_reshape_transform),
    Case("Swin-T", zoo("swin_t"), (224, 224), "features.3", channels_first),
)


def compare(case: Case) -> Iterator[Row]:
    """Yield one row per layer and method."""
    model = case.build()
    for module in model.modules():
        if hasattr(module, "inplace"):
            module.inplace = False
    model.requires_grad_()  # the library needs it, ours does not mind
    x = torch.randn(1, 3, *case.size, generator=torch.Generator().manual_seed(1))
    found = survey(model, x)
    layers = (found.default, case.middle)
    capture = record(model, x, layers)
    chosen = int(capture.answer.argmax())
    gradients = capture.gradients(capture.answer[chosen], layers)
    for layer in layers:
        layout = found.layout(layer)
        activations = to_maps(capture.activations(layer), layout).numpy()
        slopes = to_maps(gradients[layer], layout).numpy()
        for method in COMPARED:
            key = method.row.key
            raw = compute(method, activations, slopes).raw
            theirs = library_map(key, model, layer, x=x, chosen=chosen, reshape=case.reshape)
            difference = float(np.abs(library_scaling(raw, case.size) - theirs).max())
            yield Row(case.title, layer, key, difference, float(theirs.max()))
    model.zero_grad(set_to_none=True)


def library_map(
    key: str,
    model: nn.Module,
    layer: str,
    *,
    x: Tensor,
    chosen: int,
    reshape: Callable[[Tensor], Tensor] | None,
) -> np.ndarray:
    """Return the library's own (H, W) map; its random weights are those of our seed 0."""
    weights = np.random.default_rng(0)
    cam = LIBRARY[key](model, [model.get_submodule(layer)], reshape_transform=reshape)
    with patch("numpy.random.uniform", weights.uniform):
        scaled = cam(x, [ClassifierOutputTarget(chosen)])
    cam.activations_and_grads.release()
    return scaled[0]


def library_scaling(raw: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    """Scale a raw map as the library does: to 0..1, to the input's size, to 0..1 again."""
    scaled = scale_cam_image(raw[None], size[::-1])
    return scale_cam_image(np.maximum(scaled, 0))[0]


def main() -> None:
    rows = [row for case in CASES for row in compare(case)]
    table = Table(title=f"Largest difference from grad-cam, of a scale of 0..1 ({len(rows)} maps)")
    table.add_column("model · layer", no_wrap=True)
    for method in COMPARED:
        table.add_column(method.title, justify="right")
    for case in CASES:
        own = [row for row in rows if row.model == case.title]
        for layer in dict.fromkeys(row.layer for row in own):
            cells = [f"{row.difference:.1g}" for row in own if row.layer == layer]
            table.add_row(f"{case.title} · {layer}", *cells)
    console = Console(width=160)
    console.print(table)
    console.print(f"Largest of all: {max(row.difference for row in rows):.2g}")


if __name__ == "__main__":
    main()
