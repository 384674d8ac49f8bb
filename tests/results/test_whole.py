"""A folder of results as a whole: who is taken for whom, maps as points, a cluster's pictures."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest
from given_results import COUNT, drawn_results
from PIL import Image

from viewer.core.errors import Cancelled, UserError
from viewer.core.maps.colour_maps import colour_table
from viewer.core.maps.heat_style import HeatStyle, opacities
from viewer.results.clusters import GRID, MapCluster
from viewer.results.confusion import confusion_matrix, pictures_of_cell
from viewer.results.contact_sheet import SIDE_PX, nearest, sheet_of
from viewer.results.map_places import USUAL, main_axes, map_places
from viewer.results.whole import ClassOfMaps, read_whole


def test_classes_stand_in_the_order_of_the_folders_that_bear_their_names():
    counted = {("dogs", "wolf"): 9, ("cats", "Dogs"): 2, ("cats", "Cats"): 5, ("dogs", "fox"): 1}
    found = confusion_matrix(counted)
    assert found.folders == ("cats", "dogs")
    assert found.classes == ("Cats", "Dogs", "wolf", "fox")
    assert found.counts.tolist() == [[5, 2, 0, 0], [0, 0, 9, 1]]
    assert found.right == [(0, 0), (1, 1)]


def test_the_pictures_of_a_cell_and_the_classes_of_a_folder(tmp_path):
    store = drawn_results(tmp_path, tmp_path)
    whole = read_whole(store)
    assert whole.shards == 3
    assert whole.confusions.counts.tolist() == [[4, 2]]
    assert [len(group.maps) for group in whole.groups] == [COUNT - 1] * 2
    cell = pictures_of_cell(store, "=cat", "class 1")
    assert cell == [tmp_path / "p1.png", tmp_path / "p5.png"]
    with pytest.raises(Cancelled):
        read_whole(store, lambda: True)


def test_the_main_axes_are_those_of_the_singular_values():
    points = np.random.default_rng(1).normal(size=(40, 6)) * [9, 1, 1, 4, 1, 1]
    centred = points - points.mean(0)
    left, values, _ = np.linalg.svd(centred, full_matrices=False)
    np.testing.assert_allclose(np.abs(main_axes(points)), np.abs(left * values)[:, :2], rtol=1e-4)


@pytest.mark.parametrize("way", ["t-SNE", pytest.param("UMAP", marks=pytest.mark.slow)])
@pytest.mark.filterwarnings("ignore:.*:DeprecationWarning")  # numba's own
def test_maps_that_are_alike_lie_together(way):
    if way == "UMAP":
        pytest.importorskip("umap")
    random = np.random.default_rng(0)
    maps = random.random((60, GRID, GRID)).astype(np.float32) * 0.1
    maps[:20, 1, 1], maps[20:40, 9, 9] = 40.0, 40.0
    maps /= maps.sum((1, 2), keepdims=True)
    places = map_places(maps, way)
    far = np.linalg.norm(places[:, None] - places[None], axis=2)
    np.fill_diagonal(far, np.inf)
    assert (far.argmin(1) // 20 == np.arange(60) // 20).all()
    np.testing.assert_array_equal(places, map_places(maps, way))


def test_many_maps_are_put_on_their_main_axes_unless_another_way_is_asked_for(monkeypatch):
    maps = np.random.default_rng(0).random((USUAL + 1, 2, 2)).astype(np.float32)
    on_axes = main_axes(maps.reshape(-1, 4).astype(np.float64))
    np.testing.assert_array_equal(map_places(maps), on_axes)
    monkeypatch.setattr("viewer.results.map_places.MOST", USUAL)
    with pytest.raises(UserError, match=r"t-SNE takes too long for more than 400 maps\."):
        map_places(maps, "t-SNE")


def test_without_umap_a_sentence_says_how_it_is_installed(monkeypatch):
    monkeypatch.setitem(sys.modules, "umap", None)
    with pytest.raises(UserError, match="UMAP is not installed") as refused:
        map_places(np.ones((3, 2, 2), np.float32), "UMAP")
    assert "pip install umap-learn" in refused.value.hint


@pytest.mark.parametrize("count", [1, 5, 20])
def test_maps_that_are_all_the_same_have_a_place_too(count):
    places = map_places(np.full((count, GRID, GRID), 1 / GRID**2, np.float32))
    assert places.shape == (count, 2)
    assert np.isfinite(places).all()


def test_the_sheet_shows_the_nearest_first_and_the_map_on_its_picture(tmp_path):
    """The left half of each map is lit; the second picture is not there."""
    Image.fromarray(np.full((120, 240, 3), 100, np.uint8)).save(tmp_path / "a.png")
    half = np.zeros((GRID, GRID), np.float32)
    half[:, : GRID // 2] = 1.0
    group = ClassOfMaps("cat", "grad_cam", "layer4")
    for name, factor in (("gone.png", 2.0), ("a.png", 1.1)):
        group.pictures.append((str(tmp_path / name), "cats"))
        group.pages.append(0)
        group.maps.append(half * factor)
    cluster = MapCluster(np.array([0, 1]), half, (0.25, 0.5), 0.0, 0.0)
    assert nearest(group, cluster) == [1, 0]
    first, second = sheet_of(group, cluster, HeatStyle(), lambda: False)
    assert first.picture == Path(tmp_path / "a.png")
    assert first.pixels.shape == (SIDE_PX // 2, SIDE_PX, 3)
    assert second.pixels.shape == (SIDE_PX, SIDE_PX, 3)
    style = HeatStyle()
    table, opacity = colour_table(style.table_key), opacities(style)
    for place, step in ((4, -1), (-4, 0)):
        blended = (1 - opacity[step]) * 100 + opacity[step] * table[step]
        np.testing.assert_allclose(first.pixels[20, place], blended, atol=1)
    with pytest.raises(Cancelled):
        sheet_of(group, cluster, HeatStyle(), lambda: True)
