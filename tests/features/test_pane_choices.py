"""The bar of the real window: methods ticked and clicked, a scope of one pane, pins and chips."""

from __future__ import annotations

import pytest
from given_records import given_model
from PySide6.QtCore import QPoint, Qt

from viewer.core.asks.model_info import LayerInfo
from viewer.core.asks.requests import PaneSpec
from viewer.core.asks.target import Target
from viewer.ui.bar.method_panel import KEY
from viewer.ui.panes.pane_lines import pin_place


@pytest.fixture
def shown(window, qtbot):
    """A window of two panes, with a model of three layers."""
    layers = tuple(
        LayerInfo(name=name, type="Conv2d", shape=(8, 7, 7), grid=(7, 7), channels=8)
        for name in ("early", "middle", "late")
    )
    window.engine.deliver(given_model(layers=layers, default_layer="late"))
    window.window.resize(1280, 800)
    window.window.show()
    window.window.show_panes()
    return window


def methods(app) -> list[str]:
    return [spec.method for spec in app.session.pane_list.specs]


def opened(app):
    box = app.window.controls.method_box
    box.showPopup()
    return box.panel


def row_of(panel, key):
    items = [panel.list.item(number) for number in range(panel.list.count())]
    return next(item for item in items if item.data(KEY) == key)


def click_box(panel, key, qtbot) -> None:
    """Click on a row's check box, with the mouse."""
    item = row_of(panel, key)
    panel.list.scrollToItem(item)
    place = panel.list.visualItemRect(item)
    qtbot.mouseClick(
        panel.list.viewport(), Qt.MouseButton.LeftButton, pos=place.topLeft() + QPoint(10, 11)
    )


def click_name(panel, key, qtbot) -> None:
    item = row_of(panel, key)
    panel.list.scrollToItem(item)
    place = panel.list.visualItemRect(item)
    at = QPoint(place.left() + 90, place.center().y())
    qtbot.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=at)


def test_ticks_add_methods_and_take_them_away(shown, qtbot):
    panel = opened(shown)
    ticked = {
        key for key in ("grad_cam", "layer_cam", "rise") if row_of(panel, key).checkState().value
    }
    assert ticked == {"grad_cam", "layer_cam"}
    click_box(panel, "hires_cam", qtbot)
    assert methods(shown) == ["grad_cam", "layer_cam", "hires_cam"]
    assert panel.isVisible()  # more can be ticked
    click_box(panel, "grad_cam", qtbot)
    click_box(panel, "layer_cam", qtbot)
    assert methods(shown) == ["hires_cam"]
    click_box(panel, "hires_cam", qtbot)  # the last one stays, and its tick with it
    assert methods(shown) == ["hires_cam"]
    assert row_of(panel, "hires_cam").checkState() == Qt.CheckState.Checked
    assert shown.window.controls.method_box.itemText(0) == "HiResCAM"
    panel.hide()


def test_a_click_on_a_name_shows_it_in_the_active_pane(shown, qtbot):
    row = shown.window.pane_row
    for pane in (2, 2, 1):  # the pane clicked last, also after it has changed
        row.panes[pane].setFocus(Qt.FocusReason.MouseFocusReason)
        panel = opened(shown)
        click_name(panel, {2: "fem", 1: "xgrad_cam"}[pane], qtbot)
        assert not panel.isVisible()
    assert methods(shown) == ["xgrad_cam", "fem"]


def test_methods_are_searched_and_told_apart_by_their_cost(shown, qtbot):
    panel = opened(shown)
    qtbot.keyClicks(panel.search, "score")
    found = [
        panel.list.item(number).text()
        for number in range(panel.list.count())
        if not panel.list.item(number).isHidden()
    ]
    assert found == ["Score-CAM"]
    assert row_of(panel, "score_cam").data(KEY + 1)  # slow
    assert not row_of(panel, "grad_cam").data(KEY + 1)
    qtbot.keyClick(panel.search, Qt.Key.Key_Return)
    assert methods(shown) == ["score_cam", "layer_cam"]
    panel = opened(shown)
    panel.all_fast.click()
    rows = {row.key: row.cost for row in shown.session.pane_list.methods}
    assert {rows[key] for key in methods(shown)} == {"one pass"}
    assert len(methods(shown)) > 8


