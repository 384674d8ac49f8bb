"""A planted mark is found in the window, by clusters of maps and the pictures that bear it."""

from __future__ import annotations

import sys
import time

import numpy as np
import pytest
from given_marks import EACH, KINDS, marked_results
from given_results import drawn_results, write_shard
from given_window import LIMIT_MS
from PySide6.QtCore import QPointF, Qt

from viewer.core.maps.colour_maps import colour_table
from viewer.features.folder_whole import FolderWholeFeature
from viewer.features.results import ResultsFeature
from viewer.results.clusters import GRID
from viewer.results.confusion import confusion_matrix
from viewer.results.whole import ClassOfMaps
from viewer.ui.panels.folder_matrix import ConfusionMatrix
from viewer.ui.panels.folder_means import MeanMaps
from viewer.ui.panels.folder_panel import MAPS
from viewer.ui.panels.folder_scatter import MapScatter

pytest.importorskip("pyarrow")


def opened(window, folder, qtbot):
    """Open results and their folder as a whole; return the feature."""
    window.window.resize(1280, 800)
    window.window.show()
    window[ResultsFeature].open(folder)
    qtbot.waitUntil(lambda: window[ResultsFeature].table is not None, timeout=LIMIT_MS)
    found = window[FolderWholeFeature]
    window.window.commands.action("folder_whole").trigger()
    qtbot.waitUntil(lambda: found.whole is not None, timeout=LIMIT_MS)
    return found


def test_panels_without_results_say_where_they_come_from_and_draw_no_empty_axes(window):
    window.window.show()
    for key, part in (("folder_whole", "tabs"), ("results", "split")):
        window.window.commands.action(key).trigger()
        panel = window.window.docks.panel(key)
        assert panel.nothing.isVisible()
        assert panel.nothing.text().startswith("Open results, and ")
        assert not getattr(panel, part).isVisible()


@pytest.mark.slow
def test_the_mark_is_found_in_the_window(window, tmp_path, qtbot):
    """Of the clusters of its class one is marked; its pictures are those that bear the mark."""
    out = tmp_path / "out"
    out.mkdir()
    marked = marked_results(out, tmp_path)
    feature = opened(window, out, qtbot)
    panel = feature.panel
    panel.tabs.setCurrentIndex(MAPS)
    panel.groups.setCurrentIndex(panel.groups.findText(f"{KINDS[0]} · cam · 2 ({EACH})"))
    qtbot.waitUntil(lambda: panel.maps.sheet.count() > 0, timeout=LIMIT_MS)
    first, second = (panel.maps.list.item(row) for row in (0, 1))
    assert "always the same place" in first.text()
    assert "always" not in second.text()
    assert first.font().bold()
    assert not second.font().bold()
    assert f"{KINDS[0]} {len(marked)}" in first.text()
    panel.maps.show_all.click()
    listing = window.session
    qtbot.waitUntil(lambda: listing.listing is not None, timeout=LIMIT_MS)
    shown = set(listing.listing.pictures)
    assert len(shown & set(marked)) >= 0.95 * max(len(shown), len(marked))
    panel.maps.scatter.point_wished.emit(3)
    other = tmp_path / KINDS[0] / "006.png"
    qtbot.waitUntil(lambda: listing.image is not None and listing.image.path == other)


def test_a_cell_shows_its_pictures_in_the_browser(window, tmp_path, qtbot):
    out = tmp_path / "out"
    out.mkdir()
    for place in range(7):
        (tmp_path / f"p{place}.png").write_bytes(b"not looked at")
    store = drawn_results(out, tmp_path, shards=(0, 1))
    feature = opened(window, out, qtbot)
    assert not feature.panel.nothing.isVisible()
    assert not window[ResultsFeature].panel.nothing.isVisible()
    matrix = feature.panel.matrix
    assert matrix.isVisible()
    assert matrix.line.text() == "=cat predicted as class 0: 2"
    qtbot.keyClick(matrix, Qt.Key.Key_Right)
    assert matrix.line.text() == "=cat predicted as class 1: 1"
    write_shard(store, 2, tmp_path)
    window[ResultsFeature]._timer.timeout.emit()
    qtbot.waitUntil(lambda: feature.whole.shards == 3, timeout=LIMIT_MS)
    qtbot.keyClick(matrix, Qt.Key.Key_Right)
    assert matrix.line.text() == "=cat predicted as class 1: 2"
    at = matrix.plot.getViewBox().mapViewToScene(matrix.plot.getViewBox().viewRect().center())
    place = matrix.plot.mapFromScene(at)
    qtbot.mouseMove(matrix.plot.viewport(), place)
    qtbot.keyClick(matrix, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.session.listing is not None, timeout=LIMIT_MS)
    assert [path.name for path in window.session.listing.pictures] == ["p1.png", "p5.png"]


def test_points_are_laid_out_in_the_way_that_is_chosen(window, tmp_path, qtbot, monkeypatch):
    """Seven maps lie on their main axes whatever is chosen; without UMAP the old way stays."""
    out = tmp_path / "out"
    out.mkdir()
    drawn_results(out, tmp_path)
    maps = opened(window, out, qtbot).panel.maps
    window[FolderWholeFeature].panel.tabs.setCurrentIndex(MAPS)
    qtbot.waitUntil(maps.ways.isEnabled, timeout=LIMIT_MS)
    assert [maps.ways.itemText(row) for row in range(3)] == ["t-SNE", "UMAP", "PCA"]
    assert maps.ways.currentData() == "PCA"
    qtbot.keyClick(maps.ways, Qt.Key.Key_Home)
    qtbot.waitUntil(maps.ways.isEnabled, timeout=LIMIT_MS)
    assert window[FolderWholeFeature].clusters.way == maps.ways.currentData() == "t-SNE"
    monkeypatch.setitem(sys.modules, "umap", None)
    qtbot.keyClick(maps.ways, Qt.Key.Key_Down)
    qtbot.waitUntil(maps.ways.isEnabled, timeout=LIMIT_MS)
    assert maps.ways.currentData() == "t-SNE"
    assert "UMAP is not installed" in window.window.notices.text


