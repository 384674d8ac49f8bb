"""The session: it numbers requests, joins quick changes, and drops late replies."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from given_records import given_map, given_model, given_prediction
from given_routes import tell

from viewer.core.asks.messages import Notice, OpenFailed
from viewer.core.asks.model_info import ModelInfo
from viewer.core.asks.records import Failure, Finished, HeatMap, Prediction
from viewer.core.asks.references import ModelRef
from viewer.core.asks.requests import ExplainRequest, PaneSpec
from viewer.core.asks.target import Target
from viewer.core.files.folder import FolderListing
from viewer.core.maps.geometry import Geometry, InputRule
from viewer.core.tables.options import OPTIONS
from viewer.session.session import DEBOUNCE_MS, PAUSE_S, Session

DEFAULT = ModelRef.default()
GEOMETRY = Geometry(original=(3, 2), resized=(3, 2), offset=(0, 0), input=(3, 2))


def model(ref: ModelRef = DEFAULT) -> ModelInfo:
    return given_model(ref=ref, rule=InputRule(size=(3, 2), shorter_side=None))


def prediction(request: ExplainRequest) -> Prediction:
    two = np.zeros(2, np.float32)
    return given_prediction(
        GEOMETRY, serial=request.serial, image=request.image, answer=two, probabilities=two + 0.5
    )


def heat(request: ExplainRequest, pane: int) -> HeatMap:
    return given_map(
        np.ones((1, 1), np.float32),
        GEOMETRY,
        serial=request.serial,
        pane=pane,
        image=request.image,
        method=request.panes[pane].method,
        layer="features",
        target=request.target,
    )


class Heard:
    """Everything a session said, in order."""

    def __init__(self, session: Session) -> None:
        self.requests: list[ExplainRequest] = []
        self.maps: list[tuple[int, HeatMap | None]] = []
        self.failures: list[Failure] = []
        self.updating: list[bool] = []
        self.explained: list[object] = []
        session.request_issued.connect(self.requests.append)
        session.heat_map_changed.connect(lambda pane, heat: self.maps.append((pane, heat)))
        session.failed.connect(self.failures.append)
        session.updating_changed.connect(self.updating.append)
        session.explained.connect(self.explained.append)


@pytest.fixture
def session(qapp) -> Session:
    session = Session({option.key: option.default for option in OPTIONS})
    tell(session, model())
    return session


@pytest.fixture
def heard(session) -> Heard:
    return Heard(session)


def request(session, heard, qtbot) -> ExplainRequest:
    with qtbot.waitSignal(session.request_issued):
        pass
    return heard.requests[-1]


def test_quick_changes_make_one_request_with_the_last_of_them(session, heard, qtbot, tmp_path):
    for name in ("a.png", "b.png", "c.png"):
        session.set_image(tmp_path / name)
    session.set_target(Target.parse("dog"))
    asked = request(session, heard, qtbot)
    qtbot.waitUntil(lambda: not session._timer.isActive())
    assert len(heard.requests) == 1
    assert asked.image.path == tmp_path / "c.png"
    assert asked.target == Target(kind="name", name="dog")
    assert [pane.method for pane in asked.panes] == ["grad_cam", "layer_cam"]


def test_the_first_change_after_a_pause_goes_out_with_its_turn(session, heard, qapp, tmp_path):
    session.set_image(tmp_path / "a.png")
    assert heard.requests == []
    qapp.processEvents()
    assert len(heard.requests) == 1
    session.set_target(Target.parse("1"))
    assert session._timer.interval() == DEBOUNCE_MS
    session._changed_s -= PAUSE_S
    session._timer.stop()
    session.set_target(Target.parse("2"))
    qapp.processEvents()
    assert [request.target.index for request in heard.requests[1:]] == [2]


def test_a_full_answer_becomes_an_explanation(session, heard, qtbot, tmp_path):
    session.set_image(tmp_path / "a.png")
    asked = request(session, heard, qtbot)
    tell(session, prediction(asked))
    tell(session, heat(asked, 0))
    tell(session, heat(asked, 1))
    assert session.explanation is None
    tell(session, Finished(serial=asked.serial))
    assert session.explanation is not None
    assert heard.explained == [session.explanation]
    assert [item.pane for item in heard.explained[0].maps] == [0, 1]
    assert heard.updating[-1] is False


def test_a_gpu_that_is_left_is_named_in_no_later_explanation(session, heard, qtbot, tmp_path):
    tell(session, replace(session.model, device="NVIDIA H200"))
    session.set_image(tmp_path / "a.png")
    asked = request(session, heard, qtbot)
    tell(session, Notice(headline="Something else is to be known."))
    assert session.model.device == "NVIDIA H200"
    tell(session, Notice(headline="It has not enough memory.", device="CPU"))
    for reply in (prediction(asked), heat(asked, 0), heat(asked, 1), Finished(serial=asked.serial)):
        tell(session, reply)
    assert session.explanation.model.device == "CPU"
    assert session.model.device == "CPU"  # which a window in another language is told


def test_late_replies_are_dropped(session, heard, qtbot, tmp_path):
    session.set_image(tmp_path / "a.png")
    old = request(session, heard, qtbot)
    session.set_target(Target.parse("1"))  # the old request is out of date from this moment
    heard.maps.clear()
    for reply in (prediction(old), heat(old, 0), Finished(serial=old.serial)):
        tell(session, reply)
    tell(session, Failure(serial=old.serial, headline="Late."))
    assert heard.maps == []
    assert heard.failures == []
    assert session.explanation is None


def test_another_picture_takes_the_old_maps_away_at_once(session, heard, qtbot, tmp_path):
    session.set_image(tmp_path / "a.png")
    asked = request(session, heard, qtbot)
    tell(session, heat(asked, 0))
    heard.maps.clear()
    session.set_image(tmp_path / "b.png")
    assert heard.maps == [(0, None), (1, None)]


def test_a_failure_takes_the_maps_away_and_is_told(session, heard, qtbot, tmp_path):
    session.set_image(tmp_path / "a.png")
    asked = request(session, heard, qtbot)
    tell(session, heat(asked, 0))
    tell(session, Failure(serial=asked.serial, headline="No."))
    assert heard.maps[-2:] == [(0, None), (1, None)]
    assert [failure.headline for failure in heard.failures] == ["No."]
    assert heard.updating[-1] is False


def test_a_failing_pane_leaves_the_other_pane_alone(session, heard, qtbot, tmp_path):
    session.set_image(tmp_path / "a.png")
    asked = request(session, heard, qtbot)
    tell(session, prediction(asked))
    tell(session, Failure(serial=asked.serial, headline="Not here.", pane=0))
    assert heard.maps[-1] == (0, None)
    assert heard.updating[-1] is True
    tell(session, heat(asked, 1))
    tell(session, Finished(serial=asked.serial))
    assert session.explanation is not None
    assert [each.pane for each in session.explanation.maps] == [1]
    assert [failure.headline for failure in heard.failures] == ["Not here."]


def test_view_options_never_make_a_request(session, heard, qtbot, tmp_path):
    session.set_image(tmp_path / "a.png")
    request(session, heard, qtbot)
    session.set_option("opacity", 80)
    session.set_option("colour_map", "jet")
    session.set_option("arrangement", "column")
    qtbot.waitUntil(lambda: not session._timer.isActive())
    assert len(heard.requests) == 1
    session.pane_list.change(1, PaneSpec("grad_cam_pp"))
    assert request(session, heard, qtbot).panes[1].method == "grad_cam_pp"


def test_setting_the_same_again_is_silent(session, heard, qtbot, tmp_path):
    session.set_image(tmp_path / "a.png")
    request(session, heard, qtbot)
    session.set_image(tmp_path / "a.png")
    session.set_target(Target())
    session.set_layer(None)
    session.set_option("opacity", session.options["opacity"])
    qtbot.waitUntil(lambda: not session._timer.isActive())
    assert len(heard.requests) == 1


def test_another_model_gives_up_class_and_layer(session, heard, qtbot, tmp_path):
    session.set_image(tmp_path / "a.png")
    session.set_target(Target.parse("1"))
    session.set_layer("features")
    tell(session, model(ModelRef.parse("zoo:alexnet")))
    asked = request(session, heard, qtbot)
    assert (asked.target, asked.panes[0].layer) == (Target(), None)
    assert asked.model == ModelRef.parse("zoo:alexnet")


def test_a_listing_selects_the_wished_picture_else_the_first(session, tmp_path):
    pictures = (tmp_path / "a.png", tmp_path / "b.png")
    listing = FolderListing(path=tmp_path, parent=None, folders=(), pictures=pictures)
    session.set_listing(listing, select=pictures[1])
    assert session.image is not None
    assert session.image.path == pictures[1]
    session.set_listing(listing, select=Path("/elsewhere.png"))
    assert session.image.path == pictures[0]
    session.set_listing(FolderListing(path=tmp_path, parent=None, folders=(), pictures=()))
    assert session.image is None


def test_reload_notices_a_changed_file(session, heard, qtbot, tmp_path):
    path = tmp_path / "a.png"
    path.write_bytes(b"one")
    session.set_image(path)
    first = request(session, heard, qtbot)
    session.reload()
    assert request(session, heard, qtbot).image == first.image
    path.write_bytes(b"three")
    session.reload()
    assert request(session, heard, qtbot).image.size_bytes == 5


def test_asking_again_restarts_an_engine_that_does_not_answer(
    session, heard, qtbot, tmp_path, monkeypatch
):
    session.set_image(tmp_path / "a.png")
    request(session, heard, qtbot)
    with qtbot.assertNotEmitted(session.restart_wished):
        session.reload()
    request(session, heard, qtbot)
    monkeypatch.setattr("viewer.session.session.PATIENCE_S", 0.0)
    with qtbot.waitSignal(session.restart_wished):
        session.reload()


def test_without_any_model_nothing_is_said_to_be_under_way(qapp, qtbot, tmp_path):
    session = Session({option.key: option.default for option in OPTIONS})
    heard = Heard(session)
    session.open_model(DEFAULT)
    session.set_image(tmp_path / "a.png")
    assert heard.updating[-1] is True
    tell(session, OpenFailed(ref=DEFAULT, headline="No."))
    assert heard.updating[-1] is False
    qtbot.waitUntil(lambda: not session._timer.isActive())
    assert heard.requests == []


def test_a_file_of_weights_alone_asks_for_its_architecture(session, heard, qtbot, tmp_path):
    failures = []
    session.model_failed.connect(failures.append)
    ref = ModelRef.parse(str(tmp_path / "weights.pth"))
    with qtbot.waitSignal(session.architecture_needed) as asked:
        tell(session, OpenFailed(ref=ref, headline="Which one?", needs_arch=True))
    assert asked.args[0].ref == ref
    assert failures == []
    with qtbot.assertNotEmitted(session.architecture_needed):
        tell(session, OpenFailed(ref=ref, headline="It is damaged."))
    assert [failure.headline for failure in failures] == ["It is damaged."]
