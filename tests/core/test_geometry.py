"""The way from original pixels to model input equals torchvision's own, and can be walked back."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from viewer.core.maps.geometry import (
    MAX_INPUT_PIXELS,
    Geometry,
    InputMode,
    InputRule,
    Size,
    plan_geometry,
)

RULE = InputRule(size=(224, 224), shorter_side=256)
LANDSCAPE, PORTRAIT = (600, 400), (400, 600)


def prepare(picture: Image.Image, geometry: Geometry) -> np.ndarray:
    """Resize and crop by the plan; Pillow's crop fills a border with black."""
    left, top = geometry.offset
    width, height = geometry.input
    resized = picture.resize(geometry.resized, Image.Resampling.BILINEAR)
    return np.asarray(resized.crop((left, top, left + width, top + height)))


def torchvision_input(picture: Image.Image, rule: InputRule) -> np.ndarray:
    from torchvision import transforms

    assert rule.shorter_side is not None
    steps = transforms.Compose(
        [transforms.Resize(rule.shorter_side), transforms.CenterCrop(rule.size[::-1])]
    )
    return np.asarray(steps(picture))


@pytest.mark.parametrize(
    "size", [(600, 400), (400, 600), (37, 53), (500, 375), (375, 500), (256, 256), (300, 301)]
)
@pytest.mark.parametrize(
    "rule",
    [
        RULE,
        InputRule(size=(299, 299), shorter_side=342),
        InputRule(size=(128, 96), shorter_side=111),
        InputRule(size=(225, 225), shorter_side=200),  # a border on both axes or one
        InputRule(size=(301, 180), shorter_side=240),
    ],
)
def test_the_input_equals_torchvisions_transform(size: Size, rule: InputRule) -> None:
    noise = np.random.default_rng(1).integers(0, 256, (size[1], size[0], 3), np.uint8)
    picture = Image.fromarray(noise)
    plan = plan_geometry(size, rule, "default")
    assert np.array_equal(prepare(picture, plan), torchvision_input(picture, rule))


def test_the_classic_numbers_of_a_3_2_picture() -> None:
    plan = plan_geometry(LANDSCAPE, RULE, "default")
    assert (plan.resized, plan.offset, plan.input) == ((384, 256), (80, 16), (224, 224))
    assert plan.box == pytest.approx((125.0, 25.0, 475.0, 375.0))
    turned = plan_geometry(PORTRAIT, RULE, "default")
    assert (turned.resized, turned.offset, turned.input) == ((256, 384), (16, 80), (224, 224))
    assert turned.box == pytest.approx((25.0, 125.0, 375.0, 475.0))


def test_other_modes_see_the_whole_picture() -> None:
    for size in (LANDSCAPE, PORTRAIT):
        for mode in ("whole", "stretch", "native"):
            plan = plan_geometry(size, RULE, mode)
            assert plan.box == (0.0, 0.0, *map(float, size))
            assert (plan.mode, plan.note) == (mode, "")
    assert plan_geometry(LANDSCAPE, RULE, "whole").input == (384, 256)
    assert plan_geometry(PORTRAIT, RULE, "whole").input == (256, 384)
    assert plan_geometry(LANDSCAPE, RULE, "native").input == LANDSCAPE
    assert plan_geometry(LANDSCAPE, RULE, "stretch").input == (224, 224)


def test_a_squashing_rule_crops_nothing() -> None:
    squash = InputRule(size=(224, 192), shorter_side=None)
    plan = plan_geometry(LANDSCAPE, squash, "default")
    assert (plan.resized, plan.input, plan.mode) == ((224, 192), (224, 192), "default")
    assert plan_geometry(LANDSCAPE, squash, "whole").input == (288, 192)


def test_a_model_of_fixed_size_stretches_and_says_so() -> None:
    for mode in ("whole", "native"):
        plan = plan_geometry(LANDSCAPE, RULE, mode, fixed_size=True)
        assert (plan.mode, plan.input) == ("stretch", (224, 224))
        assert "224 × 224" in plan.note
    assert plan_geometry(LANDSCAPE, RULE, "default", fixed_size=True).mode == "default"
    fits = plan_geometry((224, 224), RULE, "native", fixed_size=True)
    assert (fits.mode, fits.note) == ("native", "")


def test_a_picture_smaller_than_the_crop_stands_on_a_border() -> None:
    rule = InputRule(size=(300, 200), shorter_side=200)
    plan = plan_geometry((100, 100), rule, "default")
    assert plan.offset == (-50, 0)
    assert plan.box == (-25.0, 0.0, 125.0, 100.0)
    assert plan.note


@pytest.mark.parametrize("size", [(65_000, 1), (1, 65_000)])
def test_a_band_never_grows_into_gigabytes(size: Size) -> None:
    for mode in ("default", "whole"):
        plan = plan_geometry(size, RULE, mode)
        assert (plan.mode, plan.resized) == ("stretch", (224, 224))
        assert plan.note


def test_a_huge_picture_is_scaled_instead_of_native() -> None:
    plan = plan_geometry((10_000, 8_000), RULE, "native")
    assert (plan.mode, plan.input) == ("whole", (320, 256))
    assert plan.note


def test_an_empty_picture_is_refused() -> None:
    with pytest.raises(ValueError, match="0 x 5"):
        plan_geometry((0, 5), RULE, "default")


@settings(max_examples=200, deadline=None)
@given(
    size=st.tuples(st.integers(1, 9_000), st.integers(1, 9_000)),
    mode=st.sampled_from(("default", "whole", "stretch", "native")),
    point=st.tuples(st.floats(-10, 300), st.floats(-10, 300)),
)
def test_every_plan_can_be_walked_back(
    size: Size, mode: InputMode, point: tuple[float, float]
) -> None:
    plan = plan_geometry(size, RULE, mode)
    there = plan.to_original(*point)
    assert plan.to_input(*there) == pytest.approx(point, abs=1e-6)
    assert plan.resized[0] * plan.resized[1] <= MAX_INPUT_PIXELS
