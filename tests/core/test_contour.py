"""Contour lines lie where the interpolated map has their value."""

from __future__ import annotations

import numpy as np
import pytest

from viewer.core.maps.contour import contour_lines
from viewer.core.maps.heat import upsample

BOX = (10.0, 20.0, 310.0, 220.0)  # 300 x 200


def test_a_ramp_has_one_straight_line_where_it_passes_the_level():
    ramp = np.tile(np.linspace(0.0, 1.0, 6, dtype=np.float32), (4, 1))  # centres 25, 75, ... of 300
    (line,) = contour_lines(ramp, [0.3], BOX)
    assert line[:, 0] == pytest.approx(10 + 25 + 0.3 * 250, abs=0.01)
    assert line[:, 1].min() == pytest.approx(20.0, abs=0.01)
    assert line[:, 1].max() == pytest.approx(220.0, abs=0.01)


def test_lines_follow_the_interpolated_values():
    values = np.random.default_rng(5).random((7, 7), np.float32)
    fine = upsample(values, (700, 700))
    lines = contour_lines(values, [0.4, 0.7], (0.0, 0.0, 700.0, 700.0))
    points = np.concatenate(lines)
    points = points[(points > 1).all(axis=1) & (points < 699).all(axis=1)]
    found = fine[points[:, 1].astype(int), points[:, 0].astype(int)]
    assert np.minimum(np.abs(found - 0.4), np.abs(found - 0.7)).max() < 0.03


def test_cells_are_outlined_along_their_sides():
    values = np.zeros((2, 3), np.float32)
    values[0, 1] = 1.0
    lines = contour_lines(values, [0.5], (0.0, 0.0, 30.0, 20.0), cells=True)
    sides = {tuple(map(tuple, line.round(6).tolist())) for line in lines}
    assert sides == {
        ((10.0, 0.0), (10.0, 10.0)),
        ((20.0, 0.0), (20.0, 10.0)),
        ((10.0, 10.0), (20.0, 10.0)),
    }


def test_a_flat_map_has_no_line():
    assert contour_lines(np.ones((3, 3), np.float32), [0.5], BOX) == []
    assert contour_lines(np.ones((3, 3), np.float32), [0.5], BOX, cells=True) == []


def test_lines_have_the_length_of_scikit_images():
    skimage = pytest.importorskip("skimage.measure")
    values = np.random.default_rng(6).random((5, 7), np.float32)
    fine = np.pad(upsample(values, (56, 40)), 1, mode="edge")

    def length(lines):
        return sum(np.hypot(*np.diff(line, axis=0).T).sum() for line in lines)

    ours = contour_lines(values, [0.6], (0.0, 0.0, 56.0, 40.0))
    assert length(ours) == pytest.approx(length(skimage.find_contours(fine, 0.6)), rel=0.03)
