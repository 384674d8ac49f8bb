"""Observations of any map equal what plain loops find, and each sentence says its numbers."""

import numpy as np
import pytest
from given_records import given_map, given_model, given_prediction

from viewer.core.asks.records import ExplainedPicture
from viewer.core.asks.scores import ClassScore
from viewer.core.maps.geometry import InputRule, plan_geometry
from viewer.figure.choices import Language
from viewer.reporting.observations import observe
from viewer.reporting.observing import agreement, measure

RULE = InputRule(size=(60, 60), shorter_side=60)
# The crop leaves 15 pixels at both ends of the longer side.
BOXES = {(90, 60): (15, 0, 75, 60), (60, 90): (0, 15, 60, 75)}
both_ways = pytest.mark.parametrize("original", BOXES)
FINE = 20  # small squares a side of a cell
NAMES = (
    *("upper left", "upper middle", "upper right"),
    *("middle left", "centre", "middle right"),
    *("lower left", "lower middle", "lower right"),
)


def noise(seed):
    return np.random.default_rng(seed).normal(0.2, 1.0, (5, 7)).astype(np.float32)


def heat(raw, original, **chosen):
    return given_map(raw, plan_geometry(original, RULE, "default"), **chosen)


def linear(raw, x, y):
    """Return a map's value at a place of itself, 0..1 across and down, between cell centres."""
    rows, columns = raw.shape
    across = min(max(x * columns - 0.5, 0.0), columns - 1.0)
    down = min(max(y * rows - 0.5, 0.0), rows - 1.0)
    left, top = int(across), int(down)
    right, bottom = min(left + 1, columns - 1), min(top + 1, rows - 1)
    u, v = across - left, down - top
    upper = (1 - u) * raw[top, left] + u * raw[top, right]
    lower = (1 - u) * raw[bottom, left] + u * raw[bottom, right]
    return (1 - v) * upper + v * lower


def ninths(raw, original):
    """Add up a map over the pixels of the picture, ninth by ninth; return their shares."""
    (width, height), (left, top, right, bottom) = original, BOXES[original]
    sums = dict.fromkeys(range(9), 0.0)
    for y in range(top, bottom):
        for x in range(left, right):
            place = (x + 0.5 - left) / (right - left), (y + 0.5 - top) / (bottom - top)
            sums[3 * (3 * y // height) + 3 * x // width] += float(linear(raw, *place))
    return [one / sum(sums.values()) for one in sums.values()]


def said(text, *numbers):
    return all(number in text for number in numbers)


@both_ways
@pytest.mark.parametrize("seed", range(4))
def test_a_map_is_told_as_loops_find_it(original, seed):
    raw, (width, height) = noise(seed), original
    positive, box = np.maximum(raw, 0), BOXES[original]
    found = measure(heat(raw, original))
    shares = ninths(positive, original)
    best = int(np.argmax(shares))
    assert found.third == divmod(best, 3)
    assert found.share == pytest.approx(shares[best], abs=0.01)

    row, column = next((r, c) for r in range(5) for c in range(7) if raw[r, c] == raw.max())
    across = (box[0] + (column + 0.5) / 7 * 60) / width
    down = (box[1] + (row + 0.5) / 5 * 60) / height
    assert (found.peak, *found.place) == pytest.approx((raw.max(), across, down))

    squares = np.kron(positive, np.ones((FINE, FINE)))
    edge = np.ones_like(squares, bool)
    edge[5 * FINE // 10 : -5 * FINE // 10, 7 * FINE // 10 : -7 * FINE // 10] = False
    assert found.border == pytest.approx(squares[edge].sum() / squares.sum())

    held, taken = 0.0, 0
    for value in sorted(squares.ravel(), reverse=True):
        if held >= squares.sum() / 2:
            break
        held, taken = held + value, taken + 1
    assert found.half_area == pytest.approx(taken / squares.size, abs=2 / squares.size)

    told = next(one for one in observe([of(heat(raw, original))], "en") if one.about == "map")
    assert f"in the {NAMES[best]} of the picture" in told.text
    assert said(told.text, f"{found.share:.0%}", f"{found.half_area:.0%}", f"{raw.max():.3g}")
    assert said(told.text, f"{across:.0%} of the width", f"{down:.0%} of the height")
    more = f"{found.border:.0%} of it lies in the outer tenth" in told.text
    assert more == (found.border > 0.36)


@both_ways
def test_two_methods_are_told_as_loops_find_them(original):
    one, other = noise(1), noise(1) + noise(2)
    steps = [(i + 0.5) / 112 for i in range(112)]
    first, second = ([linear(m, x, y) for y in steps for x in steps] for m in (one, other))
    found = agreement(heat(one, original), heat(other, original))
    assert found.pearson == pytest.approx(np.corrcoef(first, second)[0, 1], abs=1e-4)
    count = round(0.1 * len(first))
    hot, hotter = (set(np.argsort(values)[-count:]) for values in (first, second))
    assert found.overlap == pytest.approx(len(hot & hotter) / len(hot | hotter), abs=0.02)
    maps = heat(one, original), heat(other, original, method="layer_cam", pane=1)
    told = next(said for said in observe([of(*maps)], "en") if said.about == "agreement")
    assert told.text == (
        f"Grad-CAM and LayerCAM for “dog”: their correlation is {found.pearson:.2f},"
        f" and {found.overlap:.0%} of their hottest tenths coincide."
    )
    assert told.methods == ("grad_cam", "layer_cam")


@both_ways
def test_what_the_crop_cut_away_is_said_and_the_whole_picture_is_not(original):
    texts = [one.text for one in observe([of(heat(noise(3), original))], "en")]
    assert "The model did not see 33% of the picture, which the crop cut away." in texts
    whole = plan_geometry(original, RULE, "whole")
    told = observe([of(given_map(noise(3), whole))], "en")
    assert "crop" not in [one.about for one in told]


@pytest.mark.parametrize(
    ("shares", "english", "chinese"),
    [
        (
            (0.6, 0.3),
            "“cat” (60.0%), and then “dog” (30.0%).",
            "“cat”（60.0%），其次是“dog”（30.0%）。",
        ),
        ((0.999, 0.001), "The model says “cat” (99.9%).", "模型判断为“cat”（99.9%）。"),
    ],
)
def test_the_prediction_names_a_runner_up_where_there_is_one(shares, english, chinese):
    top = tuple(
        ClassScore(name=name, index=index, logit=0.0, probability=share)
        for index, (name, share) in enumerate(zip(("cat", "dog"), shares, strict=True))
    )
    said: dict[Language, str] = {"en": english, "zh_CN": chinese}
    for lang, text in said.items():
        (first, *_) = observe([of(heat(noise(0), (60, 90)), top=top)], lang)
        assert first.text.endswith(text)
        assert list(first.numbers.values()) == list(shares[: len(first.numbers)])


def of(*maps, **chosen):
    """Return the explanation that maps belong to."""
    return ExplainedPicture(
        model=given_model(), prediction=given_prediction(maps[0].geometry, **chosen), maps=maps
    )


def test_a_regression_says_its_number_and_no_probability():
    top = (ClassScore(name="age", index=0, logit=31.25, probability=1.0, said="31.25"),)
    told = observe([of(heat(noise(3), (60, 90)), top=top)], "en")[0]
    assert told.text == "The model says “age” (31.25)."
    assert told.numbers == {"value": 31.25}
