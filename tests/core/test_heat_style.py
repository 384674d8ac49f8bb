"""A style means the same everywhere: its limits, its opacities and its lines are computed once."""

from __future__ import annotations

import numpy as np
import pytest
from given_records import given_map

from viewer.core.asks.records import HeatMap
from viewer.core.maps.colour_maps import colour_table
from viewer.core.maps.geometry import Geometry
from viewer.core.maps.heat_limits import limits_of, own_limits, shown_values
from viewer.core.maps.heat_style import HeatStyle, contour_levels, opacities, style_of
from viewer.core.maps.overlay import overlay, paint_over

RAW = np.array([[0.0, 1.0], [2.0, 5.0]], np.float32)
SIGNED = np.array([[-8.0, 1.0], [2.0, 5.0]], np.float32)


def heat_of(raw: np.ndarray, signed: np.ndarray | None = None, method: str = "grad_cam") -> HeatMap:
    return given_map(
        raw,
        Geometry(original=(30, 20), resized=(30, 20), offset=(5, 0), input=(20, 20)),
        method=method,
        signed=signed,
    )


def test_each_extent_has_its_own_limits() -> None:
    heat = heat_of(RAW + 1, SIGNED)
    assert limits_of(heat, HeatStyle()) == (1.0, 6.0)
    assert limits_of(heat, HeatStyle(extent="positive")) == (0.0, 6.0)
    assert limits_of(heat, HeatStyle(extent="symmetric")) == (-8.0, 8.0)
    assert shown_values(heat, HeatStyle(extent="symmetric")) is heat.signed
    assert limits_of(heat_of(RAW), HeatStyle(extent="symmetric")) == (-5.0, 5.0)


def test_clipping_leaves_out_the_extremes_and_what_is_not_a_number() -> None:
    values = np.array([[np.nan, np.inf, *range(101)]], np.float32)
    assert own_limits(values, HeatStyle(clip_percent=5)) == pytest.approx((5.0, 95.0))
    positive = HeatStyle(clip_percent=5, extent="positive")
    assert own_limits(values, positive) == pytest.approx((0.0, 95.0))
    assert own_limits([[np.nan]], HeatStyle()) == (0.0, 0.0)


@pytest.mark.parametrize("size", [1, 2, 49, 3136])
@pytest.mark.parametrize("percent", [0, 1, 2.5, 10, 49])
def test_limits_are_numpys_percentiles(size: int, percent: float) -> None:
    values = np.random.default_rng(size).normal(size=size)
    expected = np.percentile(values, [percent, 100 - percent])
    assert own_limits(values, HeatStyle(clip_percent=percent)) == pytest.approx(tuple(expected))


def test_a_scale_is_shared_by_maps_of_one_method_only() -> None:
    same, other = heat_of(RAW * 3), heat_of(RAW * 100, method="layer_cam")
    style = HeatStyle(scaling="method")
    assert limits_of(heat_of(RAW), style, [same, other]) == (0.0, 15.0)
    assert limits_of(heat_of(RAW), HeatStyle(), [same, other]) == (0.0, 5.0)
    fixed = HeatStyle(scaling="fixed", fixed=(1.0, 2.0))
    assert limits_of(heat_of(RAW), fixed, [same]) == (1.0, 2.0)


def test_threshold_and_proportion_become_an_opacity_for_each_colour() -> None:
    assert (opacities(HeatStyle(opacity=0.3)) == np.float32(0.3)).all()
    half = opacities(HeatStyle(opacity=1.0, threshold=0.5))
    assert not half[:127].any()
    assert (half[128:] == 1.0).all()
    ramp = opacities(HeatStyle(opacity=0.8, proportional=True))
    assert ramp == pytest.approx(0.8 * np.arange(256) / 255, abs=1e-6)
    both = opacities(HeatStyle(opacity=1.0, proportional=True, extent="symmetric"))
    assert both[[0, 255]].tolist() == [1.0, 1.0]
    assert both[127:129].max() < 0.01


def test_lines_are_drawn_on_both_sides_of_a_signed_map() -> None:
    assert contour_levels(HeatStyle()) == ()
    assert contour_levels(HeatStyle(contour=0.4)) == (0.4,)
    assert contour_levels(HeatStyle(contour=0.4, extent="symmetric")) == pytest.approx((0.3, 0.7))


def test_a_signed_map_is_never_shown_in_a_sequential_colour_map() -> None:
    assert HeatStyle(colour_map="jet").table_key == "jet"
    assert HeatStyle(colour_map="jet", extent="symmetric").table_key == "vik"
    assert HeatStyle(colour_map="berlin", extent="symmetric").table_key == "berlin"


def test_the_style_is_read_out_of_the_settings() -> None:
    assert style_of({}) == HeatStyle()
    options = {"opacity": 80, "threshold": 25, "extent": "positive", "cells": True, "fixed_low": -2}
    wanted = HeatStyle(opacity=0.8, threshold=0.25, extent="positive", cells=True, fixed=(-2, 1))
    assert style_of(options) == wanted


def test_cells_are_painted_in_one_colour_each() -> None:
    black = np.zeros((20, 30, 3), np.uint8)
    style = HeatStyle(cells=True, opacity=1.0)
    out = paint_over(black, heat_of(RAW), style)
    table = colour_table("inferno")
    assert (out[:10, 5:15] == table[0]).all()
    assert (out[:10, 15:25] == table[51]).all()
    assert (out[10:, 5:15] == table[102]).all()
    assert (out[10:, 15:25] == table[255]).all()


def test_the_picture_is_left_alone_below_the_threshold_and_without_contrast() -> None:
    rgb = np.random.default_rng(1).integers(0, 255, (20, 30, 3), np.uint8)
    out = paint_over(rgb, heat_of(RAW), HeatStyle(threshold=0.6, cells=True))
    assert (out[:, 5:15] == rgb[:, 5:15]).all()
    assert (out[10:, 15:25] != rgb[10:, 15:25]).any()
    flat = paint_over(rgb, heat_of(np.ones((2, 2), np.float32)), HeatStyle(opacity=1.0))
    assert (flat[:, 5:25] == rgb[:, 5:25]).all()
    assert (flat[:, :5] == np.rint(rgb[:, :5] * 0.5)).all()


def test_a_plain_style_is_the_plain_overlay() -> None:
    rgb = np.random.default_rng(2).integers(0, 255, (20, 30, 3), np.uint8)
    heat = heat_of(RAW)
    table = colour_table("viridis")
    wanted = overlay(rgb, RAW, heat.geometry.box, table=table, opacity=0.4)
    assert (paint_over(rgb, heat, HeatStyle(colour_map="viridis", opacity=0.4)) == wanted).all()
