"""Intervals, tests and places, each against another way to them."""

from __future__ import annotations

import math
from itertools import product

import numpy as np
import pytest

from viewer.evaluate.ranking import overall, rankings
from viewer.evaluate.scores import Score
from viewer.evaluate.statistics import differences, holm, interval, summaries, wilcoxon


def scores_of(values: dict[str, list[float]], measure: str = "deletion") -> list[Score]:
    return [
        Score(
            picture=f"{number}.png",
            method=method,
            layer="top",
            target="dog",
            measure=measure,
            value=value,
            baseline=0.5,
            rank=2.0,
            seconds=1.0,
        )
        for method, mine in values.items()
        for number, value in enumerate(mine)
    ]


def test_an_interval_is_that_of_the_means_theory():
    values = np.random.default_rng(0).normal(3, 2, 400)
    low, high = interval(values)
    half = 1.96 * values.std() / math.sqrt(400)
    assert low == pytest.approx(values.mean() - half, abs=0.03)
    assert high == pytest.approx(values.mean() + half, abs=0.03)
    assert all(map(math.isnan, interval(values[:1])))


def test_wilcoxons_p_is_the_share_of_signs_as_extreme():
    apart = np.array([0.3, -0.1, 0.5, 0.2, 0.7, 0.05])
    order = np.argsort(np.argsort(np.abs(apart))) + 1
    seen = order[apart > 0].sum()
    sums = [
        sum(r for r, s in zip(order, signs, strict=True) if s)
        for signs in product((0, 1), repeat=6)
    ]
    low = min(seen, order.sum() - seen)
    extreme = sum(one <= low for one in sums) * 2 / len(sums)
    assert wilcoxon(apart) == pytest.approx(min(1.0, extreme))
    assert wilcoxon(np.zeros(5)) == 1.0


def test_holm_by_hand():
    assert holm([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.06, 0.06])
    assert holm([0.5, 0.9]) == pytest.approx([1.0, 1.0])
    assert holm([]) == []


def test_a_clear_difference_is_told_from_noise():
    random = np.random.default_rng(1)
    base = random.uniform(0.2, 0.6, 20)
    found = scores_of(
        {
            "good": list(base),
            "as_good": list(base + random.normal(0.0001, 0.01, 20)),
            "bad": list(base + random.uniform(0.1, 0.2, 20)),
        }
    )
    order = rankings(summaries(found), differences(found))
    (ranking,) = order
    noise = {one.summary.method: one.is_noise for one in ranking.placed}
    assert noise == {"good": True, "as_good": True, "bad": False}
    assert [one.place for one in ranking.placed] == [1, 2, 3]
    assert overall(order)[-1].way == ("bad", "top")


def test_pictures_that_only_one_method_has_are_not_compared():
    found = scores_of({"a": [1.0, 2.0, 3.0], "b": [2.0, math.nan, 4.0]})
    (apart,) = differences(found)
    assert (apart.n, apart.mean) == (2, -1.0)
    assert [one.n for one in summaries(found)] == [3, 2]
