"""The size of pictures that a whole network was built for is found in its layers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import timm
import torch
import torchvision
from timm.models.volo import VOLO
from torch import Tensor, nn

from viewer.core.asks.references import ModelRef
from viewer.core.errors import UserError
from viewer.core.maps.geometry import InputRule, Size
from viewer.core.models.model_setup import ModelSetup
from viewer.engine.look.subject import Subject, open_subject
from viewer.engine.models.built_size import built_sizes, possible_sizes
from viewer.engine.models.recognising.rebuilt import check_same

CPU = torch.device("cpu")


def flat(height: int, width: int, *, channels: int = 3, cut: int = 4) -> nn.Module:
    """A network that reads its whole last map in one row."""
    return nn.Sequential(
        nn.Conv2d(channels, 4, 3, padding=1),
        nn.ReLU(),
        nn.MaxPool2d(cut),
        nn.Conv2d(4, 6, 3, padding=1),
        nn.ReLU(),
        nn.Flatten(),
        nn.Linear(6 * (height // cut) * (width // cut), 3),
    )


def two_classes_without_pooling() -> nn.Module:
    """AlexNet as of 2012: its map of 6 by 6 is flattened as it is."""
    model = torchvision.models.AlexNet(num_classes=2)
    model.avgpool = nn.Identity()
    model.classifier = nn.Sequential(nn.Linear(256 * 6 * 6, 8), nn.ReLU(), nn.Linear(8, 2))
    return model


def of_timm(name: str, **given: Any) -> nn.Module:
    return timm.create_model(name, num_classes=3, **given)


BUILT: dict[str, tuple[Callable[[], nn.Module], Size]] = {
    "vit": (lambda: of_timm("vit_tiny_patch16_224", img_size=384, depth=2), (384, 384)),
    "vit, not square": (
        lambda: of_timm("vit_tiny_patch16_224", img_size=(96, 160), depth=2),
        (160, 96),
    ),
    "vit of any size": (
        lambda: of_timm("vit_tiny_patch16_224", img_size=96, depth=2, dynamic_img_size=True),
        (96, 96),
    ),
    "swin": (
        lambda: of_timm(
            "swin_tiny_patch4_window7_224", img_size=256, window_size=8, depths=(1, 1, 2, 1)
        ),
        (256, 256),
    ),
    "swin, not square": (
        lambda: of_timm("swin_tiny_patch4_window7_224", img_size=(112, 224), depths=(1, 1, 1, 1)),
        (224, 112),
    ),
    "deit": (
        lambda: of_timm("deit_tiny_distilled_patch16_224", img_size=160, depth=2),
        (160, 160),
    ),
    "beit": (lambda: of_timm("beit_base_patch16_224", img_size=96, depth=1), (96, 96)),
    "eva": (lambda: of_timm("eva02_tiny_patch14_224", img_size=112, depth=2), (112, 112)),
    "mixer": (lambda: of_timm("mixer_s32_224", img_size=96), (96, 96)),
    "hiera, whose patches overlap": (
        lambda: of_timm("hiera_tiny_224", img_size=96, stages=(1, 1, 1, 1)),
        (96, 96),
    ),
    "volo, whose stem cuts in steps": (
        lambda: VOLO([1, 1, 1, 1], 128, embed_dims=[24, 48, 48, 48], num_heads=[2, 2, 2, 2]),
        (128, 128),
    ),
    "torchvision's vit": (
        lambda: torchvision.models.VisionTransformer(384, 32, 1, 2, 32, 32, num_classes=3),
        (384, 384),
    ),
    "flattened": (lambda: flat(36, 36), (36, 36)),
    "flattened, grey": (lambda: flat(28, 28, channels=1, cut=2), (28, 28)),
    "flattened, not square": (lambda: flat(80, 112), (112, 80)),
    "alexnet of two classes": (two_classes_without_pooling, (224, 224)),
}


def opened(model: nn.Module, path: Path, setup: ModelSetup | None = None) -> Subject:
    torch.save(model.eval(), path)
    return open_subject(ModelRef(source="file", path=path, setup=setup), CPU, "CPU")


@pytest.mark.parametrize("name", BUILT)
def test_a_network_opens_with_the_size_it_was_built_for(name: str, tmp_path: Path) -> None:
    build, size = BUILT[name]
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        model = build().eval()
    subject = opened(model, tmp_path / "m.pth")
    rule = subject.model.rule
    assert rule.size == size
    assert not any("Rebuilt" in note for note in subject.info.notes)
    x = torch.randn(1, rule.channels, size[1], size[0])
    with torch.no_grad():
        assert torch.allclose(subject.opened.module(x), model(x), atol=1e-5)


def test_settings_of_another_size_are_told(tmp_path: Path) -> None:
    build, _ = BUILT["vit"]
    subject = opened(build(), tmp_path / "m.pth")
    assert any("224×224" in note and "384×384" in note for note in subject.info.notes)
    assert subject.model.rule.shorter_side == int(384 * 248 / 224)  # timm's own share


def test_the_users_size_is_the_one_tried(tmp_path: Path) -> None:
    build, _ = BUILT["vit"]
    right = ModelSetup(rule=InputRule(size=(384, 384), shorter_side=384))
    assert opened(build(), tmp_path / "m.pth", right).model.rule == right.rule
    wrong = ModelSetup(rule=InputRule(size=(224, 224), shorter_side=224))
    with pytest.raises(UserError, match="224×224 pixels: “Input height"):
        opened(build(), tmp_path / "m.pth", wrong)


def test_the_users_size_opens_what_no_guess_does(tmp_path: Path) -> None:
    odd = nn.Sequential(nn.Conv2d(3, 2, 1), nn.Softmax2d(), nn.Flatten(), nn.Linear(2 * 7 * 61, 3))
    setup = ModelSetup(rule=InputRule(size=(61, 7), shorter_side=None))
    assert opened(odd, tmp_path / "m.pth", setup).model.rule.size == (61, 7)


@pytest.mark.parametrize("name", ["fastvit_t8", "resnet18"])
def test_layers_that_name_no_picture_say_nothing(name: str) -> None:
    with torch.device("meta"):
        model = timm.create_model(name)
    assert not built_sizes(model)


def test_tables_of_relative_positions_span_a_picture() -> None:
    with torch.device("meta"):
        model = timm.create_model("mvitv2_tiny", img_size=160)
    assert (160, 160) in possible_sizes(model)


def test_the_usual_size_is_sure_only_with_places_for_it() -> None:
    with torch.device("meta"):
        model = timm.create_model("coat_lite_mini")  # inner layers speak of 56, 28 and 14
    assert not any(one.sure for one in built_sizes(model))


def test_resampled_weights_are_another_network() -> None:
    places = {"pos_embed": torch.zeros(1, 577, 8), "head.weight": torch.zeros(3, 8)}
    check_same(places, {"places": torch.zeros(1, 577, 8), "head.weight": torch.zeros(3, 8, 1)}, "x")
    fewer: dict[str, Tensor] = {"pos_embed": torch.zeros(1, 197, 8)}
    with pytest.raises(UserError, match="pos_embed"):
        check_same(places, fewer, "vit_tiny_patch16_224")
