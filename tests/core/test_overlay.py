"""The blend is a true alpha blend in RGB, and heat lands on the pixels the model looked at."""

from __future__ import annotations

import numpy as np
import pytest

from viewer.core.maps.colour_maps import colour_table
from viewer.core.maps.geometry import INPUT_MODES, InputMode, InputRule, Size, plan_geometry
from viewer.core.maps.overlay import overlay

RAMP = np.arange(256, dtype=np.uint8)
GREY_TABLE = np.repeat(RAMP[:, np.newaxis], 3, axis=1)
RULE = InputRule(size=(224, 224), shorter_side=256)


@pytest.mark.parametrize("opacity", [0.0, 0.25, 0.5, 1.0])
def test_a_ramp_is_blended_pixel_by_pixel(opacity: float) -> None:
    rgb = np.stack([RAMP, RAMP[::-1], np.full(256, 90, np.uint8)], axis=-1)[np.newaxis]
    raw = (RAMP * 0.5 + 3.0)[np.newaxis]
    out = overlay(rgb, raw, None, table=GREY_TABLE, opacity=opacity)
    wanted = (1.0 - opacity) * rgb + opacity * GREY_TABLE[np.newaxis]
    assert np.abs(out - wanted).max() <= 0.5
    assert out.dtype == np.uint8


def test_nothing_is_rescaled_by_its_own_maximum() -> None:
    dark = np.full((4, 4, 3), 10, np.uint8)
    out = overlay(dark, np.eye(4), None, table=GREY_TABLE, opacity=0.1)
    assert out.max() in {34, 35}  # 0.9 * 10 + 0.1 * 255 = 34.5
    assert out.min() == 9


def test_limits_are_shared_when_given() -> None:
    black = np.zeros((1, 2, 3), np.uint8)
    out = overlay(black, [[1.0, 2.0]], None, table=GREY_TABLE, opacity=1.0, low=0.0, high=4.0)
    assert out[0, :, 0].tolist() == [64, 128]


def test_the_unseen_part_is_dimmed_and_the_picture_left_alone() -> None:
    rgb = np.full((300, 6, 3), 201, np.uint8)
    before = rgb.copy()
    hot = np.array([[0.0], [1.0]])
    out = overlay(rgb, hot, (2.0, 100.0, 4.0, 250.0), table=GREY_TABLE, opacity=1.0, dim=0.25)
    assert (out[:100] == 151).all()
    assert (out[250:] == 151).all()
    assert (out[:, [0, 1, 4, 5]] == 151).all()
    assert (out[100:130, 2:4] == 0).all()
    assert (out[220:250, 2:4] == 255).all()
    assert np.array_equal(rgb, before)


def test_a_map_with_invalid_numbers_is_still_painted() -> None:
    black = np.zeros((1, 3, 3), np.uint8)
    raw = np.array([[np.nan, 1.0, 2.0]])
    out = overlay(black, raw, None, table=GREY_TABLE, opacity=1.0)
    assert out[0, :, 0].tolist() == [0, 0, 255]


@pytest.mark.parametrize("size", [(600, 400), (400, 600)], ids=["3:2", "2:3"])
@pytest.mark.parametrize("mode", INPUT_MODES)
def test_a_hot_cell_lands_on_the_pixels_it_looked_at(size: Size, mode: InputMode) -> None:
    """A cell's patch of the input, walked back by the plan, is where the overlay is brightest."""
    plan = plan_geometry(size, RULE, mode)
    cell = 32.0
    rows, columns = int(plan.input[1] / cell), int(plan.input[0] / cell)
    row, column = 1, columns - 2
    raw = np.zeros((rows, columns), np.float32)
    raw[row, column] = 1.0
    black = np.zeros((size[1], size[0], 3), np.uint8)
    light = overlay(black, raw, plan.box, table=GREY_TABLE, opacity=1.0)[..., 0].astype(float)
    pitch = plan.input[0] / columns, plan.input[1] / rows
    x, y = plan.to_original((column + 0.5) * pitch[0], (row + 0.5) * pitch[1])
    down, across = np.indices(light.shape) + 0.5
    centre = (light * across).sum() / light.sum(), (light * down).sum() / light.sum()
    assert centre == pytest.approx((x, y), abs=0.05)
    assert light[int(y), int(x)] > 240
    first = plan.to_original((column - 0.5) * pitch[0], (row - 0.5) * pitch[1])
    last = plan.to_original((column + 1.5) * pitch[0], (row + 1.5) * pitch[1])
    lit = (across > first[0]) & (across < last[0]) & (down > first[1]) & (down < last[1])
    assert not light[~lit].any()


def test_known_pixels_of_the_default_crop() -> None:
    """600 x 400, 7 x 7 grid: the crop is 125..475 by 25..375, so a cell is 50 pixels wide."""
    raw = np.zeros((7, 7), np.float32)
    raw[0, 6] = 1.0
    for size, corner in (((600, 400), (475, 25)), ((400, 600), (375, 125))):
        plan = plan_geometry(size, RULE, "default")
        black = np.zeros((size[1], size[0], 3), np.uint8)
        light = overlay(black, raw, plan.box, table=GREY_TABLE, opacity=1.0)[..., 0]
        right, top = corner
        assert (light[top : top + 25, right - 25 : right] == 255).all()
        assert light[top - 1].max() == 0
        assert light[:, right].max() == 0
        assert light[top + 76 :].max() == 0


def test_one_opacity_for_all_is_blended_like_one_for_each_colour() -> None:
    rng = np.random.default_rng(0)
    rgb = rng.integers(0, 256, (150, 70, 3), dtype=np.uint8)
    raw, box = rng.random((7, 5), dtype=np.float32), (6.5, -3.0, 60.2, 140.0)
    each = np.full(256, 0.37, np.float32)
    each[255] = 0.3701  # no longer the same for all
    even = overlay(rgb, raw, box, table=colour_table("jet"), opacity=0.37)
    found = overlay(rgb, raw, box, table=colour_table("jet"), opacity=each)
    assert np.abs(even.astype(int) - found).max() <= 1
    assert (even == found).mean() > 0.999
