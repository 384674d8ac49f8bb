"""Rivals are as smooth as the map, and a map that knows nothing is one of them."""

from __future__ import annotations

import numpy as np
import pytest
from given_trials import permuted

from viewer.measures.registry import find_measures
from viewer.measures.rivals import (
    RANDOM,
    blob,
    edges,
    random_map,
    rank_among,
    rivals,
    smoothness,
    with_values_of,
)


@pytest.mark.parametrize("deviation", [2.0, 5.6, 16.0])
def test_random_maps_are_as_smooth_as_was_asked(deviation):
    random = np.random.default_rng(0)
    found = [smoothness(random_map(random, (150, 224), deviation)) for _ in range(8)]
    assert np.median(found) == pytest.approx(deviation, rel=0.42)  # half an octave and its rounding


def test_there_are_sixteen_random_maps_the_edges_and_the_blob():
    x = np.zeros((3, 20, 30), np.float32)
    x[:, :, 15:] = 1  # an edge down the middle
    maps = list(rivals(2.0, x))
    assert len(maps) == RANDOM + 2 == 18
    assert np.unique(edges(x).argmax(axis=1)).tolist() == [14]
    assert np.unravel_index(blob((20, 30)).argmax(), (20, 30)) in {(9, 14), (10, 15), (9, 15)}
    assert all(np.array_equal(a, b) for a, b in zip(maps, rivals(2.0, x), strict=True))
    assert not np.array_equal(maps[0], maps[1])


def test_a_rival_takes_exactly_the_values_of_a_map():
    random = np.random.default_rng(0)
    rival, values = random.random((2, 6, 9)).astype(np.float32)
    taken = with_values_of(rival, values)
    assert (np.sort(taken.ravel()) == np.sort(values.ravel())).all()
    assert (np.argsort(taken.ravel()) == np.argsort(rival.ravel())).all()


def test_ranks_are_counted_from_the_best_and_shared():
    assert rank_among(5, [1, 2, 3], "higher") == 1
    assert rank_among(5, [1, 2, 3], "lower") == 4
    assert rank_among(2, [1, 2, 3], "higher") == 2.5


def test_a_permuted_map_ranks_like_any_other(linear):
    """Its rank among permuted maps is spread evenly: none of them is better by knowing."""
    (deletion,) = find_measures(("deletion",))
    values = deletion.held([permuted(linear, seed) for seed in range(40)])
    ranks = [rank_among(value, values[20:], "lower") for value in values[:20]]
    assert 7 < np.mean(ranks) < 15
    assert deletion.held([linear])[0] < min(values)
