"""Emptiness is explained, twins are named, and a cut object is noticed, each in one sentence."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from given_records import given_map

from viewer.core.asks.target import ResolvedTarget
from viewer.core.maps.geometry import Geometry
from viewer.core.maps.heat_style import HeatStyle
from viewer.core.maps.remarks import buried, cut_object, emptiness, remark_on, twin, unsteady

CROP = Geometry(original=(300, 200), resized=(336, 224), offset=(56, 0), input=(224, 224))
RAW = np.random.default_rng(2).random((7, 7)).astype(np.float32)


def heat_of(raw: Any = RAW, method="grad_cam", signed=None, geometry=CROP):
    return given_map(raw, geometry, method=method, signed=signed)


def said(values, **kwargs):
    heat = heat_of(values, **kwargs)
    return emptiness(heat, heat.raw)


@pytest.mark.parametrize(
    ("values", "start", "empty"),
    [
        (np.zeros((2, 2)), "No positive evidence for dog", True),
        (np.full((2, 2), 3.0), "The evidence for dog is the same everywhere", True),
        (np.full((2, 2), np.nan), "The map for dog holds no valid number", True),
        ([[np.nan, 1.0]], "The map for dog holds invalid numbers", False),
        ([[np.inf, 1.0]], "The map for dog holds infinite numbers", False),
    ],
)
def test_every_kind_of_emptiness_has_its_sentence(values, start, empty):
    remark = said(values)
    assert remark.headline.startswith(start)
    assert remark.empty is empty
    assert remark.hint or not empty


def test_a_map_that_shows_something_needs_no_words():
    assert said(RAW) is None


def test_the_signed_map_is_offered_where_everything_speaks_against():
    signed = np.full((2, 2), -1.0, np.float32)
    assert "Signed" in said(np.zeros((2, 2)), signed=signed).hint
    assert "Signed" not in said(np.zeros((2, 2))).hint
    assert "channel" in said(np.zeros((2, 2)), method="eigen_cam").hint


def test_methods_that_coincide_are_named_with_the_reason():
    remark = twin(heat_of(method="hires_cam"), [heat_of(RAW * 7)])
    assert remark.headline == "The same map as Grad-CAM."
    assert "average" in remark.hint
    assert not remark.empty


def test_what_differs_is_no_twin():
    changed = RAW.copy()
    changed[3, 3] += 0.01
    other = heat_of(method="hires_cam")
    assert twin(other, [heat_of(changed)]) is None
    assert twin(other, [heat_of(RAW[:5])]) is None
    assert (
        twin(other, [replace(heat_of(), resolved=ResolvedTarget(title="c", members=(2,)))]) is None
    )
    assert twin(heat_of(), [heat_of()]) is None
    assert twin(heat_of(np.zeros((7, 7)), "hires_cam"), [heat_of(np.zeros((7, 7)))]) is None


def test_a_hot_side_counts_only_where_the_picture_goes_on():
    left, top = np.zeros((7, 7)), np.zeros((7, 7))
    left[:, 0] = top[0] = 1.0
    assert cut_object(heat_of(left)).headline == "The hot part ends at the crop."
    assert cut_object(heat_of(top)) is None
    small = np.zeros((7, 7))
    small[3, 0] = 1.0
    assert cut_object(heat_of(small)) is None


def test_one_thing_is_said_at_a_time():
    zero = heat_of(np.zeros((7, 7)), "hires_cam")
    assert remark_on(zero, zero.raw, [heat_of(np.zeros((7, 7)))]).empty


@pytest.mark.parametrize(
    ("varies", "start"), [("batch", "This model's answer hangs on"), ("runs", "This model answers")]
)
def test_every_map_of_an_unsteady_model_says_so(varies, start):
    heat = replace(heat_of(), varies=varies)
    assert remark_on(heat, heat.raw, [heat]).headline.startswith(start)
    assert unsteady(heat_of()) is None


@pytest.mark.parametrize(
    ("peak", "style", "said"),
    [
        (0.22, HeatStyle(threshold=0.45, scaling="method"), "at 22% of the shared scale"),
        (0.22, HeatStyle(threshold=0.45, scaling="fixed"), "at 22% of the fixed scale"),
        (0.004, HeatStyle(threshold=0.45, scaling="method"), "at 0.4% of the shared"),
        (0.03, HeatStyle(scaling="method"), "at 3% of the shared scale"),
        (0.46, HeatStyle(threshold=0.45, scaling="method"), ""),
        (0.22, HeatStyle(scaling="method"), ""),
    ],
)
def test_a_map_that_shows_nothing_on_its_scale_says_so(peak, style, said):
    remark = buried(np.array([[0.0, peak]], np.float32), style)
    assert (said in remark.hint) if said else remark is None


def test_nothing_is_above_a_threshold_of_the_whole_scale():
    """Only the very peak reaches it, which is a point without extent in a smooth map."""
    values = np.array([[0.0, 1.0]], np.float32)
    own = buried(values, HeatStyle(threshold=1.0))
    assert own is not None
    assert (own.headline, own.hint) == (
        "Nothing is above the threshold of 100%.",
        "A lower one shows the map.",
    )
    shared = buried(values, HeatStyle(threshold=1.0, scaling="method"))
    assert shared is not None
    assert shared.hint == "The peak of this map is at 100% of the shared scale."
    assert buried(values, HeatStyle(threshold=0.99)) is None


def test_a_signed_map_is_seen_by_what_speaks_against():
    signed = HeatStyle(extent="symmetric", threshold=0.5)
    assert buried(np.array([[0.1, 0.5]], np.float32), signed) is None
    assert buried(np.array([[0.4, 0.6]], np.float32), signed) is not None
