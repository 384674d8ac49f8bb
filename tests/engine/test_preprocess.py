"""The model's input equals timm's and torchvision's own evaluation transforms."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest
import torch
from PIL import Image

from viewer.core.maps.geometry import InputMode, InputRule, plan_geometry
from viewer.core.pictures.images import Picture, load_picture
from viewer.engine.look.preprocess import to_input
from viewer.engine.models.zoo.lite0 import RULE

PHOTOGRAPHS = ("report/both.png", "report/horses.jpg", "cats_dogs/cat.4001.jpg")
PLAIN = InputRule(size=(32, 24), shorter_side=30, interpolation="bilinear")


def model_input(picture: Picture, rule: InputRule, mode: InputMode = "default") -> torch.Tensor:
    return to_input(picture, plan_geometry(picture.size, rule, mode), rule)


@pytest.fixture(params=["photo", "tall_photo"])
def picture(request: pytest.FixtureRequest) -> Picture:
    return load_picture(request.getfixturevalue(request.param))


@pytest.mark.parametrize("name", PHOTOGRAPHS)
def test_equals_timm_bit_for_bit(shared_data: Path, name: str) -> None:
    from timm.data.transforms_factory import create_transform

    picture = load_picture(shared_data / name)
    transform = create_transform(
        (3, 224, 224), interpolation="bicubic", crop_pct=0.875, mean=(0.5,) * 3, std=(0.5,) * 3
    )
    expected = cast(Any, transform)(Image.fromarray(picture.rgb)).unsqueeze(0)
    assert torch.equal(model_input(picture, RULE), expected)


@pytest.mark.parametrize("name", ["resnet50", "efficientnet_b0", "swin_t"])
def test_equals_torchvision(picture: Picture, name: str) -> None:
    from torchvision import models

    from viewer.engine.models.recognising.architectures import Architecture
    from viewer.engine.models.zoo.published import published

    recommended = published(Architecture("torchvision", name))[0]
    preset = models.get_model_weights(name).DEFAULT.transforms()
    expected = preset(Image.fromarray(picture.rgb)).unsqueeze(0)
    found = model_input(picture, recommended.rule)
    assert found.shape == expected.shape
    assert (found - expected).abs().max() <= 1e-6


def test_native_keeps_the_files_own_pixels(picture: Picture) -> None:
    x = model_input(picture, PLAIN, "native")
    values = x[0].permute(1, 2, 0).numpy() * np.array(PLAIN.std, np.float32)
    back = (values + np.array(PLAIN.mean, np.float32)) * 255
    assert np.abs(back - picture.rgb).max() < 1e-3


@pytest.mark.parametrize("mode", ["whole", "stretch"])
def test_whole_and_stretch_use_the_same_resampler(picture: Picture, mode: InputMode) -> None:
    geometry = plan_geometry(picture.size, PLAIN, mode)
    assert geometry.offset == (0, 0)
    resized = Image.fromarray(picture.rgb).resize(geometry.input, Image.Resampling.BILINEAR)
    mean, std = np.array(PLAIN.mean, np.float32), np.array(PLAIN.std, np.float32)
    expected = (np.asarray(resized, np.float32) / 255 - mean) / std
    found = to_input(picture, geometry, PLAIN)[0].permute(1, 2, 0).numpy()
    assert found.shape == (geometry.input[1], geometry.input[0], 3)
    assert np.abs(found - expected).max() <= 1e-6


def test_a_bright_corner_stays_in_its_corner() -> None:
    rgb = np.zeros((60, 90, 3), np.uint8)
    rgb[:30, :45] = (255, 0, 0)
    picture = Picture(rgb=rgb, notes=(), format="PNG", sha256="")
    x = model_input(picture, PLAIN, "stretch")[0]
    assert x.shape == (3, 24, 32)
    assert x[0, :10, :14].min() > 1
    assert x[0, 14:].max() < 0
    assert x[0, :, 18:].max() < 0
    assert x[2].max() < 0
