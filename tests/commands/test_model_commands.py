"""Which model is opened: asked for, dropped, recent, the last one, or the default as a way out."""

from __future__ import annotations

from pathlib import Path

import pytest
from given_records import given_model
from given_routes import tell
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QFileDialog

from viewer.app import build, make_application, start
from viewer.core.asks.messages import OpenFailed
from viewer.core.asks.records import ModelInfo, ModelRef
from viewer.core.maps.geometry import InputRule
from viewer.core.models.model_text import model_to_text

ALEXNET = ModelRef(source="zoo", name="alexnet")


def info(ref: ModelRef) -> ModelInfo:
    return given_model(ref=ref, title="A net", rule=InputRule(size=(48, 32), shorter_side=None))


@pytest.fixture
def make(qapp, tmp_path, monkeypatch):
    """Start the application again and again on the same settings; its engine is not started."""
    made = []

    def make():
        settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
        parts = build(make_application(), settings=settings)
        monkeypatch.setattr(parts.engine, "start", lambda: None)
        made.append(parts)
        object.__setattr__(parts, "wishes", [])  # noted beside the frozen parts
        parts.session.model_wished.connect(parts.wishes.append)
        return parts

    yield make
    for parts in made:
        parts.window.close()
        parts.window.deleteLater()


def test_the_first_start_opens_the_default_model(make):
    parts = make()
    parts.start_engine()
    assert parts.wishes == [ModelRef()]


def test_the_last_model_is_opened_again_unless_the_option_says_no(make):
    tell(make().session, info(ALEXNET))
    parts = make()
    parts.start_engine()
    assert parts.wishes == [ALEXNET]
    parts.session.set_option("reopen_model", False)
    third = make()
    third.start_engine()
    assert third.wishes == [ModelRef()]


def test_the_model_asked_for_comes_before_the_last_one(make):
    tell(make().session, info(ALEXNET))
    parts, asked = make(), ModelRef(source="timm", name="resnet18")
    parts.start_engine(asked)
    assert parts.wishes == [asked]


def test_a_model_that_does_not_open_at_the_start_makes_way_for_the_default_one(make):
    parts, gone = make(), ModelRef(source="file", path=Path("/gone.pth"))
    parts.start_engine(gone)
    tell(parts.session, OpenFailed(ref=gone, headline="“gone.pth” is not there.", hint="Look."))
    assert parts.wishes == [gone, ModelRef()]
    assert "“gone.pth” is not there." in parts.window.notices.text
    assert "The default model is opened instead." in parts.window.notices.text
    tell(parts.session, OpenFailed(ref=ModelRef(), headline="Nothing opens."))
    assert len(parts.wishes) == 2


def test_a_model_that_does_not_open_later_leaves_the_present_one(make):
    parts, gone = make(), ModelRef(source="file", path=Path("/gone.pth"))
    tell(parts.session, info(ALEXNET))
    parts.session.open_model(gone)
    tell(parts.session, OpenFailed(ref=gone, headline="“gone.pth” is not there."))
    assert parts.wishes == [gone]


def test_the_menu_of_recent_models_opens_them(make):
    first = make()
    assert not first.window.recent_models.isEnabled()
    tell(first.session, info(ALEXNET))
    tell(first.session, info(ModelRef(source="file", path=Path("/models/mine.pth"), arch="vgg11")))
    parts = make()
    menu = parts.window.recent_models
    assert [action.text() for action in menu.actions()] == ["/models/mine.pth", "zoo:alexnet"]
    assert menu.isEnabled()
    menu.actions()[1].trigger()
    menu.actions()[0].trigger()
    assert parts.wishes == [
        ALEXNET,
        ModelRef(source="file", path=Path("/models/mine.pth"), arch="vgg11"),
    ]


def test_a_dropped_model_opens_and_the_pictures_beside_it_too(make, photo_folder, qtbot):
    parts, model = make(), photo_folder / "net.pth"
    model.write_bytes(b"weights")
    pictures = [photo_folder / "photo1.png", photo_folder / "photo3.png"]
    parts.window.paths_dropped.emit([model, *pictures])
    assert parts.wishes == [ModelRef(source="file", path=model)]
    assert parts.session.listing.pictures == tuple(pictures)


def test_a_model_given_at_the_start_is_not_replaced_by_the_last_one(make, tmp_path, qtbot):
    tell(make().session, info(ALEXNET))
    model = tmp_path / "net.pth"
    model.write_bytes(b"weights")
    parts = make()
    start(parts, [model])
    qtbot.waitUntil(lambda: len(parts.wishes) == 2, timeout=5000)
    assert set(parts.wishes) == {ModelRef(source="file", path=model)}


def test_a_later_start_hands_its_model_over(make):
    parts = make()
    parts.receive_model(model_to_text(ALEXNET))
    parts.receive_model("nonsense")
    assert parts.wishes == [ALEXNET]


def test_the_dialog_opens_where_the_last_file_was(make, tmp_path, monkeypatch):
    parts, asked = make(), []

    def choose(_parent, _title, folder, _kinds):
        asked.append(folder)
        return str(tmp_path / "b.pth"), ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", choose)
    parts.commands.run("open_model")
    tell(parts.session, info(ModelRef(source="file", path=tmp_path / "b.pth")))
    parts.commands.run("open_model")
    assert asked == [str(Path.home()), str(tmp_path)]
    assert parts.wishes == [ModelRef(source="file", path=tmp_path / "b.pth")] * 2
