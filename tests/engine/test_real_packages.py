"""Networks of packages that people use, with random weights: each opens once it is allowed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import nn

from viewer.core.asks.references import ModelRef
from viewer.core.errors import OwnClasses
from viewer.core.models.model_setup import ModelSetup
from viewer.core.stores.allowed_packages import allow_by_name
from viewer.engine.models.opening import open_model
from viewer.tasks.registry import built_in

pytestmark = pytest.mark.slow


def _vit(package: Any) -> nn.Module:
    return package.ViTForImageClassification(
        package.ViTConfig(
            hidden_size=32, num_hidden_layers=2, num_attention_heads=2, intermediate_size=64,
            image_size=64, patch_size=16, num_labels=5,
        )
    )  # fmt: skip


def _swin(package: Any) -> nn.Module:
    return package.SwinForImageClassification(
        package.SwinConfig(
            embed_dim=16, depths=[1, 1], num_heads=[1, 2], image_size=64, patch_size=4,
            window_size=4, num_labels=5,
        )
    )  # fmt: skip


def _detr(package: Any) -> nn.Module:
    stem = package.ResNetConfig(
        out_features=["stage4"], depths=[1, 1, 1, 1], hidden_sizes=[8, 16, 24, 32], embedding_size=8
    )
    return package.DetrForObjectDetection(
        package.DetrConfig(
            backbone_config=stem, use_timm_backbone=False, use_pretrained_backbone=False,
            backbone=None, num_queries=8, d_model=32, encoder_layers=1, decoder_layers=1,
            encoder_attention_heads=2, decoder_attention_heads=2, encoder_ffn_dim=32,
            decoder_ffn_dim=32, num_labels=3,
        )
    )  # fmt: skip


def _yolo(kind: str, layout: str) -> Callable[[Any], nn.Module]:
    def make(_: Any) -> nn.Module:
        tasks = pytest.importorskip("ultralytics.nn.tasks")
        return getattr(tasks, kind)(layout, verbose=False)

    return make


NETWORKS: dict[str, tuple[str, Callable[[Any], nn.Module], str]] = {
    "unet": (
        "segmentation_models_pytorch",
        lambda it: it.Unet("resnet18", encoder_weights=None, classes=3),
        "regions",
    ),
    "deeplab": (
        "segmentation_models_pytorch",
        lambda it: it.DeepLabV3Plus("mobilenet_v2", encoder_weights=None, classes=3),
        "regions",
    ),
    "fpn": (
        "segmentation_models_pytorch",
        lambda it: it.FPN("timm-efficientnet-b0", encoder_weights=None, classes=3),
        "regions",
    ),
    "efficientnet": (
        "efficientnet_pytorch",
        lambda it: it.EfficientNet.from_name("efficientnet-b0", num_classes=4),
        "classes",
    ),
    "face": (
        "facenet_pytorch",
        lambda it: it.InceptionResnetV1(pretrained=None, classify=True, num_classes=10),
        "classes",
    ),
    "densenet": ("monai", lambda _: _monai().DenseNet121(2, 3, 4), "classes"),
    "monai unet": ("monai", lambda _: _monai().UNet(2, 3, 3, (8, 16, 32), (2, 2)), "regions"),
    "x-rays": (
        "torchxrayvision",
        lambda it: it.models.DenseNet(num_classes=14, weights=None),
        "classes",
    ),
    "vit": ("transformers", _vit, "classes"),
    "swin": ("transformers", _swin, "classes"),
    "detr": ("transformers", _detr, "boxes"),
    "yolov8": ("ultralytics", _yolo("DetectionModel", "yolov8n.yaml"), "boxes"),
    "yolo11": ("ultralytics", _yolo("DetectionModel", "yolo11n.yaml"), "boxes"),
    "yolov5": ("ultralytics", _yolo("DetectionModel", "yolov5n.yaml"), "boxes"),
    "yolov8 classes": ("ultralytics", _yolo("ClassificationModel", "yolov8n-cls.yaml"), "classes"),
    "yolov8 regions": ("ultralytics", _yolo("SegmentationModel", "yolov8n-seg.yaml"), "boxes"),
    "yolo11 poses": ("ultralytics", _yolo("PoseModel", "yolo11n-pose.yaml"), "boxes"),
    "yolo11 regions": ("ultralytics", _yolo("SegmentationModel", "yolo11n-seg.yaml"), "boxes"),
    "yolov8 poses": ("ultralytics", _yolo("PoseModel", "yolov8n-pose.yaml"), "boxes"),
}


def _monai() -> Any:
    return pytest.importorskip("monai.networks.nets")


@pytest.mark.filterwarnings("ignore")  # these packages' own
@pytest.mark.parametrize("name", NETWORKS)
def test_a_network_of_a_package_opens_as_it_is(name: str, tmp_path: Path) -> None:
    package, make, kind = NETWORKS[name]
    imported = pytest.importorskip(package, reason=f"{package} is not installed here")
    torch.manual_seed(0)
    model = make(imported).eval()
    path = tmp_path / "m.pt"
    torch.save({"model": model, "epoch": 1}, path)
    ref = ModelRef.parse(str(path))
    with pytest.raises(OwnClasses) as asked:
        open_model(ref, torch.device("cpu"))
    assert [one for one, _ in asked.value.packages] == [package]
    allow_by_name(package)
    opened = open_model(ref, torch.device("cpu"))
    assert opened.look is not None
    assert built_in().detect(opened.look.output, ModelSetup())[0].key == kind
    width, height = opened.look.rule.size
    x = torch.rand(1, opened.look.rule.channels, height, width)
    with torch.no_grad():
        assert torch.equal(first(opened.module(x)), first(model(x)))


def first(output: Any) -> torch.Tensor:
    """Return the first tensor of whatever a network returns."""
    while not isinstance(output, torch.Tensor):
        output = next(iter(output.values())) if isinstance(output, dict) else output[0]
    return output
