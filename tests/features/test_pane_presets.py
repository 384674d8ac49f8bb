"""Grids and kept panes in the real window, by its menu."""

from __future__ import annotations

from dataclasses import replace

import pytest
from given_answers import answer, newest
from given_records import given_model
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QInputDialog

from viewer.core.asks.model_info import LayerInfo
from viewer.core.asks.requests import ExplainRequest, PaneSpec
from viewer.core.asks.scores import ClassScore
from viewer.core.asks.target import Target
from viewer.features.pane_presets import PanePresetsFeature
from viewer.session.pane_list import MOST_PANES
from viewer.ui.dialogs.pane_grid import PaneGridDialog
from viewer.ui.looks.design import ROW_PX

LAYERS = tuple(
    LayerInfo(
        name=f"block{n}", type="Conv2d", shape=(8, 2 * n, 2 * n), grid=(2 * n, 2 * n), channels=8
    )
    for n in range(5, 0, -1)
)


@pytest.fixture
def shown(window, photo, qtbot):
    """A window in which one picture is explained."""
    window.engine.deliver(given_model(layers=LAYERS, default_layer="block1"))
    window.session.set_image(photo)
    qtbot.waitUntil(lambda: bool(window.engine.asked(ExplainRequest)))
    answer(window.engine, newest(window.engine))
    return window


def ask(app, command) -> PaneGridDialog:
    app.commands.run(command)
    return app.window.findChildren(PaneGridDialog)[-1]


def tick(ticks, *numbers) -> None:
    for number in numbers:
        ticks.item(number).setCheckState(Qt.CheckState.Checked)


def specs(app):
    return [(spec.method, spec.layer) for spec in app.session.pane_list.specs]


def test_nine_panes_of_layers_and_methods_take_one_tick(shown):
    dialog = ask(shown, "grid_layers")
    assert dialog.methods.visualItemRect(dialog.methods.item(0)).height() >= ROW_PX
    tick(dialog.methods, 2)
    assert dialog.told.text() == "3 × 3 = 9 panes"
    dialog.show_them.click()
    methods = ("grad_cam", "layer_cam", "grad_cam_pp")
    layers = ("block3", "block2", "block1")
    assert specs(shown) == [(method, layer) for layer in layers for method in methods]
    row = shown.window.pane_row
    assert len({pane.x() for pane in row.panes[1::3]}) == 1  # one method to a column


class Hand:
    """Clicks with the mouse, and counts."""

    def __init__(self, qtbot):
        self.qtbot, self.actions = qtbot, 0

    def click(self, widget, place=None):
        self.actions += 1
        self.qtbot.mouseClick(widget, Qt.MouseButton.LeftButton, pos=place or QPoint())

    def open_menu(self, button):
        """A click opens a menu of its own event loop, which a test cannot wait for."""
        self.actions += 1
        button.menu().popup(button.mapToGlobal(QPoint(0, button.height())))


def test_nine_panes_of_layers_and_methods_take_four_clicks(shown, qtbot):
    window, hand = shown.window, Hand(qtbot)
    window.resize(1280, 800)
    with qtbot.waitExposed(window):
        window.show()
    window.show_panes()
    hand.open_menu(window.controls.panes_button)
    menu = window.controls.panes_button.menu()
    hand.click(menu, menu.actionGeometry(window.commands.action("grid_layers")).center())
    (dialog,) = window.findChildren(PaneGridDialog)
    third = dialog.methods.visualItemRect(dialog.methods.item(2))
    hand.click(dialog.methods.viewport(), QPoint(third.left() + 10, third.center().y()))
    hand.click(dialog.show_them, dialog.show_them.rect().center())
    assert len(specs(shown)) == 9
    assert len(set(specs(shown))) == 9
    assert hand.actions <= 6


def test_classes_of_the_picture_are_rows(shown):
    top = tuple(
        ClassScore(name=name, index=index, logit=3.0 - index, probability=0.4 - index / 10)
        for index, name in enumerate(("boxer", "tabby", "teapot", "canoe"))
    )
    explained = shown.session.explanation
    prediction = replace(explained.prediction, top=top)
    shown.session.explanation = replace(explained, prediction=prediction)
    dialog = ask(shown, "grid_classes")
    assert dialog.rows.item(0).text().startswith("boxer")
    dialog.show_them.click()
    targets = [spec.target for spec in shown.session.pane_list.specs]
    assert targets == [score.target for score in top[:3] for _method in range(2)]


def test_no_more_panes_can_be_shown_than_there_is_room_for(shown):
    dialog = ask(shown, "grid_layers")
    tick(dialog.rows, 0, 1, 2, 3, 4)
    tick(dialog.methods, 2, 3)
    assert not dialog.show_them.isEnabled()
    assert f"at most {MOST_PANES}" in dialog.told.text()
    dialog.reject()


def test_panes_are_kept_by_name_and_come_back_also_after_a_restart(shown, windows, monkeypatch):
    panes = shown.session.pane_list
    panes.set_specs([PaneSpec("fem"), PaneSpec("hires_cam", layer="block2")])
    monkeypatch.setattr(QInputDialog, "getText", lambda *_asked: (" for & the paper ", True))
    shown.commands.run("keep_panes")
    panes.set_specs(())
    again = windows()
    menu = again[PanePresetsFeature].menu
    assert menu.actions()[0].text() == "for && the paper"
    menu.actions()[0].trigger()
    assert specs(again) == [("fem", None), ("hires_cam", "block2")]
    forget = menu.actions()[-1].menu()
    forget.actions()[0].trigger()
    assert not again.store.kept_panes()
    assert not menu.menuAction().isVisible()


def test_what_was_kept_is_read_with_care(window, settings):
    for damaged in ("[]", "{", '{"a": 3, "b": "no panes"}', '{"c": "[1, 2]"}'):
        settings.setValue("panes/kept", damaged)
        assert all(window.store.kept_panes().values())
    dog, cat = (PaneSpec("fem", target=Target(kind="class", index=index)) for index in (1, 2))
    window.store.keep_panes("classes", [dog, cat])  # classes belong to a session
    assert window.store.kept_panes()["classes"] == (PaneSpec("fem"),)