@pytest.mark.parametrize("known", [False, True])
def test_where_objects_are_known_the_mean_over_their_boxes_stands_beside(qtbot, tmp_path, known):
    """All maps have their weight in the right half; over the object, in the whole of it."""
    group = ClassOfMaps("cat", "grad_cam", "layer4")
    half = np.zeros((GRID, GRID), np.float32)
    half[:, GRID // 2 :] = 2 / GRID**2
    group.on_picture.add(half)
    if known:
        group.in_object.add(np.full((GRID, GRID), 1 / GRID**2, np.float32))
    means = MeanMaps()
    qtbot.addWidget(means)
    means.set_maps(group, colour_table("viridis"))
    means.show()
    assert means.in_object.isVisible() is known
    assert [one.pixmap().isNull() for one in (means.mean, means.in_object)] == [False, not known]
    if known:
        left, right = (means.mean.pixmap().toImage().pixelColor(x, 48) for x in (8, 88))
        over = means.in_object.pixmap().toImage()
        assert left != right
        assert over.pixelColor(8, 48) == over.pixelColor(88, 48) == right
        assert "1 pictures" in means.in_object.toolTip()


@pytest.fixture
def scatter(qtbot):
    made = MapScatter()
    qtbot.addWidget(made)
    made.resize(400, 300)
    made.show()
    return made


def test_the_points_of_a_cluster_have_its_colour(scatter):
    """Two clusters apart, and one point that is in none."""
    places = np.array([[0, 0], [0, 1], [10, 0], [10, 1], [5, 9]], np.float32)
    scatter.set_points(places, [np.array([2, 3]), np.array([0, 1])])
    scatter.choose(0)
    picture = scatter.grab().toImage()
    ratio = picture.devicePixelRatio()

    def colour(number):
        at = scatter.mapFromScene(scatter.getViewBox().mapViewToScene(_point(places[number])))
        return picture.pixelColor(int(at.x() * ratio), int(at.y() * ratio))

    right, left, none = colour(2), colour(0), colour(4)
    assert right.red() > right.blue() + 100  # orange, the first cluster
    assert left.blue() > left.red()  # light blue, faint
    assert abs(none.red() - none.blue()) < 40  # grey
    assert right.saturation() > left.saturation()


def test_a_click_on_a_point_tells_which_of_the_maps_it_is(scatter, qtbot):
    places = np.array([[0, 0], [0, 1], [10, 0], [10, 1]], np.float32)
    scatter.set_points(places, [np.array([2, 3]), np.array([0, 1])])
    at = scatter.mapFromScene(scatter.getViewBox().mapViewToScene(_point(places[3])))
    with qtbot.waitSignal(scatter.point_wished) as heard:
        qtbot.mouseClick(scatter.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert heard.args == [3]


def test_a_matrix_of_nothing_is_empty(qtbot):
    matrix = ConfusionMatrix()
    qtbot.addWidget(matrix)
    matrix.set_confusions(None)
    matrix.wish()
    assert matrix.line.text() == ""


def _point(place):
    return QPointF(float(place[0]), float(place[1]))


def test_a_hundred_thousand_points_are_moved_about_without_a_wait(scatter, qtbot):
    """A frame takes some 40 ms of the processor; three times that is still no wait."""
    places = np.random.default_rng(0).normal(size=(100_000, 2)).astype(np.float32)
    before = time.process_time()
    scatter.set_points(places, list(np.arange(99_000).reshape(9, -1)))
    assert time.process_time() - before < 0.12
    qtbot.waitUntil(lambda: sum(len(item.data) for _, item in scatter._items) == 100_000)
    scatter.grab()
    took = []
    for step in range(3):
        before = time.process_time()
        scatter.setXRange(-3 - step / 10, 3, padding=0)
        scatter.choose(step)
        scatter.grab()
        took.append(time.process_time() - before)
    assert min(took) < 0.12


def test_names_stand_beside_the_matrix_as_far_as_there_is_room(qtbot):
    """Ten classes are named on both sides; of sixty the line below names the cell alone."""
    matrix = ConfusionMatrix()
    qtbot.addWidget(matrix)
    matrix.resize(1240, 260)
    texts = []
    for count in (10, 60):
        names = [f"Species number {number:02d}" for number in range(count)]
        matrix.set_confusions(confusion_matrix({(name, name): 3 for name in names}))
        ticks = [matrix.plot.getAxis(side)._tickLevels[0] for side in ("top", "left")]
        texts.append([[text for _, text in side] for side in ticks])
    (top, left), none = texts
    assert len(top) == len(left) == 10
    assert top[1].endswith("01")
    widest = max(map(matrix.fontMetrics().horizontalAdvance, top))
    assert widest < (1240 - 120) / 10
    assert none == [[], []]
    assert matrix.line.text() == "Species number 00 predicted as Species number 00: 3"
