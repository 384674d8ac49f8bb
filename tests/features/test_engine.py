"""What the engine says reaches the screen, and what the user does reaches the engine."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from given_answers import SQUARE, answer, newest
from given_records import given_map, given_model
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication

from viewer.core.asks.layer_maps import ExplainLayers
from viewer.core.asks.messages import (
    Cancel,
    Notice,
    OpenFailed,
    OpenModel,
    Progress,
    Ready,
    stopped,
)
from viewer.core.asks.records import Failure
from viewer.core.asks.references import ModelRef
from viewer.core.asks.requests import ExplainRequest, PaneSpec
from viewer.core.asks.structure import DescribeModules, Structure
from viewer.core.asks.target import Target
from viewer.core.asks.trust import MeasureMap
from viewer.core.asks.trust_reading import TrustReading
from viewer.features.drops import DropsFeature
from viewer.features.layer_strip import LayerStripFeature
from viewer.features.structure import StructureFeature
from viewer.features.trust import TrustFeature
from viewer.features.waits import WaitsFeature
from viewer.methods.registry import built_in


@pytest.fixture
def explaining(window, photo, qtbot):
    """A window whose model is open and whose picture is asked for; nothing is answered yet."""
    window.engine.deliver(given_model())
    window.session.set_image(photo)
    qtbot.waitUntil(lambda: bool(window.engine.asked(ExplainRequest)))
    return window


def asked_anew(window, qtbot, change) -> ExplainRequest:
    """Change something and return the request that it makes."""
    before = len(window.engine.asked(ExplainRequest))
    change()
    qtbot.waitUntil(lambda: len(window.engine.asked(ExplainRequest)) > before)
    return newest(window.engine)


def test_an_answer_is_shown_in_the_panes_and_makes_figures_possible(explaining):
    save = explaining.window.commands.action("save_figure")
    answer(explaining.engine, newest(explaining.engine), end=False)
    assert all(pane.heat is not None for pane in explaining.window.pane_row.panes[1:])
    assert not save.isEnabled()
    answer(explaining.engine, newest(explaining.engine))
    assert save.isEnabled()
    assert explaining.window.status._elapsed.text().endswith(" ms")


def test_an_answer_to_an_older_question_is_not_shown(explaining, qtbot):
    late = newest(explaining.engine)
    asked_anew(explaining, qtbot, lambda: explaining.session.set_target(Target.parse("1")))
    answer(explaining.engine, late)
    assert all(pane.heat is None for pane in explaining.window.pane_row.panes[1:])


def test_a_failure_of_one_pane_is_told_there_and_takes_its_map_away(explaining):
    request, panes = newest(explaining.engine), explaining.window.pane_row.panes
    answer(explaining.engine, request, end=False)
    explaining.engine.deliver(Failure(serial=request.serial, pane=0, headline="No."))
    assert panes[1].heat is None
    assert panes[1]._words[0] == "No."
    assert panes[2].heat is not None
    assert not explaining.window.notices.text


def test_a_crash_is_told_across_the_window_and_the_next_process_goes_on(explaining):
    explaining.engine.crashed.emit(Failure(serial=0, headline="It died."))
    assert "It died." in explaining.window.notices.text
    answer(explaining.engine, newest(explaining.engine))
    assert explaining.session.explanation is not None


def test_an_engine_that_gives_up_leaves_no_map_behind(explaining):
    answer(explaining.engine, newest(explaining.engine))
    explaining.engine.gave_up.emit(Failure(serial=0, headline="It is gone."))
    assert "It is gone." in explaining.window.notices.text
    assert all(pane.heat is None for pane in explaining.window.pane_row.panes[1:])


def test_where_it_computes_is_said_and_said_anew(window):
    window.engine.deliver(Ready(device="CUDA"))
    assert window.window.status._device.text() == "CUDA"
    window.engine.deliver(Notice(headline="The GPU is full.", device="CPU"))
    assert window.window.status._device.text() == "CPU"
    assert "The GPU is full." in window.window.notices.text


def test_it_is_started_anew_where_it_must_compute_otherwise(window):
    window.session.set_option("opacity", 30)
    assert window.engine.calls == []
    window.session.set_option("cache_mb", 512)
    assert window.engine.calls == ["restart"]
    assert window.engine.options["cache_mb"] == 512


def test_a_model_that_does_not_open_is_told_and_the_one_before_stays(explaining):
    gone = ModelRef(source="zoo", name="alexnet")
    explaining.session.open_model(gone)
    explaining.engine.deliver(OpenFailed(ref=gone, headline="It does not open."))
    assert "It does not open." in explaining.window.notices.text
    assert explaining.session.model.ref == ModelRef()


def test_a_slow_method_shows_how_far_it_is_and_stops_on_request(explaining):
    request, row = newest(explaining.engine), built_in().find("rise").row
    step = Progress(serial=request.serial, pane=0, row=row, done=1, total=9, remaining_s=5.0)
    explaining.commands.run("stop")  # nothing slow runs yet
    assert not explaining.engine.asked(Cancel)
    explaining.engine.deliver(replace(step, serial=request.serial - 1))  # of an older question
    explaining.commands.run("stop")
    assert not explaining.engine.asked(Cancel)
    explaining.engine.deliver(step)
    explaining.commands.run("stop")
    assert explaining.engine.asked(Cancel) == [Cancel()]


def test_modules_are_asked_for_while_their_panel_is_shown(window):
    model = given_model()
    window.window.show()
    window.engine.deliver(model)
    assert not window.engine.asked(DescribeModules)
    window.commands.run("model_structure")
    (wish,) = window.engine.asked(DescribeModules)
    assert (wish.ref, wish.size) == (model.ref, model.rule.size)
    told = Structure(ref=model.ref, size=model.rule.size, nodes=(), default_layer="features")
    window.engine.deliver(told)
    window.commands.run("model_structure")
    window.commands.run("model_structure")  # known already
    assert len(window.engine.asked(DescribeModules)) == 1
    window[StructureFeature].panel.layer_chosen.emit("features.3")
    assert window.session.layer == "features.3"


def test_maps_of_layers_are_asked_for_after_the_answer_and_only_for_the_strip(explaining, qtbot):
    explaining.window.show()
    answer(explaining.engine, newest(explaining.engine))
    assert not explaining.engine.asked(ExplainLayers)
    explaining.commands.run("layer_strip")
    (wish,) = explaining.engine.asked(ExplainLayers)
    assert wish.request == replace(newest(explaining.engine), panes=(PaneSpec("grad_cam"),))
    request = asked_anew(
        explaining, qtbot, lambda: explaining[LayerStripFeature].strip.layer_chosen.emit("x")
    )
    assert {pane.layer for pane in request.panes} == {"x"}
    assert len(explaining.engine.asked(ExplainLayers)) == 1  # not before the answer
    answer(explaining.engine, request)
    assert len(explaining.engine.asked(ExplainLayers)) == 2


def test_remembered_panes_of_another_package_come_back_with_the_engine(windows, settings):
    other = replace(built_in().find("grad_cam").row, key="deep_toy", title="Toy", package="toy")
    first = windows()
    first.engine.deliver(Ready(device="CPU", methods=(other,)))
    first.session.pane_list.set_specs([PaneSpec("deep_toy"), PaneSpec("layer_cam")])
    again = windows()
    assert "deep_toy" not in {spec.method for spec in again.session.pane_list.specs}
    again.engine.deliver(Ready(device="CPU", methods=(other,)))
    assert [spec.method for spec in again.session.pane_list.specs] == ["deep_toy", "layer_cam"]
    third = windows()
    third.session.pane_list.set_specs([PaneSpec("eigen_cam")])  # chosen meanwhile
    third.engine.deliver(Ready(device="CPU", methods=(other,)))
    assert [spec.method for spec in third.session.pane_list.specs] == ["eigen_cam"]


def test_a_map_bears_its_method_layer_and_class(explaining):
    request = newest(explaining.engine)
    heat = given_map([[1.0]], SQUARE, serial=request.serial, pane=1, image=request.image)
    explaining.engine.deliver(heat)
    assert explaining.window.pane_row.panes[2].title == "Grad-CAM · blocks.6 · dog 50.0%"
    assert explaining.window.pane_row.panes[1].title == "Grad-CAM"  # what is expected there


def test_a_stop_is_no_error(window):
    ref = ModelRef(source="zoo", name="alexnet")
    window.engine.deliver(given_model())
    window.session.open_model(ref)
    window.engine.deliver(stopped(OpenModel(ref=ref)))
    assert window.window.toast.text == "Opening the model was stopped."
    assert not window.window.notices.text


def test_what_is_read_for_a_scene_is_told_where_all_waits_are(window, monkeypatch, qtbot):
    monkeypatch.setattr("viewer.session.waits.OPENING_S", 0.0)
    waits, status = window[WaitsFeature].waits, window.window.status
    waits.set_reading("scene", Path("/a/猫.camscope"))
    assert status._activity.text() == "Reading “猫.camscope”…"
    assert not status._stop.isHidden()
    waits.set_reading("scene", "the last session")
    assert status._activity.text() == "Reading the last session…"
    waits.set_reading("scene", None)
    assert status._stop.isHidden()
    waits.set_reading("folder", Path("/a"))  # which is left by choosing something else
    assert status._stop.isHidden()
    waits.set_reading("folder", None)
    window[DropsFeature].dropping.errands.late.emit(True)
    assert status._activity.text() == "Reading what was dropped…"
    window[DropsFeature].dropping.errands.late.emit(False)


def test_the_map_of_the_pane_clicked_last_is_measured(explaining):
    explaining.window.show()
    request = newest(explaining.engine)
    answer(explaining.engine, request)
    assert not explaining.engine.asked(MeasureMap)
    explaining.commands.run("trust")
    assert explaining.engine.asked(MeasureMap)[-1].request.panes == request.panes[:1]
    clicked = QFocusEvent(QEvent.Type.FocusIn, Qt.FocusReason.MouseFocusReason)
    QApplication.sendEvent(explaining.window.pane_row.panes[2], clicked)
    wish = explaining.engine.asked(MeasureMap)[-1]
    assert wish.request.panes == request.panes[1:2]
    explaining.engine.deliver(TrustReading(ticket=wish.ticket, key=wish.measures[0], value=0.5))
    panel = explaining[TrustFeature].panel
    assert panel.state.text().startswith("1 of ")
    stops = len(explaining.engine.asked(Cancel))
    explaining.commands.run("stop")
    assert len(explaining.engine.asked(Cancel)) == stops + 1
    assert panel.button.text() == "Measure"


def test_the_agreement_of_the_panes_is_shown(explaining):
    explaining.window.show()
    explaining.commands.run("trust")
    panel = explaining[TrustFeature].panel.agreement
    assert panel.isHidden()
    answer(explaining.engine, newest(explaining.engine))
    assert not panel.isHidden()
    assert panel.table.names == ("Grad-CAM", "LayerCAM")
    assert panel.table.accessibleName() == "1, 2: 1.00"  # two maps of ones are the same
