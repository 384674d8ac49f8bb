"""Upsampling equals OpenCV's, boxes may be fractional, and ranges leave out what is no number."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from viewer.core.maps.geometry import Box, Size
from viewer.core.maps.heat import coverage, display_range, normalise, upsample

NOISE = np.random.default_rng(7)


@pytest.mark.parametrize("grid", [(7, 7), (14, 9), (1, 1), (1, 5), (56, 56), (2, 3)])
@pytest.mark.parametrize("size", [(600, 400), (400, 600), (224, 224), (61, 97)])
def test_upsampling_equals_opencv(grid: tuple[int, int], size: Size) -> None:
    values = NOISE.random(grid, np.float32)
    wanted = cv2.resize(values, size, interpolation=cv2.INTER_LINEAR)
    assert np.abs(upsample(values, size) - wanted).max() <= 1e-6


@pytest.mark.parametrize("size", [(90, 60), (60, 90)])
def test_a_whole_pixel_box_equals_opencv_inside_and_is_zero_outside(size: Size) -> None:
    values = NOISE.random((4, 5), np.float32)
    out = upsample(values, size, (12.0, 7.0, 52.0, 47.0))
    wanted = np.zeros(size[::-1], np.float32)
    wanted[7:47, 12:52] = cv2.resize(values, (40, 40), interpolation=cv2.INTER_LINEAR)
    assert np.abs(out - wanted).max() <= 1e-6
    assert np.array_equal(coverage(size, (12.0, 7.0, 52.0, 47.0)), wanted > 0)


def test_a_fractional_box_puts_each_pixel_where_it_belongs() -> None:
    ramp = np.arange(4, dtype=np.float32)[np.newaxis]  # cell centres at 0.5, 1.5, 2.5, 3.5
    left, right = 1.25, 9.25  # two pixels to a cell
    out = upsample(ramp, (10, 1), (left, 0.0, right, 1.0))[0]
    centres = np.arange(10) + 0.5
    wanted = np.clip((centres - left) / 2.0 - 0.5, 0.0, 3.0)
    wanted[[0, 9]] = 0.0  # centres at 0.5 and 9.5 lie outside
    assert out == pytest.approx(wanted, abs=1e-6)
    assert coverage((10, 1), (left, 0.0, right, 1.0))[0].tolist() == [False, *[True] * 8, False]


def test_a_box_may_reach_beyond_the_picture() -> None:
    values = NOISE.random((3, 3), np.float32)
    box: Box = (-10.0, -4.0, 50.0, 56.0)
    wanted = cv2.resize(values, (60, 60), interpolation=cv2.INTER_LINEAR)[4:34, 10:50]
    assert np.abs(upsample(values, (40, 30), box) - wanted).max() <= 1e-6
    assert coverage((40, 30), box).all()


def test_the_range_ignores_what_is_not_a_number() -> None:
    assert display_range([[1.0, np.nan], [-3.0, np.inf]]) == (-3.0, 1.0)
    assert display_range([[np.nan, np.inf]]) == (0.0, 0.0)
    assert display_range([[2.0, 2.0]]) == (2.0, 2.0)


def test_normalising_maps_the_range_and_cuts_the_rest() -> None:
    values = normalise([[-1.0, 0.0, 1.0, 2.0, 5.0]], 0.0, 2.0)
    assert values.dtype == np.float32
    assert values.tolist() == [[0.0, 0.0, 0.5, 1.0, 1.0]]
    assert normalise([[np.nan, np.inf, -np.inf]], 0.0, 1.0).tolist() == [[0.0, 1.0, 0.0]]


def test_a_flat_map_becomes_zero_and_survives_extreme_numbers() -> None:
    assert not normalise([[3.0, 3.0]], 3.0, 3.0).any()
    tiny = np.float32(1e-38)
    assert normalise([[0.0, tiny]], 0.0, float(tiny)).tolist() == [[0.0, 1.0]]
    assert normalise([[-3e38, 3e38]], -3e38, 3e38).tolist() == [[0.0, 1.0]]
