"""The layer strip: thumbnails in order, the suggested layer marked, clicking, merging."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from given_records import given_map
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from viewer.core.asks.layer_maps import LayerMaps
from viewer.core.asks.references import ImageRef
from viewer.core.maps.geometry import Geometry
from viewer.ui.panels.layer_strip import (
    LEAST_PX,
    MOST_PX,
    TEXT_PX,
    THUMBNAIL_PX,
    LayerStrip,
)

NAMES = ("stem", "blocks.0", "blocks.1")


def maps(tmp_path, names=NAMES) -> LayerMaps:
    rows = [
        given_map(
            np.array([[0, 0, 1], [0, 0, 0]], np.float32),
            Geometry(original=(300, 200), resized=(3, 2), offset=(0, 0), input=(3, 2)),
            pane=-1,
            image=ImageRef(path=tmp_path / "a.png"),
            method="layer_cam",
            layer=name,
        )
        for name in names
    ]
    return LayerMaps(serial=1, suggested=names[-1], maps=tuple(rows))


@pytest.fixture
def strip(qtbot, tmp_path) -> LayerStrip:
    strip = LayerStrip()
    qtbot.addWidget(strip)
    grey = QImage(300, 200, QImage.Format.Format_RGB32)
    grey.fill(QColor(90, 90, 90))
    strip.set_picture([grey])
    strip.set_maps(maps(tmp_path))
    return strip


def rows(strip: LayerStrip) -> list[str]:
    return [strip.list.item(row).text() for row in range(strip.list.count())]


def chosen(strip: LayerStrip) -> list[str]:
    return [item.data(Qt.ItemDataRole.UserRole) for item in strip.list.selectedItems()]


def test_blocks_in_order_with_the_suggested_one_marked(strip):
    assert rows(strip) == ["stem", "blocks.0", "★ blocks.1"]
    assert chosen(strip) == ["blocks.1"]
    assert "LayerCAM" in strip.heading.text()
    assert "dog" in strip.heading.text()
    strip.set_layer("stem+blocks.0")
    assert chosen(strip) == ["stem", "blocks.0"]
    strip.set_maps(None)
    assert rows(strip) == []


def test_a_thumbnail_shows_the_map_where_it_is(strip):
    image = strip.list.item(0).icon().pixmap(QSize(112, 112)).toImage()
    assert image.width() > image.height()  # 3:2, as the picture
    bright = image.pixelColor(image.width() - 4, 3)
    dark = image.pixelColor(3, image.height() - 4)
    assert bright.red() > dark.red() + 40


def test_a_click_uses_a_layer(strip, qtbot):
    with qtbot.waitSignal(strip.layer_chosen) as heard:
        strip.list.itemClicked.emit(strip.list.item(1))
    assert heard.args == ["blocks.0"]


@pytest.mark.parametrize(("row", "layer"), [(0, "stem+blocks.1"), (1, "stem|blocks.1")])
def test_ticked_layers_are_merged(strip, qtbot, row, layer):
    assert not strip.button.isEnabled()
    for number in (0, 2):
        strip.list.item(number).setCheckState(Qt.CheckState.Checked)
    strip.operation.setCurrentIndex(row)
    assert strip.button.isEnabled()
    with qtbot.waitSignal(strip.layer_chosen) as heard:
        strip.button.click()
    assert heard.args == [layer]


def test_ticks_stay_while_the_same_layers_get_new_maps(strip, tmp_path):
    strip.list.item(0).setCheckState(Qt.CheckState.Checked)
    strip.set_maps(maps(tmp_path))
    assert strip.list.item(0).checkState() == Qt.CheckState.Checked
    strip.set_maps(maps(tmp_path, ("other", "layers")))
    assert rows(strip) == ["other", "★ layers"]


@pytest.mark.parametrize(("width", "height"), [(300, 200), (200, 300)])
def test_thumbnails_grow_with_the_strip_and_leave_nothing_free_below_them(strip, width, height):
    strip.set_picture([QImage(QSize(width, height), QImage.Format.Format_RGB32)])
    strip.show()
    heights = []
    for strip_px in (strip.sizeHint().height(), 280, 900, 60):
        strip.resize(700, strip_px)
        QApplication.processEvents()
        icon, cell = strip.list.iconSize(), strip.list.gridSize()
        assert icon.width() / icon.height() == pytest.approx(width / height, abs=0.02)
        assert cell.height() == icon.height() + TEXT_PX
        assert strip.list.visualItemRect(strip.list.item(0)).size() == cell
        heights.append(icon.height())
    assert 0 <= heights[0] - THUMBNAIL_PX <= 12
    assert heights[0] < heights[1] < heights[2] == MOST_PX
    assert heights[3] == LEAST_PX


def test_heads_of_blocks_are_no_layers_and_a_click_chooses_one(strip, qtbot, tmp_path):
    of_heads = replace(maps(tmp_path, ("1.1", "1.2", "2.1", "2.2")), heads=2, suggested="")
    strip.set_maps(of_heads)
    assert rows(strip) == ["1.1", "1.2", "2.1", "2.2"]
    assert strip.list.item(3).toolTip().endswith("Block 2, head 2")
    assert strip.button.isHidden()
    assert not any(
        strip.list.item(row).flags() & Qt.ItemFlag.ItemIsUserCheckable for row in range(4)
    )
    chosen_layers = []
    strip.layer_chosen.connect(chosen_layers.append)
    with qtbot.waitSignal(strip.head_chosen) as heard:
        strip.list.itemClicked.emit(strip.list.item(2))
    assert heard.args == [1, 0]
    assert not chosen_layers
    strip.set_maps(maps(tmp_path))
    assert not strip.button.isHidden()
    assert rows(strip)[-1].startswith("★")
