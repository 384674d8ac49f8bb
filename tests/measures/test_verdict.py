"""What readings mean: by their rank among maps that know nothing, or by their measure's bounds."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from viewer.measures.registry import COSTS, MEASURES, card, find_measures
from viewer.measures.verdict import verdict

DELETION, RANDOMISATION, STABILITY, COMPLEXITY = (
    one.row for one in find_measures(("deletion", "randomisation", "stability", "complexity"))
)


@pytest.mark.parametrize(
    ("rank", "kind", "part"),
    [
        (1, "passes", "Better than 18 of 18 maps"),
        (2.5, "passes", "Better than 16 of 18 maps"),
        (4, "doubtful", "Only better than 15 of 18 maps"),
        (9.5, "doubtful", "Only better than 9 of 18"),
        (10, "fails", "No better than maps that know nothing: rank 10 of 19"),
        (19, "fails", "rank 19 of 19"),
    ],
)
def test_a_rank_is_the_verdict_where_there_are_rivals(rank, kind, part):
    found = verdict(DELETION, 0.01, rank, 19)
    assert found.kind == kind
    assert part in found.sentence


def test_a_map_among_its_equals_fails():
    """A random map ranks in the middle of random maps."""
    assert verdict(DELETION, 0.3, 2.0, 3).kind == "fails"


@pytest.mark.parametrize(
    ("row", "value", "kind"),
    [
        (RANDOMISATION, 0.08, "passes"),
        (RANDOMISATION, -0.9, "passes"),
        (RANDOMISATION, 0.5, "doubtful"),
        (RANDOMISATION, 1.0, "fails"),
        (STABILITY, 0.97, "passes"),
        (STABILITY, 0.7, "doubtful"),
        (STABILITY, 0.2, "fails"),
        (COMPLEXITY, 0.2, "none"),
        (DELETION, math.nan, "none"),
    ],
)
def test_bounds_are_the_verdict_where_there_are_none(row, value, kind):
    found = verdict(row, value)
    assert found.kind == kind
    assert found.sentence.endswith(".")


def test_bounds_lie_on_the_sides_that_their_measure_says():
    bounded = [one for one in MEASURES if one.row.bounds is not None]
    assert len(bounded) >= 7
    for one in bounded:
        passes, fails = one.row.bounds.passes, one.row.bounds.fails
        assert (passes > fails) == (one.row.better == "higher")
        assert one.rivals == "none"
        turned = replace(one.row, better="lower" if one.row.better == "higher" else "higher")
        assert verdict(turned, passes).kind == "passes"  # at the bound itself


def test_the_card_begins_with_what_is_cheap_and_needs_no_truth():
    told = card(truth=False)
    costs = [COSTS.index(one.row.cost) for one in told]
    assert costs == sorted(costs)
    assert not any(one.row.truth or one.row.cost == "minutes" for one in told)
    assert told[0].rivals == "none"
    assert set(told) < set(card(truth=True, slow=True)) == set(MEASURES)
