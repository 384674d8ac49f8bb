"""Pictures where the model looked as here: the share of two maps that lies in the same place."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from given_results import COUNT, FAILED, drawn_results, raw_map

from viewer.core.errors import Cancelled
from viewer.results.clusters import GRID, on_picture
from viewer.results.nearest import PicturesAlike, alike_in

pytest.importorskip("pyarrow")


def columns(*lit: int):
    """Return a map of sum 1 whose weight lies in these columns."""
    values = np.zeros((GRID, GRID), np.float32)
    values[:, list(lit)] = 1 / (GRID * len(lit))
    return values


def test_what_shares_half_of_its_weight_or_more_is_shown_the_nearest_first():
    alike = PicturesAlike(columns(0, 1))
    for name, values in {
        "half": columns(1, 2),
        "same": columns(0, 1),
        "elsewhere": columns(7, 8),
        "a third": columns(1, 2, 3),
        "two thirds": columns(0, 1, 2),
    }.items():
        alike.put(Path(name), values)
    assert [path.name for path in alike.nearest] == ["same", "two thirds", "half"]
    assert alike.count == 5


def test_of_several_maps_of_a_picture_the_nearest_counts():
    alike = PicturesAlike(columns(0))
    alike.put(Path("a"), columns(0))
    alike.put(Path("a"), columns(9))
    assert alike.nearest == [Path("a")]


def test_the_maps_of_a_result_folder_are_ordered_by_what_they_share(tmp_path):
    """Held against an independent sum over all rows of the method that is meant."""
    store = drawn_results(tmp_path, tmp_path)
    whole = (10.0, 0.0, 70.0, 60.0), (90, 60)
    here = on_picture(raw_map(2, 1), *whole)
    found = alike_in(store, here, ("layer_cam", "layer4"), lambda: False)
    told = [place for place in range(COUNT) if place != FAILED]
    shares = {n: np.minimum(here, on_picture(raw_map(n, 1), *whole)).sum() for n in told}
    expected = sorted((n for n in told if shares[n] >= 0.5), key=lambda n: -shares[n])
    assert [path.name for path in found.nearest] == [f"p{n}.png" for n in expected]
    assert expected[0] == 2
    assert alike_in(store, here, ("layer_cam", "layer3"), lambda: False).count == 0
    with pytest.raises(Cancelled):
        alike_in(store, here, ("layer_cam", "layer4"), lambda: True)