def test_in_a_grid_a_method_is_a_column(shown, qtbot):
    dog, cat = (Target(kind="class", index=index) for index in (1, 2))
    panes = shown.session.pane_list
    panes.show_grid([PaneSpec("", target=dog), PaneSpec("", target=cat)], ["grad_cam", "layer_cam"])
    panel = opened(shown)
    click_box(panel, "fem", qtbot)
    assert [(spec.method, spec.target) for spec in panes.specs] == [
        (method, target) for target in (dog, cat) for method in ("grad_cam", "layer_cam", "fem")
    ]
    click_box(panel, "grad_cam", qtbot)
    assert methods(shown) == ["layer_cam", "fem"] * 2
    panel.hide()


def test_the_bar_can_be_for_one_pane_which_bears_a_pin_and_is_released_by_it(shown, qtbot):
    controls, row, session = shown.window.controls, shown.window.pane_row, shown.session
    row.panes[2].setFocus(Qt.FocusReason.MouseFocusReason)
    scope = controls.scope_box
    scope.setCurrentIndex(1)
    scope.activated.emit(1)
    assert [pane.active for pane in row.panes[1:]] == [False, True]
    early = controls.layer_box.findData("early")
    controls.layer_box.setCurrentIndex(early)
    controls.layer_box.activated.emit(early)
    assert [spec.layer for spec in session.pane_list.specs] == [None, "early"]
    assert session.layer is None
    assert [pane.pinned for pane in row.panes[1:]] == [False, True]
    row.panes[1].setFocus(Qt.FocusReason.MouseFocusReason)
    assert controls.layer_box.currentData() == "late"  # what this pane shows
    row.panes[2].setFocus(Qt.FocusReason.MouseFocusReason)
    assert controls.layer_box.currentData() == "early"
    pane = row.panes[2]
    at = pin_place(pane._title_line()).center()
    assert "follow the window" in pane.tip_at(at)
    qtbot.mouseClick(pane, Qt.MouseButton.LeftButton, pos=at)
    assert [spec.layer for spec in session.pane_list.specs] == [None, None]
    assert not pane.pinned
    scope.setCurrentIndex(0)
    scope.activated.emit(0)
    assert not any(pane.active for pane in row.panes)


def test_what_is_set_stands_as_chips_that_a_click_removes(shown, qtbot):
    chips, session = shown.window.controls.chips, shown.session
    assert not chips.isVisible()
    session.set_option("threshold", 45)
    session.set_option("scaling", "method")
    told = [chip.text() for chip in chips.chips.values() if chip.isVisible()]
    assert told == ["Scale: Maps of one method", "Threshold 45 %"]
    qtbot.mouseClick(chips.chips["threshold"], Qt.MouseButton.LeftButton)
    assert session.options["threshold"] == 0
    qtbot.mouseClick(chips.chips["scaling"], Qt.MouseButton.LeftButton)
    assert session.options["scaling"] == "map"
    assert not chips.isVisible()


def test_the_bar_is_one_line_in_the_usual_window_and_two_in_a_small_one(shown, qtbot):
    controls = shown.window.controls

    def tops():
        boxes = (controls.method_box, controls.class_box, controls.layer_box, controls.scale_box)
        return {box.mapTo(controls, QPoint(0, box.height() // 2)).y() // 12 for box in boxes}

    assert len(tops()) == 1
    shown.window.resize(760, 500)
    qtbot.waitUntil(lambda: len(tops()) == 2)
    lefts = [box.x() for box in (controls.method_box, controls.class_box, controls.layer_box)]
    assert lefts == sorted(lefts)
