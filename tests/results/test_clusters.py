"""A planted mark is found by the maps of a network that has learnt it, and none where none is."""

from __future__ import annotations

import csv
import io
import math

import numpy as np
import pytest
from given_marks import EACH, maps_of_the_first_class, pictures
from given_results import COUNT, FAILED, drawn_results, raw_map

from viewer.results.clusters import GRID, centre, map_clusters, on_picture, spectral_labels
from viewer.results.collecting.collect import collect
from viewer.results.whole import classes_of_maps, confusions


def test_the_mark_is_found_and_nothing_else():
    x, kinds, marked = pictures(planted=True)
    found = map_clusters(maps_of_the_first_class(x, kinds))
    suspicious = [cluster for cluster in found if cluster.suspicious]
    assert len(suspicious) == 1
    (cluster,) = suspicious
    truly = marked[kinds.numpy() == 0]
    assert truly[cluster.members].mean() >= 0.95  # purity
    assert truly[cluster.members].sum() >= 0.95 * truly.sum()
    assert min(cluster.place) > 0.65
    assert "always the same place" in cluster.suspicious


def test_without_a_mark_there_is_no_alarm():
    x, kinds, _ = pictures(planted=False)
    found = map_clusters(maps_of_the_first_class(x, kinds))
    assert sum(len(cluster.members) for cluster in found) == EACH
    assert [cluster.suspicious for cluster in found if cluster.suspicious] == []


def test_groups_that_lie_apart_are_parted_and_one_group_is_not():
    random = np.random.default_rng(0)
    groups = np.repeat(np.eye(3, 12), 20, axis=0) + random.normal(0, 0.02, (60, 12))
    labels = spectral_labels(groups.astype(np.float32))
    assert [len(set(labels[n : n + 20])) for n in (0, 20, 40)] == [1, 1, 1]
    assert len(set(labels)) == 3
    few = spectral_labels(groups[:5].astype(np.float32))
    assert set(few) == {0}


@pytest.mark.parametrize("turned", [False, True])
def test_a_map_lies_on_its_picture_where_the_model_saw_it(turned):
    """The right half of a 2:1 picture was seen, and there the lower half is lit."""
    raw = np.array([[-1.0, -1.0], [2.0, 2.0]], np.float32)
    size, seen = ((32, 64), (0, 32, 32, 64)) if turned else ((64, 32), (32, 0, 64, 32))
    placed = on_picture(raw.T if turned else raw, seen, size)
    assert placed.shape == (GRID, GRID)
    assert placed.sum() == pytest.approx(1.0)
    x, y = centre(placed)[::-1] if turned else centre(placed)
    assert x == pytest.approx(0.75)
    assert 0.7 < y < 0.9


def test_the_maps_of_each_class_and_the_confusions_of_a_folder(tmp_path):
    store = drawn_results(tmp_path, tmp_path)
    groups = classes_of_maps(store)
    assert {(group.target, group.method, len(group.maps)) for group in groups} == {
        ("cat", method, COUNT - 1) for method in ("grad_cam", "layer_cam")
    }
    method = [group.method for group in groups].index("grad_cam")
    told = [place for place in range(COUNT) if place != FAILED]
    expected = [on_picture(raw_map(n, 0), (10.0, 0.0, 70.0, 60.0), (90, 60)) for n in told]
    np.testing.assert_allclose(groups[method].mean, np.mean(expected, axis=0), atol=1e-6)
    np.testing.assert_allclose(groups[method].deviation, np.std(expected, axis=0), atol=1e-6)
    counted = confusions(store)
    assert counted == {("=cat", "class 0"): 4, ("=cat", "class 1"): 2}
    assert math.isclose(sum(counted.values()), COUNT - 1)


def test_clusters_are_collected_as_a_table(tmp_path):
    path, _ = collect(drawn_results(tmp_path, tmp_path).folder, "clusters")
    rows = list(csv.DictReader(io.StringIO(path.read_text())))
    assert len(rows) == 2 * (COUNT - 1)
    assert {row["cluster"] for row in rows} == {"1"}  # so few are not parted
    assert {row["suspicious"] for row in rows} == {""}
