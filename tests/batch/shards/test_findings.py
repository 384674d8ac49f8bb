"""What a row says of a map, against values found by hand, on a wide picture and its transpose."""

from __future__ import annotations

import math

import numpy as np
import pytest
from given_records import given_map

from viewer.batch.shards.findings import SIDES, map_facts, truth_facts
from viewer.core.maps.geometry import InputRule, plan_geometry
from viewer.measures.truth import Region, TruthRegions

RULE = InputRule(size=(60, 60), shorter_side=60)


def facts(raw, size):
    return map_facts(given_map(raw, plan_geometry(size, RULE, "default")))


@pytest.mark.parametrize("turned", [False, True])
def test_centre_spread_and_border_by_hand(turned):
    """Weights 1 and 3 in the middle row of four cells, at 3/8 and 7/8 of the crop's width."""
    raw = np.array([[-2, 0, 0, 0], [0, 1, 0, 3], [0, 0, 0, 0]], np.float32)
    size = (60, 90) if turned else (90, 60)  # of which the middle 60 x 60 pixels are seen
    told = facts(raw.T if turned else raw, size)
    along = 3 / 8 * 1 / 4 + 7 / 8 * 3 / 4
    centre = (15 + 60 * along, 30.0)
    assert (told["centre_x"], told["centre_y"]) == pytest.approx(centre[::-1] if turned else centre)
    assert told["spread"] == pytest.approx(math.sqrt(1 / 4 * 3 / 4 * (1 / 2) ** 2))
    assert (told["low"], told["high"], told["energy"]) == (-2.0, 3.0, 4.0)
    assert told["border"] == pytest.approx(3 / 4)
    box = (0.0, 15.0, 60.0, 75.0) if turned else (15.0, 0.0, 75.0, 60.0)
    assert tuple(told[f"box_{side}"] for side in ("left", "top", "right", "bottom")) == box


def test_a_map_that_is_the_same_everywhere_spreads_over_all_of_the_input():
    told = facts(np.ones((40, 40), np.float32), (90, 60))
    assert told["spread"] == pytest.approx(math.sqrt(1 / 6), rel=1e-3)
    assert told["border"] == pytest.approx(156 / 1600)


@pytest.mark.parametrize("raw", [np.zeros((3, 3)), -np.ones((3, 3)), np.full((3, 3), np.nan)])
def test_a_map_without_evidence_has_no_centre(raw):
    told = facts(raw.astype(np.float32), (90, 60))
    assert told["energy"] == 0.0
    assert "centre_x" not in told


@pytest.mark.parametrize("turned", [False, True])
def test_the_share_in_the_true_box_by_hand(turned):
    """Cells of 20 pixels; the object is the right third, where 3 of 4 of the weight are."""
    raw = np.repeat(np.array([[1, 0, 3]], np.float32), 3, axis=0)
    size, box = ((60, 90), (0, 55, 60, 75)) if turned else ((90, 60), (55, 0, 75, 60))
    heat = given_map(raw.T if turned else raw, plan_geometry(size, RULE, "default"))
    told = truth_facts(heat, TruthRegions(regions=(Region(box=box, label="dog"),)))
    # Between the cells' centres the map is linear: of its columns 0..59, the last 20 hold this.
    columns = np.interp(np.arange(60) + 0.5, (10, 30, 50), (1, 0, 3))
    assert told["truth_energy"] == pytest.approx(columns[40:].sum() / columns.sum(), rel=1e-5)
    assert tuple(told[f"object_{side}"] for side in SIDES) == pytest.approx(box)


def test_of_several_objects_the_largest_is_told_as_far_as_it_is_seen():
    """The middle 60 x 60 of 90 x 60 pixels are seen; the larger dog reaches out of that."""
    small, large = (20.0, 10.0, 40.0, 20.0), (0.0, 30.0, 60.0, 60.0)
    heat = given_map(np.ones((3, 3), np.float32), plan_geometry((90, 60), RULE, "default"))
    regions = tuple(Region(box=box, label="dog") for box in (small, large))
    told = truth_facts(heat, TruthRegions(regions=regions))
    assert tuple(told[f"object_{side}"] for side in SIDES) == pytest.approx((15, 30, 60, 60))
    assert told["truth_pointing"] == 1.0
    assert truth_facts(heat, None) == {}
