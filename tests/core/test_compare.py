"""A comparison's numbers are known for maps made by hand, whatever their grids and crops."""

from __future__ import annotations

from typing import Any, cast

import numpy as np
import pytest

from viewer.core.maps.compare import Shown, _ssim, compare

BOX = (0.0, 0.0, 224.0, 224.0)


def shown(values, box=BOX, limits=None):
    values = np.asarray(values, np.float32)
    return Shown(
        values=values, limits=limits or (float(values.min()), float(values.max())), box=box
    )


def ramp(side=7):
    return np.tile(np.linspace(0.0, 1.0, side), (side, 1))


def test_a_map_equals_itself_at_any_height():
    result = compare(shown(ramp()), shown(ramp() * 30 + 4))
    assert np.abs(result.difference).max() < 1e-6
    assert result.pearson == pytest.approx(1.0)
    assert result.ssim == pytest.approx(1.0)
    assert result.overlap == 1.0


def test_a_mirrored_map_is_its_opposite():
    result = compare(shown(ramp()), shown(ramp()[:, ::-1]))
    assert result.pearson == pytest.approx(-1.0)
    assert result.overlap == 0.0
    assert result.difference.min() == pytest.approx(-1.0)
    assert result.difference.max() == pytest.approx(1.0)


def test_finer_grids_and_other_crops_are_compared_where_both_saw_the_picture():
    wide = shown(ramp(14), box=(0.0, 0.0, 300.0, 200.0))
    narrow = shown(ramp(7), box=(50.0, -10.0, 250.0, 190.0))
    result = compare(wide, narrow)
    assert result.box == (50.0, 0.0, 250.0, 190.0)
    assert result.difference.shape == (106, 112)
    assert result.pearson > 0.99
    assert compare(wide, shown(ramp(), box=(300.0, 0.0, 400.0, 100.0))) is None


def test_the_overlap_of_the_hottest_tenths_is_counted_exactly():
    """Two squares of a tenth of the area, half of each shared, overlap by a third."""
    first, second = np.zeros((112, 112)), np.zeros((112, 112))
    first[:, :11] = 1.0
    second[:56, :11] = 1.0
    second[56:, -11:] = 1.0
    result = compare(shown(first), shown(second))
    assert result.overlap == pytest.approx(1 / 3, abs=0.03)


def test_without_contrast_there_are_no_numbers():
    result = compare(shown(ramp()), shown(np.ones((7, 7))))
    assert (result.pearson, result.ssim, result.overlap) == (None, None, None)


@pytest.mark.parametrize("kind", ["uniform", "sharp", "flat"])
def test_the_structural_similarity_is_that_of_scikit_image(kind):
    skimage = pytest.importorskip("skimage.metrics")
    random = np.random.default_rng(9)
    first, second = random.random((2, 75, 112))
    if kind == "sharp":
        first, second = (first > 0.9) * 1.0, (first > 0.8) * 1.0
    if kind == "flat":
        first, second = first * 1e-3, np.zeros((75, 112))
    wanted = skimage.structural_similarity(first, second, win_size=7, data_range=1.0)
    ours = cast(Any, _ssim)  # in double precision, as the library computes
    assert ours(first, second) == pytest.approx(wanted, abs=1e-6)
    assert ours(first[:6], second[:6]) is None
