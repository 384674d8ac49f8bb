"""A pane's menu offers what the pane can show, marks what it shows, and wishes one change."""

from __future__ import annotations

import numpy as np
import pytest
from given_records import given_model, given_prediction
from PySide6.QtWidgets import QMenu, QWidget

from viewer.core.asks.model_info import LayerInfo
from viewer.core.asks.references import ImageRef, ModelRef
from viewer.core.asks.requests import PaneSpec
from viewer.core.asks.scores import ClassScore
from viewer.core.asks.target import Target
from viewer.core.maps.geometry import Geometry
from viewer.core.maps.methods import GROUPS, WAYS
from viewer.methods.registry import built_in
from viewer.ui.panes.pane_menu import PaneMenu, PanePlace

METHODS = built_in().table

SPEC = PaneSpec("layer_cam", layer="features.3")
MODEL = given_model(
    ref=ModelRef.default(),
    layers=tuple(
        LayerInfo(name=name, type="Conv2d", shape=(8, 7, 7), grid=(7, 7), channels=8)
        for name in ("features.3", "features.9")
    ),
    default_layer="features.9",
)


@pytest.fixture
def menu(qtbot, tmp_path):
    numbers = np.zeros(2, np.float32)
    prediction = given_prediction(
        Geometry(original=(3, 2), resized=(3, 2), offset=(0, 0), input=(3, 2)),
        image=ImageRef(path=tmp_path / "a.png"),
        answer=numbers,
        probabilities=numbers,
        top=(ClassScore(name="cat & mouse", index=1, logit=2.0, probability=0.9),),
    )
    host = QWidget()
    qtbot.addWidget(host)
    place = PanePlace(
        pane=1, count=2, spec=SPEC, model=MODEL, prediction=prediction, methods=METHODS
    )
    menu = PaneMenu(place, host)
    menu.host = host  # it lives as long as its menu
    menu.wishes = []
    menu.spec_chosen.connect(lambda *args: menu.wishes.append(args))
    menu.action_chosen.connect(lambda *args: menu.wishes.append(args))
    return menu


def below(menu, title):
    (inner,) = (action.menu() for action in menu.actions() if action.text() == title)
    assert isinstance(inner, QMenu)
    return [action for action in inner.actions() if not action.isSeparator()]


def test_what_the_pane_shows_is_marked(menu):
    def marked(title):
        return [action.text() for action in below(menu, title) if action.isChecked()]

    assert marked("Method") == ["LayerCAM"]
    assert marked("Layer") == ["features.3\t8 × 7 × 7"]
    assert marked("Class") == ["Follow the window"]
    assert marked("Input") == ["Follow the window"]


def test_methods_are_the_table_with_its_help(menu):
    actions = below(menu, "Method")
    rows = [row for group in GROUPS for row in METHODS if row.group == group]
    assert len(rows) == len(METHODS.rows)
    assert [action.text() for action in actions] == [row.title for row in rows]
    assert all(row.help in action.toolTip() for row, action in zip(rows, actions, strict=True))
    (inner,) = (action.menu() for action in menu.actions() if action.text() == "Method")
    heads = [action.text() for action in inner.actions() if action.isSeparator()]
    assert heads == list(GROUPS.values())


def test_smoothing_is_chosen_and_kept_with_another_method(qtbot, menu):
    assert [action.text() for action in below(menu, "Smoothing")] == [
        "None",
        *(WAYS["aug_smooth"], WAYS["eigen_smooth"], "Both"),
        *(WAYS["mean_map"], WAYS["spread_map"]),
    ]
    below(menu, "Smoothing")[3].trigger()
    assert menu.wishes == [
        (1, PaneSpec("layer_cam+aug_smooth+eigen_smooth", layer="features.3")),
    ]
    host = QWidget()
    qtbot.addWidget(host)
    spec = PaneSpec("grad_cam+eigen_smooth")
    again = PaneMenu(
        PanePlace(pane=0, count=1, spec=spec, model=MODEL, prediction=None, methods=METHODS), host
    )
    chosen = [one.text() for one in below(again, "Smoothing") if one.isChecked()]
    assert chosen == [WAYS["eigen_smooth"]]
    again.spec_chosen.connect(lambda *args: menu.wishes.append(args))
    by_title = {action.text(): action for action in below(again, "Method")}
    assert by_title["Grad-CAM"].isChecked()
    by_title["LayerCAM"].trigger()
    by_title["EigenCAM"].trigger()
    assert [wish[1].method for wish in menu.wishes[1:]] == ["layer_cam+eigen_smooth", "eigen_cam"]


def test_every_choice_changes_one_thing(menu):
    below(menu, "Method")[0].trigger()
    below(menu, "Layer")[0].trigger()
    below(menu, "Layer")[2].trigger()
    below(menu, "Class")[2].trigger()
    below(menu, "Input")[2].trigger()
    assert menu.wishes == [
        (1, PaneSpec("grad_cam", layer="features.3")),
        (1, PaneSpec("layer_cam")),
        (1, PaneSpec("layer_cam", layer="features.9")),
        (1, PaneSpec("layer_cam", layer="features.3", target=Target(kind="class", index=1))),
        (1, PaneSpec("layer_cam", layer="features.3", input_mode="whole")),
    ]


def test_the_star_and_the_ampersand_are_seen(menu):
    assert below(menu, "Layer")[2].text().startswith("★ features.9")
    assert below(menu, "Class")[2].text() == "cat && mouse\t90.0%"


def test_the_last_pane_cannot_go_right(menu):
    named = {action.objectName(): action for action in menu.actions()}
    assert named["left"].isEnabled()
    assert not named["right"].isEnabled()
    named["left"].trigger()
    named["remove"].trigger()
    assert menu.wishes == [(1, "left"), (1, "remove")]
