"""Every family of networks comes back from every form of file with the same logits, bit for bit."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from torch import nn

from viewer.core.asks.references import ModelRef
from viewer.engine.look.preprocess import blank_input
from viewer.engine.models.opening import open_model

pytestmark = pytest.mark.slow
CPU = torch.device("cpu")
# The smallest network of every classification family of torchvision.
TORCHVISION = (
    *("alexnet", "convnext_tiny", "densenet121", "efficientnet_b0", "efficientnet_v2_s"),
    *("googlenet", "inception_v3", "maxvit_t", "mnasnet0_5", "mobilenet_v2"),
    *("mobilenet_v3_small", "regnet_x_400mf", "regnet_y_400mf", "resnet18", "resnext50_32x4d"),
    *(
        "shufflenet_v2_x0_5",
        "squeezenet1_1",
        "swin_t",
        "swin_v2_t",
        "vgg11",
        "vgg11_bn",
        "vit_b_32",
    ),
    "wide_resnet50_2",
)
# The smallest network of each of timm's modules that has one below twelve million parameters.
TIMM = (
    *("test_efficientnet", "test_nfnet", "test_mambaout", "test_byobnet", "test_convnext"),
    *("test_vit", "lcnet_035", "test_resnet", "starnet_s050", "test_coatnet", "test_vit_relpos"),
    *("dla46x_c", "mobilevit_xxs", "repghostnet_050", "edgenext_xx_small", "ghostnet_050"),
    *("ese_vovnet19b_slim_dw", "efficientvit_b0", "efficientvit_m0", "regnetx_002"),
    *("cs3darknet_focus_s", "xcit_nano_12_p8_224", "swiftformer_xs", "inception_next_atto"),
    *("efficientformerv2_s0", "fastvit_t8", "pvt_v2_b0", "rexnet_100", "hardcorenas_b"),
    *("hgnetv2_b0", "pit_ti_224", "repvit_m1", "tiny_vit_5m_224", "coat_lite_tiny", "convit_tiny"),
    *("deit_tiny_patch16_224", "gmlp_ti16_224", "shvit_s1", "crossvit_tiny_240", "levit_128s"),
    *("visformer_tiny", "hrnet_w18_small", "resnetv2_18", "poolformerv2_s12", "skresnet18"),
)
OPTIONS = {
    # What their published weights are made for, and what bare weights therefore mean.
    "googlenet": {"aux_logits": True, "transform_input": True, "init_weights": False},
    "inception_v3": {"aux_logits": True, "transform_input": True, "init_weights": False},
}


def _prefixed(model: nn.Module) -> object:
    state = {f"module.{key}": tensor for key, tensor in model.state_dict().items()}
    return {"epoch": 3, "state_dict": state, "optimizer": {"lr": 0.1}}


def _save_safetensors(model: nn.Module, path: Path) -> None:
    from safetensors.torch import save_file

    save_file({key: t.clone().contiguous() for key, t in model.state_dict().items()}, path)


FORMS: dict[str, Callable[[nn.Module, Path], None]] = {
    "whole.pth": torch.save,
    "legacy.pth": lambda model, path: torch.save(model, path, _use_new_zipfile_serialization=False),
    "state.pth": lambda model, path: torch.save(model.state_dict(), path),
    "checkpoint.pth": lambda model, path: torch.save(_prefixed(model), path),
    "weights.safetensors": _save_safetensors,
}


def _check(model: nn.Module, folder: Path, arch: str | None) -> None:
    """Write a network in every form, open each file, and compare the logits."""
    torch.backends.mha.set_fastpath_enabled(False)  # the fused path of ViTs differs by 1e-6
    model.eval()
    x = expected = torch.empty(0)
    for name, save in FORMS.items():
        path = folder / name
        save(model, path)
        whole = name in ("whole.pth", "legacy.pth")
        ref = ModelRef(source="file", path=path, arch=None if whole else arch)
        opened = open_model(ref, CPU)
        path.unlink()
        if not len(expected):
            shape = blank_input(opened.rule).shape
            x = torch.rand(shape, generator=torch.Generator().manual_seed(1))
            with torch.inference_mode():
                expected = model(x)
            assert torch.isfinite(expected).all()
        with torch.inference_mode():
            assert torch.equal(opened.module(x), expected), name


@pytest.mark.parametrize("name", TORCHVISION)
def test_torchvision(tmp_path: Path, name: str) -> None:
    from torchvision import models

    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        model = models.get_model(name, weights=None, num_classes=3, **OPTIONS.get(name, {}))
    _check(model, tmp_path, arch=None)


@pytest.mark.parametrize("name", TIMM)
def test_timm(tmp_path: Path, name: str) -> None:
    import timm

    if not timm.is_model(name):
        pytest.skip(f"timm {timm.__version__} has no {name}")
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        model = timm.create_model(name, num_classes=3)
    _check(model, tmp_path, arch=f"timm:{name}")
