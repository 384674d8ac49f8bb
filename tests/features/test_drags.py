"""What is dragged out of a pane: the picture with its map, as pixels and as a file."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from given_records import given_map
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from viewer.core.maps.geometry import InputRule, plan_geometry
from viewer.core.maps.overlay import paint_over
from viewer.features.drags import DragsFeature
from viewer.features.figures import FiguresFeature


def as_rgb(image: QImage) -> np.ndarray:
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.array(image.constBits(), np.uint8).reshape(image.height(), -1)
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3)


def test_a_pane_is_dragged_as_the_overlay_that_figures_hold_too(on_grey):
    geometry = plan_geometry((60, 40), InputRule(size=(32, 32), shorter_side=32), "whole")
    heat = given_map(np.linspace(0, 1, 12).reshape(3, 4), geometry)
    row = on_grey.window.pane_row
    row.set_heat(0, heat)
    row.set_title(0, "Grad-CAM · dog/é")
    data = on_grey[DragsFeature].made_of(1)
    path = Path(data.urls()[0].toLocalFile())
    assert path.name == "cat 1 Grad-CAM dog é.png"
    assert (as_rgb(QImage(str(path))) == as_rgb(data.imageData())).all()
    expected = paint_over(np.full((40, 60, 3), 90, np.uint8), heat, row.panes[1].heat.style)
    found = as_rgb(data.imageData())
    assert found.shape == (40, 60, 3)
    assert np.abs(found.astype(int) - expected.astype(int)).max() <= 2


def test_the_original_is_dragged_bare_and_an_empty_pane_not_at_all(on_grey):
    data = on_grey[DragsFeature].made_of(0)
    assert (as_rgb(data.imageData()) == 90).all()
    assert Path(data.urls()[0].toLocalFile()).name == "cat 1.png"
    on_grey.session.set_image(None)
    assert on_grey[DragsFeature].made_of(0) is None


def test_a_title_is_dragged_and_a_click_on_it_still_opens_the_menu(on_grey, qtbot):
    pane, told = on_grey.window.pane_row.panes[1], []
    on_grey.window.pane_row.drags.drag_wished.disconnect()
    on_grey.window.pane_row.drags.drag_wished.connect(told.append)
    pane.context_menu_requested.disconnect()
    pane.context_menu_requested.connect(lambda _at: told.append("menu"))
    start = QPoint(20, 10)
    QTest.mousePress(pane, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(pane, start + QPoint(40, 0))
    QTest.mouseRelease(pane, Qt.MouseButton.LeftButton, pos=start + QPoint(40, 0))
    assert told == [1]
    QTest.mouseClick(pane, Qt.MouseButton.LeftButton, pos=start)
    assert told == [1, "menu"]


def test_a_pane_that_is_dropped_on_another_takes_its_place(on_grey):
    row, session = on_grey.window.pane_row, on_grey.session
    before = [spec.method for spec in session.pane_list.specs]
    row.drags.drop(row.panes[2], row.panes[1])
    assert [spec.method for spec in session.pane_list.specs] == before[::-1]
    row.drags.drop(row.panes[0], row.panes[1])  # the original stays where it is
    row.drags.drop(on_grey.window.browser.list, row.panes[1])
    assert [spec.method for spec in session.pane_list.specs] == before[::-1]


def test_a_figure_is_dragged_from_its_preview(on_grey, qtbot):
    figures, told = on_grey[FiguresFeature], []
    figures.open_builder()
    preview = figures.builder.preview
    figures.drag_wished.disconnect()
    figures.drag_wished.connect(told.append)
    drawn = QImage(40, 30, QImage.Format.Format_RGBA8888)
    drawn.fill(Qt.GlobalColor.red)
    drag(preview)
    assert told == []  # there is no figure yet
    preview.set_image(drawn, (40, 30), 96.0)
    drag(preview)
    assert told == [drawn]
    data = on_grey[DragsFeature].figure(drawn)
    path = Path(data.urls()[0].toLocalFile())
    assert path.name == "cat 1 CamScope.png"
    assert (as_rgb(QImage(str(path))) == [255, 0, 0]).all()


def drag(widget):
    middle = widget.rect().center()
    QTest.mousePress(widget, Qt.MouseButton.LeftButton, pos=middle)
    QTest.mouseMove(widget, middle + QPoint(40, 0))
    QTest.mouseRelease(widget, Qt.MouseButton.LeftButton, pos=middle + QPoint(40, 0))
