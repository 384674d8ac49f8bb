"""Evaluate methods in the window: what is asked for, how far it is, and the best in the panes."""

from __future__ import annotations

from pathlib import Path

import pytest
from given_records import given_model
from PySide6.QtCore import Qt

from viewer.core.asks.evaluations import (
    Evaluate,
    Evaluated,
    EvaluationFailed,
    PictureMeasured,
    RankedWay,
)
from viewer.core.asks.model_info import LayerInfo
from viewer.features.evaluating import EvaluatingFeature
from viewer.features.folders import FoldersFeature

LAYERS = tuple(
    LayerInfo(name=name, type="Conv2d", shape=(8, 7, 7), grid=(7, 7), channels=8)
    for name in ("early", "late")
)
WAYS = tuple(
    RankedWay(method=method, layer=layer, place=place, best=best, of=3)
    for method, layer, place, best in [
        ("hires_cam", "late", 1.0, 3),
        ("layer_cam", "early", 2.0, 2),
        ("random_cam", "late", 3.0, 0),
    ]
)


@pytest.fixture
def feature(window, photo_folder, qtbot, monkeypatch):
    """The feature of a window with four pictures; its evaluations are only noted."""
    found = window[EvaluatingFeature]
    found.orders, found.stops = [], []
    monkeypatch.setattr(found.evaluator, "start", found.orders.append)
    monkeypatch.setattr(found.evaluator, "stop", lambda: found.stops.append(1))
    window.engine.deliver(given_model(layers=LAYERS, default_layer="late"))
    window[FoldersFeature].opener.open([photo_folder])
    qtbot.waitUntil(lambda: window.session.listing is not None)
    window.commands.run("evaluate_methods")
    return found


def tick(ticks, name, *, on=True) -> None:
    (item,) = ticks.findItems(name, Qt.MatchFlag.MatchExactly)
    item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)


def test_all_pictures_methods_of_the_panes_and_cheap_measures_are_ticked(feature, photo_folder):
    dialog = feature.dialog
    assert dialog.told.text() == "Pictures: 4, methods: 3, layers: 1, measures: 9"
    dialog.evaluate.click()
    (order,) = feature.orders
    assert isinstance(order, Evaluate)
    assert sorted(path.name for path in order.pictures) == [
        "photo1.png", "photo10.png", "photo2.png", "photo3.png",
    ]  # fmt: skip
    assert order.out == photo_folder.with_name("photos-evaluation")
    assert order.methods == ("grad_cam", "layer_cam", "random_cam")
    assert order.layers == ("late",)
    assert {"drop", "increase", "adcc", "class_sensitivity"} < set(order.measures)
    assert not {"deletion", "road", "pointing"} & set(order.measures)


def test_nothing_ticked_is_nothing_to_evaluate(feature):
    dialog = feature.dialog
    tick(dialog.layers, "late", on=False)
    assert not dialog.evaluate.isEnabled()
    tick(dialog.layers, "early")
    assert dialog.evaluate.isEnabled()


def test_the_best_go_into_as_many_panes_as_there_are(feature, window):
    dialog, evaluator = feature.dialog, feature.evaluator
    dialog.evaluate.click()
    assert dialog.stop.isVisible()
    assert not dialog.evaluate.isVisible()
    evaluator.progressed.emit(PictureMeasured(done=1, total=4, left_s=9.2))
    assert dialog.told.text() == "Measuring 1 of 4, about 9 s left"
    evaluator.progressed.emit(PictureMeasured(done=1, total=4, left_s=170))
    assert dialog.told.text() == "Measuring 1 of 4, about 3 min left"
    assert (dialog.bar.value(), dialog.bar.maximum()) == (1, 4)
    assert not dialog.use.isEnabled()
    evaluator.finished.emit(Evaluated(out=Path("/out"), ways=WAYS, failed=1))
    row = dialog.ranking.topLevelItem(1)
    assert [row.text(n) for n in range(4)] == ["2. LayerCAM", "early", "2.0", "2 of 3 measures"]
    assert dialog.told.text() == "Pictures that could not be measured: 1."
    dialog.use.click()
    specs = window.session.pane_list.specs
    assert [(spec.method, spec.layer) for spec in specs] == [
        ("hires_cam", None),  # the window's own layer, which the pane goes on following
        ("layer_cam", "early"),
    ]


def test_why_there_is_no_ranking_is_told(feature):
    feature.dialog.evaluate_wished.emit()
    feature.evaluator.failed.emit(
        EvaluationFailed(
            headline="The evaluation stopped unexpectedly.", hint="Start it again to go on."
        )
    )
    assert feature.dialog.told.text().endswith("Start it again to go on.")
    assert feature.dialog.evaluate.isVisible()


def test_nothing_is_measured_behind_a_closed_dialog(feature):
    feature.dialog.close()
    assert feature.stops == []
    feature.show()
    feature.dialog.evaluate_wished.emit()
    feature.dialog.close()
    assert feature.stops == [1]
    assert feature.dialog is None


def test_another_model_closes_the_dialog(feature, window):
    window.engine.deliver(given_model(title="Other", layers=LAYERS[:1], default_layer="early"))
    assert feature.dialog is None


def test_truth_and_classes_are_asked_for_as_on_the_command_line(feature, tmp_path):
    dialog = feature.dialog
    (pointing,) = dialog.measures.findItems("Pointing game", Qt.MatchFlag.MatchExactly)
    assert not pointing.flags() & Qt.ItemFlag.ItemIsEnabled
    dialog.truth.set_path(tmp_path / "boxes.json")
    assert pointing.flags() & Qt.ItemFlag.ItemIsEnabled
    dialog.classes.setText(" 1, dog,1 ")
    dialog.evaluate.click()
    (order,) = feature.orders
    assert (order.truth, order.classes) == (tmp_path / "boxes.json", ("1", "dog"))
    assert {"pointing", "energy", "iou"} < set(order.measures)
    dialog.truth.forget.click()
    assert not {"pointing", "energy", "iou"} & set(dialog.chosen_measures)
    dialog.classes.clear()
    assert dialog.classes.chosen == ("top",)
