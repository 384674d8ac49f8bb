"""Observations hold for maps of which every number is known by hand."""

import numpy as np
import pytest
from given_records import given_map, given_model, given_prediction

from viewer.core.asks.records import ExplainedPicture
from viewer.core.asks.scores import ClassScore
from viewer.core.asks.target import ClassGroup, ResolvedTarget
from viewer.core.maps.geometry import InputRule, plan_geometry
from viewer.reporting.observations import observe
from viewer.reporting.observing import EVEN_BORDER, agreement, cut_away, measure

RULE = InputRule(size=(60, 60), shorter_side=60)
WIDE, TALL = (90, 60), (60, 90)  # the crop leaves 15 pixels at both ends


def heat(raw, original=(60, 60), **chosen):
    return given_map(raw, plan_geometry(original, RULE, "default"), **chosen)


def one_cell(row, column, side=6):
    raw = np.zeros((side, side), np.float32)
    raw[row, column] = 2.0
    return raw


def test_a_peak_in_one_cell_is_found_in_its_ninth():
    found = measure(heat(one_cell(0, 5)))
    assert found.third == (0, 2)
    assert found.peak == 2.0
    assert found.place == pytest.approx((5.5 / 6, 0.5 / 6))
    assert found.half_area == pytest.approx(0.5 / 36)
    # 60 % of a sixth lies in the outer tenth, along both axes: what is inside is 0.4 of 0.4.
    assert found.border == pytest.approx(1 - 0.4 * 0.4)


@pytest.mark.parametrize(("original", "place"), [(WIDE, (5 / 6, 0.5)), (TALL, (0.5, 5 / 6))])
def test_places_are_those_of_the_picture_and_not_of_the_crop(original, place):
    """A map of three cells covers the middle two thirds of the longer side."""
    raw = np.zeros((1, 3), np.float32) if original == WIDE else np.zeros((3, 1), np.float32)
    raw[-1, -1] = 1.0
    found = measure(heat(raw, original))
    across = (15 + 50) / 90
    assert found.place == pytest.approx((across, 0.5) if original == WIDE else (0.5, across))
    assert place


def test_an_even_map_has_no_place_of_its_own():
    found = measure(heat(np.ones((5, 5), np.float32)))
    assert found.share == pytest.approx(1 / 9)
    assert found.border == pytest.approx(EVEN_BORDER)
    assert found.half_area == pytest.approx(0.5)
    assert pytest.approx(0.36) == EVEN_BORDER


@pytest.mark.parametrize("raw", [np.zeros((3, 3)), np.full((3, 3), np.nan), np.full((3, 3), -1.0)])
def test_a_map_without_positive_values_is_not_measured(raw):
    assert measure(heat(raw)) is None


def test_what_is_cut_away_is_a_share_of_the_area():
    for original in (WIDE, TALL):
        seen = given_prediction(plan_geometry(original, RULE, "default"))
        assert cut_away(seen) == pytest.approx(1 / 3)
    assert cut_away(given_prediction(plan_geometry((60, 60), RULE, "default"))) == 0.0
    assert cut_away(given_prediction(plan_geometry((30, 30), RULE, "whole"))) == 0.0


def test_two_maps_agree_as_far_as_they_are_alike():
    ramp = np.arange(36, dtype=np.float32).reshape(6, 6)
    same, other = agreement(heat(ramp), heat(3 * ramp)), agreement(heat(ramp), heat(35 - ramp))
    assert (same.pearson, same.overlap) == pytest.approx((1.0, 1.0))
    assert (other.pearson, other.overlap) == pytest.approx((-1.0, 0.0))
    assert agreement(heat(ramp), heat(np.zeros((6, 6)))) is None


def explanation(*maps, **chosen):
    geometry = plan_geometry((60, 60), RULE, "default")
    top = tuple(
        ClassScore(name=name, index=index, logit=1.0, probability=share)
        for index, (name, share) in enumerate((("cat", 0.75), ("dog", 0.25)))
    )
    groups = (ClassGroup(name="dog", members=(1,), name_zh="狗"),)
    return ExplainedPicture(
        model=given_model(groups=groups),
        prediction=given_prediction(geometry, top=top, **chosen),
        maps=maps,
    )


def test_every_sentence_has_its_numbers():
    dog = ResolvedTarget(title="dog", members=(1,))
    told = observe([explanation(heat(one_cell(0, 5), resolved=dog))], "en")
    assert [one.about for one in told] == ["prediction", "map"]
    assert told[0].text == "The model says “cat” (75.0%), and then “dog” (25.0%)."
    assert told[0].numbers == {"share": 0.75, "other": 0.25}
    assert told[1].text.startswith("Grad-CAM for “dog”: ")
    assert "in the upper right of the picture; half of it lies on 1% of" in told[1].text
    assert "Its peak is 2, at 92% of the width and 8% of the height." in told[1].text
    assert "84% of it lies in the outer tenth, where an even map would have 36%." in told[1].text


def test_a_method_that_finds_nothing_is_held_against_one_that_does():
    maps = heat(np.zeros((6, 6))), heat(one_cell(5, 5), method="layer_cam", pane=1)
    nothing, seen = observe([explanation(*maps)], "en")[1:]
    assert nothing.text == (
        "Grad-CAM finds no positive evidence for “dog” (its maximum is 0);"
        " LayerCAM does, in the lower right."
    )
    assert (nothing.about, seen.about) == ("nothing", "map")
    assert "没有发现支持“狗”的证据（最大值为 0），而 LayerCAM 在右下发现了" in (
        observe([explanation(*maps)], "zh_CN")[1].text
    )
    alone = observe([explanation(maps[0])], "en")[1]
    assert alone.text == "Grad-CAM finds no positive evidence for “dog” (its maximum is 0)."
