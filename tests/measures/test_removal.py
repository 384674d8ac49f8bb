"""Deletion and insertion on a linear model, where every point of a curve is a sum known by hand."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest
from given_trials import permuted

from viewer.measures.registry import find_measures
from viewer.measures.removal import (
    COARSE,
    area,
    blurred,
    deletion_curve,
    insertion_curve,
    standing_in,
)
from viewer.measures.trial import ranked

ALL = ("deletion", "insertion", "deletion_cells", "insertion_cells")
DELETION, INSERTION, BY_CELLS = find_measures(("deletion", "insertion", "deletion_cells"))


def closed_form(trial, ends):
    """The score that is left when the largest contributions are gone, black instead."""
    gone = np.cumsum(np.sort(trial.map.ravel().astype(np.float64))[::-1])
    return gone[-1] - np.array([gone[end - 1] if end else 0.0 for end in ends])


def test_deletion_on_black_is_the_sum_of_what_is_left(linear):
    trial = replace(linear, start="black")
    curve = deletion_curve(trial)
    shares, values = np.array(curve).T
    ends = np.round(np.linspace(0, trial.map.size, 21)).astype(int)
    assert shares == pytest.approx(ends / trial.map.size)
    expected = closed_form(trial, ends)
    assert values == pytest.approx(expected, abs=1e-4)
    by_hand = sum((expected[1:] + expected[:-1]) / 2 * np.diff(shares))
    assert DELETION.read(trial).value == pytest.approx(by_hand, abs=1e-5)
    assert DELETION.read(trial).curve == curve


def test_insertion_is_deletion_turned_round(linear):
    """What black leaves of the whole and what it takes from nothing add up to the whole."""
    trial = replace(linear, start="black")
    whole = float(trial.ask([trial.x]).scores[0])
    gone, come = np.array(deletion_curve(trial)), np.array(insertion_curve(trial))
    assert gone[:, 1] + come[:, 1] == pytest.approx(np.full(21, whole), abs=1e-4)


def test_exact_contributions_cannot_be_beaten(linear):
    trial = replace(linear, start="black")
    order = np.random.default_rng(0)
    for _ in range(5):
        other = replace(trial, map=order.permutation(trial.map.ravel()).reshape(trial.map.shape))
        assert DELETION.read(other).value > DELETION.read(trial).value
        assert INSERTION.read(other).value < INSERTION.read(trial).value


@pytest.mark.parametrize("measure", find_measures(ALL), ids=lambda one: one.row.key)
@pytest.mark.parametrize("rows", [1, 2, 3, 4])
def test_rivals_are_measured_by_a_part_of_the_same_points(linear, measure, rows):
    """For any number of cells: a rival that is the map itself gets the map's number."""
    trial = replace(linear, cells=linear.map[::4, ::3][:rows, : rows + 1])
    assert measure.held([trial]) == pytest.approx([measure.read(trial).comparable], abs=1e-9)


def test_a_rival_costs_four_questions_and_both_ends_none(linear):
    DELETION.read(linear)
    asked = linear.ask.asked
    assert asked == 21
    DELETION.held([replace(linear, map=-linear.map)])
    assert linear.ask.asked - asked == 4


@pytest.mark.parametrize("measure", find_measures(ALL), ids=lambda one: one.row.key)
def test_rivals_are_asked_about_together_and_each_gets_its_own_number(linear, measure):
    """The area below six points of each one's own curve; one question for all of them."""
    rivals = [permuted(linear, seed) for seed in range(3)]
    curves = [measure.read(one).curve for one in rivals]
    few = [[curve[round(share * 20)] for share in (0, *COARSE, 1)] for curve in curves]
    assert [round(share, 2) for share, _ in few[0]] == [0, 0.2, 0.4, 0.6, 0.8, 1]
    questions = linear.ask.questions
    assert measure.held(rivals) == pytest.approx([area(points) for points in few], abs=1e-6)
    assert linear.ask.questions - questions == 1


def test_cells_are_taken_whole(linear):
    cells = np.array([[0, 5, 1], [4, 2, 3]], np.float32)  # each 6 x 6 pixels
    trial = replace(linear, cells=cells, start="black")
    values = [value for _, value in deletion_curve(trial, cells=True)]
    left, expected = trial.map.astype(np.float64).copy(), []
    for place in [None, *np.argsort(-cells.ravel())]:
        if place is not None:
            row, column = divmod(int(place), 3)
            left[6 * row : 6 * row + 6, 6 * column : 6 * column + 6] = 0
        expected.append(left.sum())
    assert values == pytest.approx(expected, abs=1e-4)
    assert BY_CELLS.read(trial).value == pytest.approx(area(deletion_curve(trial, cells=True)))


def test_what_stands_in_is_what_was_asked_for(linear):
    trial = replace(linear, black=np.array([-1, -2, -3], np.float32))
    assert (standing_in(trial, "black")[1] == -2).all()
    mean = standing_in(trial, "mean")
    assert mean[:, 0, 0] == pytest.approx(trial.x.mean(axis=(1, 2)))
    soft = standing_in(trial, "blurred")
    assert soft == pytest.approx(blurred(trial.x))
    assert soft[2] == pytest.approx(cv2.GaussianBlur(trial.x[2], (0, 0), 11 / 224 * 12))


def test_equal_places_come_in_no_order_of_theirs():
    order = ranked(np.array([[0, 0, 0, 9], [0, 0, 0, 0]], np.float32))
    assert order[0] == 3
    assert sorted(order) == list(range(8))
    assert list(order[1:]) != sorted(order[1:])
    assert (order == ranked(np.array([[0, 0, 0, 9], [0, 0, 0, 0]], np.float32))).all()
