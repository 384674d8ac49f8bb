"""A planted mark is found by the maps of a network that has learnt it, and none where none is."""

from __future__ import annotations

import csv
import io
import math

import numpy as np
import pytest
from given_marks import EACH, maps_of_the_first_class, pictures
from given_results import COUNT, FAILED, drawn_results, raw_map

from viewer.results.browsing import ResultTable
from viewer.results.clusters import (
    GRID,
    centre,
    map_clusters,
    on_part,
    on_picture,
    spectral_labels,
)
from viewer.results.collecting.collect import collect
from viewer.results.rows import LATER
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


@pytest.mark.parametrize("turned", [False, True])
def test_a_map_over_the_objects_box_is_the_part_that_lies_there(turned):
    """Sixteen cells of 4 pixels; the object fills two of them, of which the right one is lit."""
    raw = np.zeros((4, 4), np.float32)
    raw[1, 2], raw[3, 0] = 2.0, 9.0  # the second one is outside of the object
    seen, part = (10.0, 0.0, 26.0, 16.0), (14.0, 4.0, 22.0, 8.0)
    if turned:
        raw, seen, part = raw.T, (0.0, 10.0, 16.0, 26.0), (4.0, 14.0, 8.0, 22.0)
    placed = on_part(raw, seen, part)
    along = placed.sum(axis=1 if turned else 0)
    # Along the object the map rises from the centre of its first cell, at 1/4, to that of the lit
    # one, at 3/4, and falls towards that of the cell behind it, at 5/4.
    at = (np.arange(GRID) + 0.5) / GRID
    expected = np.interp(at, (0.25, 0.75, 1.25), (0.0, 1.0, 0.0))
    np.testing.assert_allclose(along, expected / expected.sum(), atol=1e-6)
    assert placed.sum() == pytest.approx(1.0)


def test_maps_of_known_objects_have_a_mean_over_their_box(tmp_path):
    """The object is the left half of what the model saw, or the lower half of it."""
    boxes = {0: (10.0, 0.0, 40.0, 60.0), 5: (10.0, 30.0, 70.0, 60.0)}
    store = drawn_results(tmp_path, tmp_path, objects=boxes)
    groups = {group.method: group for group in classes_of_maps(store)}
    found = groups["grad_cam"].in_object
    expected = [on_part(raw_map(n, 0), (10.0, 0.0, 70.0, 60.0), boxes[n]) for n in boxes]
    assert found.count == 2
    np.testing.assert_allclose(found.mean, np.mean(expected, axis=0), atol=1e-6)
    np.testing.assert_allclose(found.deviation, np.std(expected, axis=0), atol=1e-6)


def test_results_of_older_versions_lack_the_objects_and_are_read_all_the_same(tmp_path):
    pq = pytest.importorskip("pyarrow.parquet")
    store = drawn_results(tmp_path, tmp_path)
    for shard in store.done():
        pq.write_table(pq.read_table(store.part(shard)).drop_columns([*LATER]), store.part(shard))
    assert [group.in_object.count for group in classes_of_maps(store)] == [0, 0]
    table = ResultTable.open(tmp_path)
    table.read_all()
    assert set(table.column("object_left")) == {None}


def test_the_maps_of_each_class_and_the_confusions_of_a_folder(tmp_path):
    store = drawn_results(tmp_path, tmp_path)
    groups = classes_of_maps(store)
    assert {(group.target, group.method, len(group.maps)) for group in groups} == {
        ("cat", method, COUNT - 1) for method in ("grad_cam", "layer_cam")
    }
    method = [group.method for group in groups].index("grad_cam")
    told = [place for place in range(COUNT) if place != FAILED]
    expected = [on_picture(raw_map(n, 0), (10.0, 0.0, 70.0, 60.0), (90, 60)) for n in told]
    mean = groups[method].on_picture
    np.testing.assert_allclose(mean.mean, np.mean(expected, axis=0), atol=1e-6)
    np.testing.assert_allclose(mean.deviation, np.std(expected, axis=0), atol=1e-6)
    assert (mean.count, groups[method].in_object.count) == (COUNT - 1, 0)
    counted = confusions(store)
    assert counted == {("=cat", "class 0"): 4, ("=cat", "class 1"): 2}
    assert math.isclose(sum(counted.values()), COUNT - 1)


def test_clusters_are_collected_as_a_table(tmp_path):
    path, _ = collect(drawn_results(tmp_path, tmp_path).folder, "clusters")
    rows = list(csv.DictReader(io.StringIO(path.read_text())))
    assert len(rows) == 2 * (COUNT - 1)
    assert {row["cluster"] for row in rows} == {"1"}  # so few are not parted
    assert {row["suspicious"] for row in rows} == {""}
