"""Concepts of a layer: planted ones are found again, and the updates are scikit-learn's."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from viewer.core.maps.factorising import beginning, concept_of_each, factorise
from viewer.core.maps.region_share import share_within


def planted() -> np.ndarray:
    """Return two concepts of three channels in the left and the right half of 2 × 4 places."""
    directions = np.array([[1.0, 0.0], [2.0, 0.0], [0.0, 4.0]])
    strengths = np.array([[[1, 2, 0, 0], [3, 1, 0, 0]], [[0, 0, 1, 2], [0, 0, 2, 1]]], float)
    return np.einsum("ck,khw->chw", directions, strengths).astype(np.float32)


def test_planted_concepts_are_found_the_larger_first() -> None:
    found = factorise(planted(), 2)
    assert found.error < 1e-3
    assert not found.offset.any()
    mass = found.strengths * found.directions.sum(axis=0)[:, None, None]
    np.testing.assert_allclose(mass.sum((1, 2)), [24, 21], rtol=1e-2)
    assert concept_of_each(found.strengths, found.directions).tolist() == [[1, 1, 0, 0]] * 2
    np.testing.assert_allclose(mass[1, :, :2], [[3, 6], [9, 3]], rtol=0.02)


def test_what_falls_below_zero_is_lifted_and_put_back() -> None:
    shifted = planted() - np.array([[[1.0]], [[0.0]], [[2.0]]], np.float32)
    found = factorise(shifted, 2)
    assert found.offset.tolist() == [-1, 0, -2]
    again = np.einsum("ck,khw->chw", found.directions, found.strengths)
    np.testing.assert_allclose(again + found.offset[:, None, None], shifted, atol=0.02)


def test_the_updates_are_scikit_learn_s() -> None:
    from sklearn.decomposition import non_negative_factorization

    random = np.random.default_rng(0)
    given = np.maximum(random.normal(0.3, 1, (24, 5, 6)), 0).astype(np.float32)
    matrix = given.reshape(24, -1).astype(np.float64)
    left, right = beginning(matrix, 4)
    # scikit-learn updates W first, so it is given the transposed problem
    how: dict[str, Any] = {"n_components": 4, "init": "custom", "solver": "mu", "tol": 0}
    how["max_iter"] = 30
    h, w, _ = non_negative_factorization(
        matrix.T.copy(),
        *(right.T.copy(), left.T.copy()),
        **how,
    )
    found = factorise(given, 4, rounds=30)
    theirs = np.linalg.norm(matrix - (h @ w).T) / np.linalg.norm(matrix)
    assert found.error == pytest.approx(theirs, rel=1e-6)


@pytest.mark.parametrize("count", [1, 9])
def test_an_empty_layer_has_empty_concepts(count: int) -> None:
    found = factorise(np.zeros((3, 2, 2), np.float32), count)
    assert np.isfinite(found.strengths).all()
    assert found.strengths.sum() < 1e-6
    assert len(found.strengths) == min(count, 3)


def test_a_region_takes_its_cells_and_parts_of_those_that_it_cuts() -> None:
    cells = np.array([[1.0, 2.0, 3.0], [-4.0, 5.0, 6.0]], np.float32)
    box = (10.0, 20.0, 40.0, 40.0)  # cells of 10 × 10 pixels
    assert share_within(cells, box, (0, 0, 100, 100)) == pytest.approx(13)
    assert share_within(cells, box, (20, 20, 30, 30)) == pytest.approx(2)
    assert share_within(cells, box, (30, 40, 15, 25)) == pytest.approx((0.5 * 1 + 2) / 2 + (-2 + 5))
    assert share_within(cells, box, (50, 20, 60, 40)) == 0
