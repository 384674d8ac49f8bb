"""A folder of results in the window: opened, sorted, filtered, its maps seen without a model."""

from __future__ import annotations

import numpy as np
import pytest
from given_results import COUNT, drawn_results, write_shard
from given_window import LIMIT_MS
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from viewer.features.results import ResultsFeature

pytest.importorskip("pyarrow")


@pytest.fixture
def folder(tmp_path):
    """Two of three shards, whose pictures are there."""
    out = tmp_path / "out"
    out.mkdir()
    for place in range(COUNT):
        Image.fromarray(np.full((60, 90, 3), 99, np.uint8)).save(tmp_path / f"p{place}.png")
    drawn_results(out, tmp_path, shards=(0, 1))
    return out


@pytest.fixture
def feature(window, folder, qtbot, monkeypatch):
    """The feature of a window in which the folder is open."""
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    window.window.commands.action("open_results").trigger()
    found = window[ResultsFeature]
    qtbot.waitUntil(lambda: found.panel.rows.rowCount() == 7, timeout=LIMIT_MS)
    qtbot.waitUntil(lambda: not found._reading.busy, timeout=LIMIT_MS)
    return found


def texts(panel, column):
    names = [panel.rows.headerData(n, Qt.Orientation.Horizontal) for n in range(15)]
    place = names.index(column)
    return [panel.rows.index(n, place).data().strip() for n in range(panel.rows.rowCount())]


def test_rows_are_sorted_filtered_and_counted(feature, window, qtbot):
    panel = feature.panel
    assert window.window.docks.is_shown("results")
    assert texts(panel, "picture")[:3] == ["p0.png", "p0.png", "p1.png"]
    assert panel.count.text().startswith("7 of 7 rows · 2 of 3 shards")
    panel.view.sortByColumn(7, Qt.SortOrder.DescendingOrder)
    qtbot.waitUntil(lambda: texts(panel, "spread")[0] == "0.6", timeout=LIMIT_MS)
    panel.filter.setText("method = layer_cam")
    qtbot.keyPress(panel.filter, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: panel.rows.rowCount() == 3, timeout=LIMIT_MS)
    assert texts(panel, "spread") == ["0.6", "0.3", "0"]
    assert panel.count.text().startswith("3 of 7 rows")


def test_a_row_that_is_chosen_shows_its_map(feature, qtbot):
    panel = feature.panel
    panel.view.selectRow(2)
    qtbot.waitUntil(lambda: not panel.preview.picture.pixmap().isNull(), timeout=LIMIT_MS)
    assert panel.preview.line.text() == "cat · grad_cam · layer4"
    panel.view.selectRow(6)
    qtbot.waitUntil(lambda: "damaged" in panel.preview.line.text(), timeout=LIMIT_MS)


def test_a_double_click_opens_the_picture(feature, window, qtbot, tmp_path):
    feature.panel.view.doubleClicked.emit(feature.panel.rows.index(2, 0))
    qtbot.waitUntil(lambda: window.session.image is not None, timeout=LIMIT_MS)
    assert window.session.image.path == tmp_path / "p1.png"


def test_what_comes_later_is_shown_too(feature, qtbot, folder, tmp_path):
    write_shard(feature.table.store, 2, tmp_path)
    feature._timer.timeout.emit()
    qtbot.waitUntil(lambda: feature.panel.rows.rowCount() == 2 * COUNT - 1, timeout=LIMIT_MS)
    assert not feature._timer.isActive()


def test_what_holds_no_results_is_told(window, qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    window.window.commands.action("open_results").trigger()
    qtbot.waitUntil(lambda: "no plan" in window.window.notices.text, timeout=LIMIT_MS)
